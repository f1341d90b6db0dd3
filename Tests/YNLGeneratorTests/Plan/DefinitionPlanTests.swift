import Testing

@testable import YNLGenerator

@Suite struct ConstantPlanTests {
    @Test func `Numbers and texts become literals`() throws {
        let plan = try plan(
            SpecText(
                definitions: """
                    - {name: max-len, type: const, value: 65535, doc: The limit. Really.}
                    - {name: verdict, type: const, value: -1}
                    - {name: group-name, type: const, value: 'a "b"'}
                    """
            )
        )
        #expect(
            plan.constants == [
                ConstantPlan(
                    name: "maxLen",
                    comment: DocComment("The limit (`max-len`).", ["Really."]),
                    literal: "65535"
                ),
                ConstantPlan(
                    name: "verdict",
                    comment: DocComment("Constant of the family (`verdict`)."),
                    literal: "-1"
                ),
                ConstantPlan(
                    name: "groupName",
                    comment: DocComment("Constant of the family (`group-name`)."),
                    literal: #""a \"b\"""#
                ),
            ]
        )
    }
}

@Suite struct EnumerationPlanTests {
    /// The enumerations of a family with one definition, and attributes that use it.
    private func enumerations(_ definition: String, _ uses: String...) throws -> [EnumerationPlan] {
        let attributes = uses.enumerated().map { "    - {name: a\($0), \($1), enum: kind}\n" }.joined()
        let set = attributes.isEmpty ? "" : "- name: main\n  attributes:\n\(attributes)"
        return try plan(SpecText(definitions: "- {name: kind, \(definition)}", attributeSets: set)).enumerations
    }

    @Test func `Entries keep their values, names and documentation`() throws {
        let plans = try enumerations(
            "type: enum, doc: Kinds. Some., entries: [a-b, {name: c, value: 7, doc: Seven.}, d]"
        )
        #expect(
            plans == [
                EnumerationPlan(
                    name: "Kind",
                    comment: DocComment("Kinds.", ["Some.", "Enumeration `kind`; unknown values are kept."]),
                    isFlags: false,
                    rawType: "UInt32",
                    entries: [
                        .init(name: "aB", kernelName: "a-b", comment: DocComment("`a-b`."), value: 0),
                        .init(name: "c", kernelName: "c", comment: DocComment("Seven."), value: 7),
                        .init(name: "d", kernelName: "d", comment: DocComment("`d`."), value: 8),
                    ]
                )
            ]
        )
    }

    @Test func `Flags keep the indices of their bits`() throws {
        let plan = try #require(try enumerations("type: flags, entries: [a, {name: b, value: 5}]", "type: u64").first)
        #expect(plan.isFlags)
        #expect(plan.rawType == "UInt64")
        #expect(plan.comment == DocComment("Flags `kind`."))
        #expect(plan.entries.map(\.value) == [0, 5])
    }

    @Test func `An enum used for values and for bits is two types`() throws {
        let plans = try enumerations("type: enum, entries: [a]", "type: u8", "type: u32, enum-as-flags: true")
        #expect(plans.map(\.name) == ["Kind", "KindFlags"])
        #expect(plans.map(\.isFlags) == [false, true])
    }

    @Test func `An enum used for bits alone is one type`() throws {
        let plans = try enumerations("type: enum, entries: [a]", "type: u32, enum-as-flags: true")
        #expect(plans.map(\.name) == ["KindFlags"])
    }

    @Test func `The flags of a bitfield have its width`() throws {
        let plans = try enumerations("type: flags, entries: [a]", "type: bitfield32")
        #expect(plans.map(\.rawType) == ["UInt32"])
    }

    @Test(arguments: [
        (["u8"], "UInt8"), (["s8"], "Int8"), (["u8", "u32"], "UInt32"), (["s16", "s8"], "Int16"),
        (["s32", "u8"], "UInt32"), (["uint"], "UInt64"), (["sint"], "Int64"), ([], "UInt32"),
    ])
    func `An enum is as wide as its widest use, and signed if all are`(types: [String], rawType: String) throws {
        let attributes = types.enumerated().map { "    - {name: a\($0), type: \($1), enum: kind}\n" }.joined()
        let spec = SpecText(
            definitions: "- {name: kind, type: enum, entries: [a]}",
            attributeSets: types.isEmpty ? "" : "- name: main\n  attributes:\n\(attributes)"
        )
        #expect(try plan(spec).enumerations.map(\.rawType) == [rawType])
    }

    @Test(arguments: [(4_294_967_295, "UInt32"), (4_294_967_296, "UInt64"), (-1, "Int64")] as [(Int64, String)])
    func `One that nothing uses holds its entries`(value: Int64, rawType: String) throws {
        let plans = try enumerations("type: enum, entries: [{name: a, value: \(value)}]")
        #expect(plans.map(\.rawType) == [rawType])
    }

    @Test func `A narrower use keeps its width on the wire`() throws {
        let fields = try fields(
            "- {name: wide, type: u32, enum: kind}\n- {name: narrow, type: u8, enum: kind}",
            definitions: "- {name: kind, type: enum, entries: [a]}"
        )
        #expect(fields[0].content == .integer("UInt32", named: "Kind", "UInt32"))
        #expect(fields[1].content == .integer("UInt8", named: "Kind", "UInt32"))
        #expect(fields.map(\.descriptor) == [".named(.u32, Kind.self)", ".named(.u8, Kind.self)"])
    }

    @Test func `Members of structs are uses, too`() throws {
        let plan = try plan(
            SpecText(
                definitions: """
                    - {name: kind, type: enum, entries: [a]}
                    - {name: header, type: struct, members: [{name: kind, type: u16, enum: kind}]}
                    """
            )
        )
        #expect(plan.enumerations.map(\.rawType) == ["UInt16"])
        #expect(plan.structures[0].members[0].type == .integer(named("Kind", "UInt16")))
    }

    private func named(_ name: String, _ type: String) -> IntegerPlan {
        IntegerPlan(wireType: type, order: .host, isVariable: false, named: .init(name: name, rawType: type))
    }

    @Test(arguments: [
        ("type: enum, entries: [{name: a, value: 256}]", "type: u8", "value 256 of 'kind' does not fit UInt8"),
        ("type: enum, entries: [{name: a, value: 128}]", "type: s8", "value 128 of 'kind' does not fit Int8"),
        ("type: enum, entries: [{name: a, value: -1}]", "type: u64", "value -1 of 'kind' does not fit UInt64"),
        ("type: flags, entries: [{name: a, value: 8}]", "type: u8", "bit 8 of 'kind' does not fit UInt8"),
    ])
    func `An entry that its uses cannot hold is an error`(definition: String, use: String, message: String) throws {
        let planned = try Planned(
            SpecText(
                definitions: "- {name: kind, \(definition)}",
                attributeSets: "- {name: main, attributes: [{name: a, \(use), enum: kind}]}"
            )
        )
        #expect(planned.errors.count == 1)
        #expect(planned.errors.first?.contains(message) == true, "\(planned.errors)")
    }
}

