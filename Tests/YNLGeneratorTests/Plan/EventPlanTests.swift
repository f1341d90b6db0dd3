import Testing

@testable import YNLGenerator

@Suite struct EventPlanTests {
    private func plan(_ operations: String, overlay: String? = nil) throws -> FamilyPlan {
        try YNLGeneratorTests.plan(
            SpecText(
                attributeSets: """
                    - name: main
                      attributes: [{name: a, type: u8}, {name: b, type: u8}]
                    """,
                operations: operations,
                multicastGroups: "- name: some-events\n- name: other"
            ),
            overlay: overlay
        )
    }

    private func events(_ operations: String, overlay: String? = nil) throws -> EventsPlan {
        try #require(try plan(operations, overlay: overlay).events)
    }

    @Test func `A family that says nothing unasked has no events`() throws {
        #expect(try plan("- {name: get, doc: Gets., attribute-set: main, do: {}}").events == nil)
    }

    @Test func `An event has a case and a struct`() throws {
        let events = try events(
            "- {name: new-port, doc: A port. New., value: 5, attribute-set: main, event: {attributes: [b]}}"
        )
        #expect(
            events.cases == [
                .init(
                    name: "newPort",
                    comment: DocComment("A port (`new-port`).", ["New."]),
                    command: 5,
                    type: "NewPort"
                )
            ]
        )
        #expect(events.structures.map(\.name) == ["NewPort"])
        #expect(events.structures.map(\.role) == [.fromKernel])
        #expect(events.structures[0].properties.map(\.field.name) == ["b"])
        #expect(events.structures[0].comment == DocComment("What the kernel sends in `new-port`."))
    }

    @Test func `A notification is the reply of its operation`() throws {
        let events = try events(
            """
            - {name: get, doc: Gets., attribute-set: main, do: {reply: {attributes: [a]}}}
            - {name: ntf, doc: Tells., notify: get}
            """
        )
        #expect(events.cases.map(\.type) == ["Get.Reply"])
        #expect(events.cases.map(\.command) == [2])
        #expect(events.structures.isEmpty)
    }

    @Test func `Events with equal attributes share a struct, and only they are listed`() throws {
        let events = try events(
            """
            - {name: set, doc: Sets., attribute-set: main, do: {request: {attributes: [a, b]}}}
            - {name: born, doc: Tells., attribute-set: main, event: {attributes: [a, b]}}
            - {name: alive, doc: Tells., attribute-set: main, event: {attributes: [a, b]}}
            - {name: dead, doc: Tells., attribute-set: main, event: {attributes: [a, b]}}
            """
        )
        #expect(events.cases.map(\.type) == ["Born", "Born", "Born"])
        #expect(events.structures.map(\.comment.summary) == ["What the kernel sends in `born`, `alive` and `dead`."])
    }

    @Test func `An event with the attributes of a reply is that reply`() throws {
        let events = try events(
            """
            - {name: get, doc: Gets., attribute-set: main, do: {reply: {attributes: [a]}}}
            - {name: born, doc: Tells., attribute-set: main, event: {attributes: [a]}}
            """
        )
        #expect(events.cases.map(\.type) == ["Get.Reply"])
    }

    @Test func `The overlay names cases and structs`() throws {
        let events = try events(
            """
            - {name: miss, doc: Tells., attribute-set: main, event: {attributes: [a]}}
            - {name: action, doc: Tells., attribute-set: main, event: {attributes: [a]}}
            """,
            overlay: "swift-names:\n  operations/miss/event: Upcall\n  operations/action: acted"
        )
        #expect(events.cases.map(\.name) == ["miss", "acted"])
        #expect(events.structures.map(\.name) == ["Upcall"])
    }

    @Test func `Groups keep the kernel's names beside Swift's`() throws {
        let plan = try plan("")
        #expect(
            plan.groups == [
                GroupPlan(name: "someEvents", kernelName: "some-events"), GroupPlan(name: "other", kernelName: "other"),
            ]
        )
    }
}
