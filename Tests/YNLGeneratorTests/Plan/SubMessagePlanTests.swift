import Testing

@testable import YNLGenerator

@Suite struct SubMessagePlanTests {
    private static let definitions = """
        - {name: kind, type: enum, entries: [a, b-c]}
        - {name: brief, type: struct, members: [{name: one, type: u8}]}
        """

    /// A family whose set `main` has a sub-message `data`, chosen by `kind`.
    private func plan(kind: String = "string", formats: String, others: String = "") throws -> FamilyPlan {
        try YNLGeneratorTests.plan(
            SpecText(
                level: "netlink-raw",
                definitions: Self.definitions,
                attributeSets: """
                    - name: main
                      attributes:
                        - {name: kind, type: \(kind)}
                        - {name: data, type: sub-message, sub-message: some-data-msg, selector: kind}
                    - {name: data-attrs, attributes: [{name: a, type: u8}]}
                    \(others)
                    """,
                subMessages: "- {name: some-data-msg, formats: [\(formats)]}"
            )
        )
    }

    @Test func `A format is a header, a set, both or nothing`() throws {
        let plan = try plan(
            formats: """
                {value: nothing}, {value: head-er, fixed-header: brief}, {value: set, attribute-set: data-attrs}, \
                {value: both, fixed-header: brief, attribute-set: data-attrs}
                """
        )
        let data = FieldPlan.SetName(structure: "Data", attributes: "Data", view: "DataView")
        #expect(
            plan.subMessages == [
                SubMessagePlan(
                    name: "SomeData",
                    comment: DocComment(
                        "What a sub-message `some-data-msg` holds, by the attribute that chooses it."
                    ),
                    formats: [
                        .init(name: "nothing", selector: "nothing", header: nil, set: nil),
                        .init(name: "headEr", selector: "head-er", header: "Brief", set: nil),
                        .init(name: "set", selector: "set", header: nil, set: data),
                        .init(name: "both", selector: "both", header: "Brief", set: data),
                    ]
                )
            ]
        )
    }

    @Test func `The attribute knows its selector`() throws {
        let field = try plan(formats: "{value: a}").set("main").fields[1]
        let selector = SelectorPlan(number: 1, integer: nil)
        #expect(field.content == .subMessage(SubMessageUse(type: "SomeData", selector: selector)))
        #expect(field.descriptor == #".subMessage(SomeData.self, selector: "kind")"#)
        #expect(field.comment.summary == "`data`, sub-message by `kind`.")
    }

    @Test func `A selector may be a number with names, of any width and order`() throws {
        let field = try plan(kind: "u16, byte-order: big-endian, enum: kind", formats: "{value: b-c}").set("main")
            .fields[1]
        guard case .subMessage(let use) = field.content else { throw NotPlanned(name: "data") }
        let named = IntegerPlan.NamedType(name: "Kind", rawType: "UInt16")
        #expect(
            use.selector?.integer == IntegerPlan(wireType: "UInt16", order: .big, isVariable: false, named: named)
        )
    }

    @Test func `A set whose selector stands around it is told its value`() throws {
        let plan = try plan(
            formats: "{value: a}",
            others: """
                - {name: inner, attributes: [{name: data, type: sub-message, sub-message: some-data-msg, selector: sort}]}
                - {name: outer, attributes: [{name: sort, type: string}, {name: in, type: nest, nested-attributes: inner}]}
                """
        )
        let inner = try plan.set("inner")
        #expect(inner.needsSelector)
        #expect(inner.fields[0].content == .subMessage(SubMessageUse(type: "SomeData", selector: nil)))
        #expect(inner.fields[0].descriptor.hasSuffix(#"selector: "sort", outwardLevels: 1)"#))
        guard case .nest(let set) = try plan.set("outer").fields[1].content else { throw NotPlanned(name: "in") }
        #expect(set.selector == SelectorPlan(number: 1, integer: nil))
        #expect(try !plan.set("outer").needsSelector)
    }

    @Test func `A struct alone in a format is a payload, one in front of attributes is not`() throws {
        let alone = try plan(formats: "{value: a, fixed-header: brief}")
        #expect(try alone.structure("Brief").isPayload)
        let front = try plan(formats: "{value: a, fixed-header: brief, attribute-set: data-attrs}")
        #expect(try !front.structure("Brief").isPayload)
    }

    @Test func `Names of formats that differ in the kernel must differ in Swift`() throws {
        let planned = try Planned(
            SpecText(
                level: "netlink-raw",
                attributeSets: """
                    - name: main
                      attributes: [{name: kind, type: string}, {name: data, type: sub-message, sub-message: m, selector: kind}]
                    """,
                subMessages: "- {name: m, formats: [{value: a-b}, {value: a_b}, {value: unknown}, {value: selector}]}"
            )
        )
        #expect(planned.errors.count == 1)
        #expect(planned.errors.first?.contains("format 'a_b' gets the Swift name 'aB'") == true)
        #expect(planned.plan.subMessages[0].formats.map(\.name).suffix(2) == ["unknown_", "selector_"])
    }
}

