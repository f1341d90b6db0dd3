import Testing
import YNLSpec

@Suite struct ChecksTests {
    private let definitions = """
        - {name: limit, type: const, value: 10}
        - {name: key-len, type: const, value: 32, name-prefix: wg-}
        - {name: bits, type: flags, value-start: 4, entries: [a, b, {name: c, value: 8}]}
        - {name: color, type: enum, entries: [red, green]}
        """

    private func loaded(_ checks: String, level: String = "genetlink-legacy") -> Loaded {
        Loaded(
            SpecText(
                level: level,
                definitions: definitions,
                attributeSets: "- name: main\n  attributes: [{name: a, type: u32, checks: {\(checks)}}]"
            )
        )
    }

    private func checks(_ text: String, level: String = "genetlink-legacy") throws -> Checks {
        let loaded = loaded(text, level: level)
        #expect(loaded.diagnostics.all.isEmpty, "\(loaded.diagnostics)")
        return try #require(loaded.family).attribute("a", of: "main").checks
    }

    @Test(
        arguments: [
            ("u8-max", 255), ("u16-max", 65_535), ("u32-max", 4_294_967_295), ("u64-max", UInt64.max),
            ("s8-max", 127), ("s16-max", 32_767), ("s32-max", 2_147_483_647), ("s64-max", 9_223_372_036_854_775_807),
            ("u64-min", 0), ("7", 7), ("0xff", 255), ("limit", 10),
        ] as [(String, UInt64)]
    )
    func `A maximum is a number, a limit or a constant`(text: String, maximum: UInt64) throws {
        #expect(try checks("max: \(text)").maximum == maximum)
    }

    @Test(
        arguments: [
            ("s8-min", -128), ("s16-min", -32_768), ("s32-min", -2_147_483_648), ("s64-min", Int64.min), ("u8-min", 0),
            ("3", 3),
        ] as [(String, Int64)]
    )
    func `A minimum may be negative`(text: String, minimum: Int64) throws {
        #expect(try checks("min: \(text)").minimum == minimum)
    }

    @Test func `Raw families may write negative minima`() throws {
        #expect(try checks("min: -5", level: "netlink-raw").minimum == -5)
    }

    @Test func `Lengths may be constants, less one, or named as in C`() throws {
        #expect(try checks("min-len: 1, max-len: limit - 1").minimumLength == 1)
        #expect(try checks("min-len: 1, max-len: limit - 1").maximumLength == 9)
        #expect(try checks("exact-len: wg-key-len").exactLength == 32)
    }

    @Test func `A flags mask has the bits of the entries`() throws {
        #expect(try checks("flags-mask: bits").flagsMask == 0b1_0011_0000)
        #expect(try checks("flags-mask: color").flagsMask == 0b11)
    }

    @Test func `A string may be unterminated`() throws {
        #expect(try checks("unterminated-ok: true").mayBeUnterminated)
        #expect(try !checks("max: 1").mayBeUnterminated)
    }

    @Test func `The name of a macro has no effect, with a warning`() throws {
        let loaded = loaded("exact-len: ETH_ALEN")
        #expect(try #require(loaded.family).attribute("a", of: "main").checks.exactLength == nil)
        #expect(loaded.warnings == ["the number of 'ETH_ALEN' is not in the spec, so 'exact-len' has no effect"])
    }
}