@Suite struct StructurePlanTests {
    private func members(_ members: String) throws -> [StructurePlan.Member] {
        let definitions = """
            - {name: pair, type: struct, members: [{name: a, type: u8}, {name: b, type: u32}]}
            - {name: thing, type: struct, members: [\(members)]}
            """
        return try plan(SpecText(level: "netlink-raw", definitions: definitions), ignoring: "netlink-raw")
            .structure("Thing").members
    }

    @Test func `Members stand where the C compiler puts them`() throws {
        let plan = try plan(
            SpecText(
                definitions: """
                    - name: demo-header
                      type: struct
                      doc: A header.
                      members: [{name: a, type: u8}, {name: b-c, type: u32, doc: The second.}, {name: d, type: u8}]
                    """
            )
        )
        #expect(
            plan.structures == [
                StructurePlan(
                    name: "DemoHeader",
                    comment: DocComment("A header.", ["C struct `demo-header`, 12 bytes."]),
                    size: 12,
                    isPayload: false,
                    isSent: true,
                    members: [
                        .init(
                            name: "a",
                            kernelName: "a",
                            comment: DocComment("`a`."),
                            type: .integer(integer("UInt8")),
                            offset: 0
                        ),
                        .init(
                            name: "bC",
                            kernelName: "b-c",
                            comment: DocComment("The second (`b-c`)."),
                            type: .integer(integer("UInt32")),
                            offset: 4
                        ),
                        .init(
                            name: "d",
                            kernelName: "d",
                            comment: DocComment("`d`."),
                            type: .integer(integer("UInt8")),
                            offset: 8
                        ),
                    ]
                )
            ]
        )
    }

    private func integer(_ type: String, _ order: IntegerPlan.Order = .host) -> IntegerPlan {
        IntegerPlan(wireType: type, order: order, isVariable: false, named: nil)
    }

    @Test func `Members have their byte order`() throws {
        let members = try members("{name: a, type: u16, byte-order: big-endian}, {name: b, type: s64}")
        #expect(members.map(\.type) == [.integer(integer("UInt16", .big)), .integer(integer("Int64"))])
    }

    @Test func `Bytes and texts are bytes, filler is nothing`() throws {
        let members = try members(
            "{name: a, type: binary, len: 6}, {name: b, type: pad, len: 2}, {name: c, type: string, len: 16}"
        )
        #expect(members.map(\.type) == [.bytes(count: 6), .bytes(count: 16)])
        #expect(members.map(\.offset) == [0, 8])
    }

    @Test func `A struct stands inside another by value`() throws {
        let members = try members("{name: a, type: u8}, {name: b, type: binary, struct: pair}, {name: c, type: u8}")
        #expect(members.map(\.type)[1] == .structure("Pair"))
        #expect(members.map(\.offset) == [0, 4, 12])
    }
}
