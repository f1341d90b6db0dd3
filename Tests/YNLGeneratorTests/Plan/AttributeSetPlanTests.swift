import Testing

@testable import YNLGenerator

@Suite struct AttributeSetPlanTests {
    private func set(_ attributes: String, operations: String = "") throws -> AttributeSetPlan {
        let sets = """
            - name: some-attrs
              doc: Some. Or more.
              attributes: [\(attributes)]
            - {name: inner, attributes: [{name: a, type: u8}]}
            """
        return try plan(SpecText(attributeSets: sets, operations: operations)).set("some-attrs")
    }

    @Test func `A set of nests has a struct`() throws {
        let set = try set("{name: a, type: u8}")
        #expect(set.role == .nest(structure: "Some"))
        #expect(set.attributesName == "Some")
        #expect(set.viewName == "SomeView")
        #expect(set.comment == DocComment("Some (attribute set `some-attrs`).", ["Or more."]))
    }

    @Test func `A set of messages has none`() throws {
        let set = try set(
            "{name: a, type: u8}",
            operations: "- {name: get, doc: Gets., attribute-set: some-attrs, do: {}}"
        )
        #expect(set.role == .message(header: nil))
    }

    @Test func `The layout has a character for each number`() throws {
        let set = try set(
            """
            {name: a, type: u8}, {name: b, type: u16}, {name: c, type: s32}, {name: d, type: u64}, {name: e, type: uint}, \
            {name: f, type: flag}, {name: g, type: binary}, {name: h, type: string}, \
            {name: i, type: nest, nested-attributes: inner}, {name: j, type: bitfield32}, {name: k, type: unused}, \
            {name: l, type: pad}, {name: m, type: u8, multi-attr: true}, \
            {name: n, type: indexed-array, sub-type: nest, nested-attributes: inner}, \
            {name: o, type: nest-type-value, type-value: [x], nested-attributes: inner}, {name: p, type: u8, value: 20}
            """
        )
        #expect(set.layout == "-1248Vfbsn8-_*nn----1")
    }

    @Test func `Number 0 is one like any other`() throws {
        let set = try set("{name: a, type: u8, value: 0}, {name: b, type: flag}")
        #expect(set.layout == "1f")
        #expect(set.fields.map(\.number) == [0, 1])
    }

    @Test(arguments: [
        (6, "AttributeSlots8"), (7, "AttributeSlots16"), (14, "AttributeSlots16"), (15, "AttributeSlots32"),
        (254, "AttributeSlots256"), (255, "AttributeSlots512"), (510, "AttributeSlots512"),
    ])
    func `The index has a slot for each number and one more`(greatest: Int, slots: String) throws {
        #expect(try set("{name: a, type: u8, value: \(greatest)}").slotsType == slots)
    }

    @Test func `An empty set is one`() throws {
        let set = try set("")
        #expect(set.layout == "")
        #expect(set.fields.isEmpty)
        #expect(set.slotsType == "AttributeSlots8")
    }

    @Test func `A subset has the numbers of its parent`() throws {
        let sets = """
            - {name: main, attributes: [{name: a, type: u8}, {name: b, type: u16}]}
            - {name: part, subset-of: main, attributes: [{name: b}]}
            """
        let part = try plan(SpecText(attributeSets: sets)).set("part")
        #expect(part.layout == "--2")
        #expect(part.fields.map(\.number) == [2])
    }
}

@Suite struct TypeValuePlanTests {
    private func plan(_ sets: String) throws -> TypeValuePlan {
        let set = try YNLGeneratorTests.plan(SpecText(attributeSets: sets)).set("main")
        guard case .typeValues(let plan) = set.fields.first?.content else { throw NotPlanned(name: "main") }
        return plan
    }

    @Test func `A chain of nests becomes an entry with the numbers and the contents`() throws {
        let plan = try plan(
            """
            - {name: main, attributes: [{name: op-policy, type: nest-type-value, type-value: [op-id, n], nested-attributes: policy-attrs}]}
            - {name: policy-attrs, doc: A policy., attributes: [{name: a, type: u8}]}
            """
        )
        #expect(
            plan
                == TypeValuePlan(
                    name: "OpPolicyEntry",
                    comment: DocComment(
                        "A policy.",
                        ["One entry of attribute `op-policy`, with the numbers of the nests around it."]
                    ),
                    values: ["opId", "n"],
                    kernelNames: ["op-id", "n"],
                    contentsName: "policy",
                    contents: .init(structure: "Policy", attributes: "Policy", view: "PolicyView")
                )
        )
    }

    @Test func `Its properties have different names`() throws {
        let plan = try plan(
            """
            - {name: main, attributes: [{name: a, type: nest-type-value, type-value: [depth, depth, inner], nested-attributes: inner}]}
            - {name: inner, attributes: [{name: a, type: u8}]}
            """
        )
        #expect(plan.values == ["depth1", "depth2", "inner"])
        #expect(plan.contentsName == "innerNest")
    }
}
