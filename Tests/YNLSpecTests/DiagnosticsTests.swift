import Foundation
import Testing
import YNLSpec

@Suite struct DiagnosticsTests {
    private func diagnostics(_ text: String) -> Diagnostics { Loaded(text).diagnostics }

    private let misspelled = """
        # SPDX-License-Identifier: Apache-2.0
        name: demo
        doc: A demonstration.
        attribute-sets:
          - name: main
            attributes:
              - name: mtu
                type: u23
              - name: mtv
                typ: u32
        operations: {list: []}
        """

    @Test func `All mistakes are printed as a compiler does`() {
        #expect(
            diagnostics(misspelled).description == """
                demo.yaml:8:15: error: unknown attribute type 'u23'
                        type: u23
                              ^~~
                demo.yaml:8:15: note: did you mean 'u32'?
                demo.yaml:9:9: error: an attribute lacks the key 'type'
                      - name: mtv
                        ^
                demo.yaml:10:9: error: unknown key 'typ' in an attribute
                        typ: u32
                        ^~~
                demo.yaml:10:9: note: did you mean 'type'?

                """
        )
    }

    @Test func `A note at another place shows its line`() {
        #expect(
            diagnostics("name: demo\nname: demo\n").description == """
                demo.yaml:2:1: error: key 'name' occurs twice in this mapping
                name: demo
                ^~~~
                demo.yaml:1:1: note: first defined here
                name: demo
                ^~~~

                """
        )
    }

    @Test func `Columns count code points, and tabs stay tabs`() {
        let diagnostics = diagnostics("\"näme\": [\t\"ü\", *x]\n")
        let error = diagnostics.errors.first
        #expect(error?.location.column == 16)
        #expect(error?.excerpt?.line == "\"näme\": [\t\"ü\", *x]")
        #expect(diagnostics.description.split(separator: "\n").last == "         \t     ^~")
    }

    @Test func `A long line is cut around the caret`() throws {
        let diagnostics = diagnostics("name: [\(String(repeating: "a, ", count: 1_000))*x]\n")
        let excerpt = try #require(diagnostics.errors.first?.excerpt)
        #expect(excerpt.line.count < 200)
        #expect(excerpt.line.unicodeScalars.dropFirst(excerpt.caretColumn - 1).first == "*")
        #expect(diagnostics.errors.first?.location.column == 3_008)
    }

    @Test func `A long or unprintable word is cut or escaped in messages`() {
        #expect(
            diagnostics("\"a\\u0007\(String(repeating: "b", count: 200))\": 1\n").errors.contains { error in
                error.message == "unknown key 'a\\u{7}\(String(repeating: "b", count: 58))…' in a spec"
            }
        )
    }

    @Test func `JSON has everything that the text has`() throws {
        let json = Data(diagnostics("name: \"d\\\"\\\\\"\nname: demo\n").json.utf8)
        let root = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        let all = try #require(root["diagnostics"] as? [[String: Any]])
        let first = try #require(all.first)
        #expect(first["severity"] as? String == "error")
        #expect(first["file"] as? String == "demo.yaml")
        #expect(first["line"] as? Int == 2)
        #expect(first["column"] as? Int == 1)
        #expect(first["message"] as? String == "key 'name' occurs twice in this mapping")
        #expect(first["sourceLine"] as? String == "name: demo")
        #expect(first["caretColumn"] as? Int == 1)
        #expect(first["caretLength"] as? Int == 4)
        let note = try #require((first["notes"] as? [[String: Any]])?.first)
        #expect(note["message"] as? String == "first defined here")
        #expect(note["line"] as? Int == 1)
        #expect(note["sourceLine"] as? String == "name: \"d\\\"\\\\\"")
    }

    @Test func `JSON escapes control characters`() throws {
        var diagnostics = Diagnostics()
        let source = SourceFile(path: "a\tb.yaml", text: "x\u{1}\u{1f}y\n")
        let start = SourceLocation(file: "a\tb.yaml", line: 1, column: 2)
        diagnostics.append(Diagnostic(.warning, "odd \"thing\"\r\n", at: SourceRange(start), in: source))
        #expect(diagnostics.json.contains(#""file":"a\tb.yaml""#))
        #expect(diagnostics.json.contains(#""sourceLine":"x\u0001\u001fy""#))
        #expect(diagnostics.json.contains(#""message":"odd \"thing\"\r\n""#))
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(diagnostics.json.utf8)) }
        #expect(diagnostics.warnings.count == 1)
        #expect(!diagnostics.hasErrors)
    }

    @Test func `An empty collection is valid JSON too`() {
        #expect(Diagnostics().json == #"{"diagnostics":[]}"#)
        #expect(Diagnostics().description == "")
    }

    @Test func `The number of errors is bounded`() {
        let keys = (0..<5_000).map { "key\($0): 1" }.joined(separator: "\n")
        let errors = diagnostics(keys).errors
        #expect(errors.count == 101)
        #expect(errors.last?.message.hasPrefix("too many errors") == true)
    }

    @Test func `Diagnostics of several files add up`() {
        var diagnostics = Diagnostics()
        _ = Family.load(SourceFile(path: "b.yaml", text: ""), diagnostics: &diagnostics)
        _ = Family.load(SourceFile(path: "a.yaml", text: ""), diagnostics: &diagnostics)
        #expect(diagnostics.all.map(\.location.file) == ["b.yaml", "a.yaml"])
    }
}
