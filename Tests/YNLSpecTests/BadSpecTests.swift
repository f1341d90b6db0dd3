import Foundation
import Testing
import YNLSpec

/// Specs that are wrong in one way each; the second line of each says what must be reported.
@Suite struct BadSpecTests {
    static let files = Fixtures.files(in: "Bad")

    @Test func `There are fixtures`() {
        #expect(Self.files.count >= 40)
    }

    @Test(arguments: files)
    func `The mistake is reported, and nothing else is an error`(file: Fixture) throws {
        let prefix = "# expect: "
        let text = String(decoding: file.bytes, as: UTF8.self)
        let expectation = try #require(text.split(separator: "\n").first { $0.hasPrefix(prefix) })
        var diagnostics = Diagnostics()
        let family = Family.load(SourceFile(path: file.name, bytes: file.bytes), diagnostics: &diagnostics)
        #expect(family == nil)
        let errors = diagnostics.errors.map { "\($0.location.line):\($0.location.column): error: \($0.message)" }
        #expect(errors == [String(expectation.dropFirst(prefix.count))])
    }
}
