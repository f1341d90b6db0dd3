import Testing
import YNLSpec

/// Files that are no specs, some of them meant to hurt.
@Suite struct HostileFileTests {
    private func firstError(_ bytes: [UInt8]) -> String? {
        var diagnostics = Diagnostics()
        let family = Family.load(SourceFile(path: "demo.yaml", bytes: bytes), diagnostics: &diagnostics)
        #expect(family == nil)
        return diagnostics.errors.first.map { "\($0.location.line):\($0.location.column): \($0.message)" }
    }

    private func firstError(_ text: String) -> String? { firstError(Array(text.utf8)) }

    @Test func `Files without a document`() {
        #expect(firstError("") == "1:1: the file is empty")
        #expect(firstError("\n\n") == "3:1: the file is empty")
        #expect(firstError("# nothing\n") == "2:1: the file is empty")
        #expect(firstError("---\n") == "2:1: a spec must be a mapping, not nothing")
    }

    @Test(
        arguments: [
            ([0x61, 0x0A, 0x62, 0xFF], "2:2: the file is not UTF-8"),
            ([0xC3], "1:1: the file is not UTF-8"),
            ([0x61, 0xED, 0xA0, 0x80], "1:2: the file is not UTF-8"),
            ([0xFF, 0xFE, 0x61, 0x00], "1:1: the file is not UTF-8"),
            ([0x61, 0x00], "1:2: not YAML: control characters are not allowed"),
        ] as [([UInt8], String)]
    )
    func `Files that are not text`(bytes: [UInt8], expected: String) {
        #expect(firstError(bytes) == expected)
    }

    @Test func `Keys that occur twice in a large mapping`() {
        let keys = (0..<40).map { "key\($0): 1" } + ["key2: 1", "key33: 1"]
        var diagnostics = Diagnostics()
        let file = SourceFile(path: "demo.yaml", text: keys.joined(separator: "\n"))
        #expect(Family.load(file, diagnostics: &diagnostics) == nil)
        let duplicates = diagnostics.errors.filter { $0.message.hasSuffix("occurs twice in this mapping") }
        #expect(duplicates.map(\.location.line) == [41, 42])
        #expect(duplicates.map { $0.notes.first?.location.line } == [3, 34])
    }

    @Test func `A byte order mark is no harm`() throws {
        var diagnostics = Diagnostics()
        let bytes = [0xEF, 0xBB, 0xBF] + Array(SpecText().text.utf8)
        #expect(Family.load(SourceFile(path: "demo.yaml", bytes: bytes), diagnostics: &diagnostics) != nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `A file of 100 MB is refused by its size`() {
        let bytes = Array("name: ".utf8) + [UInt8](repeating: 0x61, count: 100 << 20)
        let clock = ContinuousClock()
        var error: String?
        let time = clock.measure { error = firstError(bytes) }
        #expect(error == "1:1: the file has 104857606 bytes; a spec has at most 4194304")
        #expect(time < .seconds(1))
    }

    /// Each is as large as a file may be; none may take more than a moment.
    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["[", "{", "- ", "? ", "a: ", "[{", "&a ", "*a ", "!a ", "'", "\"", "|\n", "# ", "a\n"]
    )
    func `Endless repetitions end soon`(unit: String) {
        let text = String(repeating: unit, count: (4 << 20) / unit.utf8.count)
        var error: String?
        let time = ContinuousClock().measure { error = firstError(text) }
        #expect(error != nil)
        #expect(time < .seconds(20))
    }

    @Test func `The nodes that aliases stand for are bounded`() {
        let levels =
            ["a: &a [x, x, x, x, x, x, x, x]"]
            + zip("abcdefgh", "bcdefghi").map {
                "\($1): &\($1) [\(Array(repeating: "*\($0)", count: 8).joined(separator: ", "))]"
            }
        #expect(firstError(levels.joined(separator: "\n"))?.hasSuffix("has more than 200000 nodes") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func `Long chains of references are followed without recursion`() {
        let count = 8_000
        let structures = (0..<count).map {
            "- {name: s\($0), type: struct, members: [{name: x, type: binary, struct: s\($0 + 1)}]}"
        }
        let chain = SpecText(
            definitions: (structures + ["- {name: s\(count), type: struct, members: [{name: x, type: u8}]}"]).joined(
                separator: "\n"
            )
        )
        #expect(Loaded(chain).family?.structures.first?.size == 1)

        let sets = (0..<count).map { "- {name: s\($0), subset-of: s\($0 + 1), attributes: [{name: a}]}" }
        let subsets = SpecText(
            attributeSets: (sets + ["- {name: s\(count), attributes: [{name: a, type: u8}]}"]).joined(separator: "\n")
        )
        #expect(Loaded(subsets).family?.attributeSets.first?.attributes.first?.number == 1)
    }

    @Test func `A struct that doubles forty times is too large`() {
        let structures = (0..<40).map {
            "- {name: s\($0), type: struct, members: [{name: x, type: binary, struct: s\($0 + 1)}, {name: y, type: binary, struct: s\($0 + 1)}]}"
        }
        let loaded = Loaded(
            SpecText(
                definitions: (structures + ["- {name: s40, type: struct, members: [{name: x, type: u64}]}"]).joined(
                    separator: "\n"
                )
            )
        )
        #expect(loaded.errors.first?.hasPrefix("struct 's") == true)
    }
}
