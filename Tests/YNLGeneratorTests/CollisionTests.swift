import Testing

@testable import YNLGenerator

/// Different names of the kernel that would be one in Swift.
@Suite struct CollisionTests {
    /// Two things of one kind, the second of which has a path in the overlay.
    struct Collision: CustomTestStringConvertible, Sendable {
        let testDescription: String
        var spec: SpecText
        let message: String
        let path: String
        var name = "other"
    }

    private static let collisions = [
        Collision(
            testDescription: "attributes",
            spec: SpecText(attributeSets: "- {name: main, attributes: [{name: a-b, type: u8}, {name: a_b, type: u8}]}"),
            message: "attribute 'a_b' gets the Swift name 'aB', which attribute 'a-b' in line",
            path: "attribute-sets/main/a_b"
        ),
        Collision(
            testDescription: "entries",
            spec: SpecText(definitions: "- {name: kind, type: enum, entries: [a-b, a_b]}"),
            message: "entry 'a_b' gets the Swift name 'aB', which entry 'a-b' in line",
            path: "definitions/kind/a_b"
        ),
        Collision(
            testDescription: "members",
            spec: SpecText(
                definitions: "- {name: s, type: struct, members: [{name: max-p, type: u8}, {name: max-P, type: u8}]}"
            ),
            message: "member 'max-P' gets the Swift name 'maxP', which member 'max-p' in line",
            path: "definitions/s/max-P"
        ),
        Collision(
            testDescription: "constants",
            spec: SpecText(definitions: "- {name: a-b, type: const, value: 1}\n- {name: a_b, type: const, value: 2}"),
            message: "constant 'a_b' gets the Swift name 'aB', which constant 'a-b' in line",
            path: "definitions/a_b"
        ),
        Collision(
            testDescription: "enums",
            spec: SpecText(
                definitions: "- {name: a-b, type: enum, entries: [a]}\n- {name: a_b, type: enum, entries: [a]}"
            ),
            message: "enum 'a_b' gets the Swift name 'AB', which enum 'a-b' in line",
            path: "definitions/a_b",
            name: "Other"
        ),
        Collision(
            testDescription: "attribute sets",
            spec: SpecText(attributeSets: "- {name: op, attributes: []}\n- {name: op-attrs, attributes: []}"),
            message: "attribute set 'op-attrs' gets the Swift name 'Op', which attribute set 'op' in line",
            path: "attribute-sets/op-attrs",
            name: "Other"
        ),
        Collision(
            testDescription: "operations",
            spec: SpecText(
                attributeSets: "- {name: main, attributes: []}",
                operations: """
                    - {name: getport, doc: Gets., attribute-set: main, do: {}}
                    - {name: get-port, doc: Gets., attribute-set: main, do: {}}
                    """
            ),
            message: "operation 'get-port' gets the Swift name 'GetPort', which operation 'getport' in line",
            path: "operations/get-port",
            name: "Other"
        ),
        Collision(
            testDescription: "cases of events",
            spec: SpecText(
                attributeSets: "- {name: main, attributes: [{name: a, type: u8}]}",
                operations: """
                    - {name: get, doc: Gets., attribute-set: main, do: {reply: {attributes: [a]}}}
                    - {name: newport, doc: Tells., notify: get}
                    - {name: new-port, doc: Tells., notify: get}
                    """
            ),
            message: "event 'new-port' gets the Swift name 'newPort', which event 'newport' in line",
            path: "operations/new-port"
        ),
        Collision(
            testDescription: "an enum and a set whose other name is taken, too",
            spec: SpecText(
                definitions: "- {name: op, type: enum, entries: [a]}\n- {name: op-nest, type: enum, entries: [a]}",
                attributeSets: "- {name: op, attributes: []}"
            ),
            message: "attribute set 'op' gets the Swift name 'Op', which enum 'op' in line",
            path: "attribute-sets/op",
            name: "Other"
        ),
    ]

