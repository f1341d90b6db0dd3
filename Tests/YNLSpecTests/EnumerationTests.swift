import Testing
import YNLSpec

@Suite struct EnumerationTests {
    private func enumeration(_ definition: String) throws -> Enumeration {
        try #require(try load(SpecText(definitions: definition)).enumerations.first)
    }

    @Test(
        arguments: [
            ("{name: e, type: enum, entries: [a, b]}", [0, 1]),
            ("{name: e, type: enum, value-start: 5, entries: [a, b]}", [5, 6]),
            ("{name: e, type: enum, entries: [a, {name: b, value: 255}, c]}", [0, 255, 256]),
            ("{name: e, type: enum, value-start: 5, entries: [{name: a, value: 1}, b]}", [1, 2]),
            ("{name: e, type: enum, entries: [{name: a, value: 4294967295}]}", [4_294_967_295]),
            ("{name: e, type: enum, entries: [{name: a, value: -1}, b]}", [-1, 0]),
            ("{name: e, type: enum, entries: []}", []),
            ("{name: e, type: flags, entries: [a, b]}", [0, 1]),
            ("{name: e, type: flags, value-start: 4, entries: [a, b]}", [4, 5]),
            ("{name: e, type: flags, entries: [a, {name: b, value: 63}]}", [0, 63]),
        ] as [(String, [Int64])]
    )
    func `Entries are numbered from the start, or on from their own value`(
        definition: String,
        values: [Int64]
    ) throws {
        #expect(try enumeration("- \(definition)").entries.map(\.value) == values)
    }

    @Test func `A value-start may name a constant`() throws {
        let family = try load(
            SpecText(
                definitions: """
                    - {name: first, type: const, value: 40}
                    - {name: e, type: enum, value-start: first, entries: [a]}
                    """
            )
        )
        #expect(try family.enumeration("e").entries.map(\.value) == [40])
    }

    @Test func `Kinds, documentation and C names are kept`() throws {
        let flags = try enumeration(
            """
            - name: e
              type: flags
              doc: Some bits.
              name-prefix: demo-bit-
              header: linux/demo.h
              entries: [{name: a, doc: The first.}, plain_Entry]
            """
        )
        #expect(flags.kind == .flags)
        #expect(flags.documentation == "Some bits.")
        #expect(flags.cPrefix == "demo-bit-")
        #expect(flags.cHeader == "linux/demo.h")
        #expect(flags.entries.map(\.name) == ["a", "plain_Entry"])
        #expect(flags.entries.map(\.documentation) == ["The first.", nil])
        #expect(try enumeration("- {name: e, type: enum, entries: []}").cPrefix == "demo-e-")
        #expect(try enumeration("- {name: e, type: enum, entries: []}").kind == .values)
    }

    @Test func `Constants are numbers or texts`() throws {
        let family = try load(
            SpecText(
                definitions: """
                    - {name: size, type: const, value: 32, doc: A size.}
                    - {name: hex, type: const, value: 0xFFFFFF}
                    - {name: group, type: const, value: change_event, name-prefix: team-}
                    """
            )
        )
        #expect(family.constants.map(\.value) == [.integer(32), .integer(0xFFFFFF), .string("change_event")])
        #expect(family.constants.map(\.documentation) == ["A size.", nil, nil])
        #expect(family.constants.map(\.cPrefix) == ["demo-", "demo-", "team-"])
    }
}
