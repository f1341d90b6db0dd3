import Testing
import YNLSpec

@Suite struct StructureTests {
    private func structure(_ members: String, others: String = "") throws -> Structure {
        let definitions = "- name: s\n  type: struct\n  members: [\(members)]\n\(others)"
        return try load(SpecText(level: "netlink-raw", definitions: definitions)).structure("s")
    }

    @Test(arguments: [
        ("{name: a, type: u8}, {name: b, type: u32}", [0, 4], 8, 4),
        ("{name: a, type: u32}, {name: b, type: u8}", [0, 4], 8, 4),
        ("{name: a, type: u8}, {name: b, type: s16}, {name: c, type: u64}", [0, 2, 8], 16, 8),
        ("{name: a, type: u8}, {name: b, type: binary, len: 6}", [0, 1], 7, 1),
        ("{name: a, type: u16}, {name: b, type: string, len: 3}", [0, 2], 6, 2),
        ("{name: a, type: u8}, {name: p, type: pad, len: 3}, {name: b, type: u32}", [0, 1, 4], 8, 4),
        ("{name: a, type: binary, len: 0}, {name: b, type: u8}", [0, 0], 1, 1),
    ])
    func `Members are aligned as in C`(members: String, offsets: [Int], size: Int, alignment: Int) throws {
        let structure = try structure(members)
        #expect(structure.members.map(\.offset) == offsets)
        #expect(structure.size == size)
        #expect(structure.alignment == alignment)
    }

    @Test func `A struct within a struct has its own alignment, and may come later`() throws {
        let structure = try structure(
            "{name: a, type: u8}, {name: b, type: binary, struct: t}, {name: c, type: u8}",
            others: "- {name: t, type: struct, members: [{name: x, type: u64}, {name: y, type: u8}]}"
        )
        #expect(structure.members.map(\.offset) == [0, 8, 24])
        #expect(structure.members.map(\.size) == [1, 16, 1])
        #expect(structure.size == 32)
        #expect(structure.alignment == 8)
    }

    @Test func `Members keep their types`() throws {
        let structure = try structure(
            """
            {name: a, type: u16, byte-order: big-endian, enum: bits, doc: The first.}, \
            {name: b, type: binary, len: size, display-hint: mac}, {name: c, type: string, len: size - 1}, \
            {name: d, type: u8, enum: color, enum-as-flags: true}, {name: maxP, type: pad, len: 2}
            """,
            others: """
                - {name: bits, type: flags, entries: [one]}
                - {name: color, type: enum, entries: [red]}
                - {name: size, type: const, value: 6}
                """
        )
        let types = structure.members.map(\.type)
        guard case .integer(let first) = types[0], case .integer(let fourth) = types[3] else { throw NotFound() }
        #expect(first.byteOrder == .bigEndian)
        #expect(first.isFlags)
        #expect(fourth.isFlags)
        #expect(types[1] == .bytes(count: 6))
        #expect(types[2] == .string(count: 5))
        #expect(types[4] == .padding(count: 2))
        #expect(structure.members[0].documentation == "The first.")
        #expect(structure.members[1].displayHint == .mac)
        #expect(structure.members[4].name == "maxP")
    }

    @Test func `Fillers may share a name`() throws {
        #expect(try structure("{name: pad, type: pad, len: 1}, {name: pad, type: pad, len: 1}").size == 2)
    }
}