    @Test(arguments: collisions)
    func `An error names both and tells what the overlay must say`(collision: Collision) throws {
        let planned = try Planned(collision.spec)
        let error = try #require(planned.errors.first)
        #expect(planned.errors.count == 1)
        #expect(error.contains(collision.message), "\(error)")
        #expect(
            error.hasSuffix("give it another one in the overlay: 'swift-names: { \(collision.path): … }'"),
            "\(error)"
        )
    }

    @Test(arguments: collisions)
    func `With such an overlay there is none`(collision: Collision) throws {
        let plan = try plan(collision.spec, overlay: "swift-names: { \(collision.path): \(collision.name) }")
        #expect("\(plan)".contains("\"\(collision.name)\""))
    }

    @Test(arguments: collisions)
    func `A name that the overlay gives is never changed`(collision: Collision) throws {
        let planned = try Planned(collision.spec, overlay: "swift-names: { \(collision.path): self_ }")
        #expect(planned.errors.isEmpty)
        #expect("\(planned.plan)".contains("\"self_\""))
    }

    @Test func `Things of different kinds are told apart by their kind`() throws {
        let plan = try plan(
            SpecText(
                definitions: "- {name: port, type: enum, entries: [a]}",
                attributeSets: """
                    - {name: port, attributes: [{name: a, type: u8}]}
                    - {name: main, attributes: [{name: a, type: u8}]}
                    """,
                operations: """
                    - {name: port, doc: Does., attribute-set: main, do: {request: {attributes: [a]}}}
                    """
            )
        )
        #expect(plan.enumerations.map(\.name) == ["Port"])
        #expect(plan.attributeSets[0].role == .nest(structure: "PortNest"))
        #expect(plan.attributeSets[0].attributesName == "PortNest")
        #expect(plan.attributeSets[0].viewName == "PortNestView")
        #expect(try plan.request("PortOperation").attributesName == "MainAttributes")
    }

    @Test func `A set of messages leaves its name to an operation`() throws {
        let plan = try plan(
            SpecText(
                attributeSets: "- {name: accept, attributes: []}",
                operations: "- {name: accept, doc: Accepts., attribute-set: accept, do: {}}"
            )
        )
        #expect(try plan.request("Accept").attributesName == "AcceptAttributes")
    }

    @Test func `A type that is called like a set's view takes nothing from it`() throws {
        let plan = try plan(
            SpecText(
                definitions: "- {name: port-view, type: enum, entries: [a]}",
                attributeSets: "- {name: port, attributes: []}"
            )
        )
        #expect(plan.enumerations.map(\.name) == ["PortView"])
        #expect(plan.attributeSets.map(\.viewName) == ["PortNestView"])
    }

    @Test func `The overlay's name of a set is the root of all its names`() throws {
        let set = try plan(
            SpecText(attributeSets: "- {name: port, attributes: []}"),
            overlay: "swift-names: { attribute-sets/port: Harbour }"
        ).set("port")
        #expect(set.role == .nest(structure: "Harbour"))
        #expect(set.attributesName == "Harbour")
        #expect(set.viewName == "HarbourView")
    }

    @Test func `So is that of an enum with two uses`() throws {
        let plan = try plan(
            SpecText(
                definitions: "- {name: kind, type: enum, entries: [a]}",
                attributeSets: """
                    - name: main
                      attributes: [{name: a, type: u8, enum: kind}, {name: b, type: u8, enum: kind, enum-as-flags: true}]
                    """
            ),
            overlay: "swift-names: { definitions/kind: Sort }"
        )
        #expect(plan.enumerations.map(\.name) == ["Sort", "SortFlags"])
    }

    @Test(arguments: ["operations/get/do/request", "operations/get/do/reply", "attribute-sets/main/filler"])
    func `A name for what has none in Swift is an error`(path: String) throws {
        let planned = try Planned(
            SpecText(
                attributeSets: "- {name: main, attributes: [{name: a, type: u8}, {name: filler, type: pad}]}",
                operations: "- {name: get, doc: Gets., attribute-set: main, do: {reply: {attributes: [a]}}}"
            ),
            overlay: "swift-names: { \(path): Other }"
        )
        #expect(planned.errors.count == 1)
        #expect(
            planned.errors.first?.hasSuffix(
                "the overlay names '\(path)' 'Other', but it has no name in Swift of its own"
            )
                == true
        )
    }

    @Test func `Groups of equal names are an error, too`() throws {
        let planned = try Planned(SpecText(multicastGroups: "- name: a-b\n- name: a_b"))
        #expect(planned.errors.count == 1)
        #expect(planned.errors.first?.contains("multicast group 'a_b' gets the Swift name 'aB'") == true)
    }
}