/// Families without the header of generic netlink.
@Suite struct RawFamilyPlanTests {
    private static let spec = SpecText(
        level: "netlink-raw",
        attributeSets: "- {name: main, attributes: [{name: a, type: u8}, {name: b, type: u8}]}",
        operationKeys: "enum-model: directional",
        operations: """
            - name: new
              doc: Makes one.
              attribute-set: main
              do: {request: {value: 16, attributes: [a, b]}}
            - name: get
              doc: Tells.
              attribute-set: main
              do: {request: {value: 18, attributes: [a]}, reply: {value: 16, attributes: [b]}}
            - name: list
              doc: Lists.
              attribute-set: main
              dump: {request: {value: 22, attributes: []}, reply: {value: 20, attributes: [b]}}
            """,
        multicastGroups: "- {name: some-group, value: 33}"
    )

    @Test func `They have a protocol, and groups have numbers`() throws {
        let plan = try plan(Self.spec)
        #expect(plan.netlinkProtocol == ".route")
        #expect(plan.groups == [GroupPlan(name: "someGroup", kernelName: "some-group", number: 33)])
    }

    @Test func `Requests and answers have numbers of their own`() throws {
        let plan = try plan(Self.spec)
        #expect(try plan.request("Get").role == .doRequest(command: 18))
        #expect(try plan.namespace("List").structure("Dump").role == .dumpRequest(command: 22))
    }

    @Test func `Where no event is listed, groups get what is answered`() throws {
        let events = try #require(try plan(Self.spec).events)
        #expect(events.cases.map(\.command) == [16, 20])
        #expect(events.cases.map(\.name) == ["get", "list"])
        #expect(events.cases.map(\.type) == ["Get.Reply", "Get.Reply"])
        #expect(events.structures.isEmpty)
        var silent = Self.spec
        silent.multicastGroups = ""
        #expect(try plan(silent).events == nil)
    }

    @Test func `Messages know what of their set they do not list`() throws {
        let plan = try plan(Self.spec)
        #expect(try plan.request("New").listedNumbers == nil)
        #expect(try plan.request("Get").listedNumbers == [1])
        #expect(try plan.namespace("List").structure("Dump").listedNumbers == [])
    }
}

/// Sets that contain themselves.
@Suite struct RecursionPlanTests {
    private func indirect(_ attributes: String, others: String = "") throws -> [String] {
        try fields("\(attributes)", sets: others).filter(\.isIndirect).map(\.name)
    }

    @Test(arguments: [
        ("type: nest, nested-attributes: main", ["a"]),
        ("type: nest, nested-attributes: other", ["a"]),
        ("type: nest, nested-attributes: leaf", []),
        ("type: nest, nested-attributes: main, multi-attr: true", []),
        ("type: indexed-array, sub-type: nest, nested-attributes: main", []),
        ("type: nest-type-value, type-value: [x], nested-attributes: main", []),
    ])
    func `Only a nest that leads back by value is on the heap`(type: String, names: [String]) throws {
        let others = """
            - {name: other, attributes: [{name: b, type: nest, nested-attributes: main}]}
            - {name: leaf, attributes: [{name: c, type: u8}]}
            """
        #expect(try indirect("- {name: a, \(type)}", others: others) == names)
    }
}
