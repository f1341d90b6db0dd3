import Testing

@testable import YNLGenerator

/// What real specs do that an author of a generator does not expect; the table is in Tests/KernelFamilies/README.md.
@Suite struct EdgeCaseTests {
    @Test func `7: dashes in front of a name are no part of the Swift name`() throws {
        let plan = try plan(
            SpecText(
                definitions: """
                    - name: --kernel-timespec
                      type: struct
                      members: [{name: sec, type: u64}, {name: nsec, type: u64}]
                    """,
                attributeSets: """
                    - name: main
                      attributes: [{name: last-handshake-time, type: binary, struct: --kernel-timespec}]
                    """
            )
        )
        #expect(plan.structures.map(\.name) == ["KernelTimespec"])
        #expect(plan.structures.map(\.size) == [16])
        #expect(try plan.set("main").fields.map(\.name) == ["lastHandshakeTime"])
    }
}
