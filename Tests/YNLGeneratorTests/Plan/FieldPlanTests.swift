import Testing

@testable import YNLGenerator

@Suite struct FieldPlanTests {
    private static let inner = "- {name: inner-attrs, attributes: [{name: a, type: u8}]}"
    private static let structure = "- {name: pair, type: struct, members: [{name: a, type: u8}]}"
    private static let innerName = FieldPlan.SetName(
        structure: "Inner",
        attributes: "Inner",
        view: "InnerView"
    )

    private func field(_ type: String) throws -> FieldPlan {
        let fields = try fields("- {name: some-thing, \(type)}", definitions: Self.structure, sets: Self.inner)
        return try #require(fields.first)
    }

    @Test(arguments: [
        ("u8", "UInt8"), ("u16", "UInt16"), ("u32", "UInt32"), ("u64", "UInt64"),
        ("s8", "Int8"), ("s16", "Int16"), ("s32", "Int32"), ("s64", "Int64"),
    ])
    func `Numbers keep their width and sign`(type: String, swiftType: String) throws {
        let field = try field("type: \(type)")
        #expect(field.content == .integer(swiftType))
        #expect(field.content.swiftType == swiftType)
        #expect(field.descriptor == ".\(type)")
    }

    @Test(arguments: [("uint", "UInt64"), ("sint", "Int64")])
    func `Numbers of variable width are as wide as they can be`(type: String, swiftType: String) throws {
        let integer = IntegerPlan(wireType: swiftType, order: .host, isVariable: true, named: nil)
        #expect(try field("type: \(type)").content == .integer(integer))
    }

    @Test func `The byte order is kept, except for single bytes`() throws {
        #expect(try field("type: u16, byte-order: big-endian").content == .integer("UInt16", .big))
        #expect(try field("type: s32, byte-order: little-endian").content == .integer("Int32", .little))
        #expect(try field("type: u8, byte-order: big-endian").content == .integer("UInt8"))
        #expect(try field("type: u16, byte-order: big-endian").descriptor == ".bigEndian(.u16)")
        #expect(try field("type: s32, byte-order: little-endian").descriptor == ".littleEndian(.s32)")
        #expect(try field("type: u8, byte-order: big-endian").descriptor == ".u8")
    }

    @Test(
        arguments: [
            ("type: flag", .flag, "Bool", ".flag"),
            ("type: string", .string, "String", ".string"),
            ("type: binary", .bytes, "[UInt8]", ".bytes"),
            ("type: binary, struct: pair", .structure("Pair"), "Pair", ".structure(Pair.self)"),
            ("type: bitfield32", .bitfield32, "Bitfield32", ".bitfield32"),
            ("type: nest, nested-attributes: inner-attrs", .nest(innerName), "Inner", ".nest(Inner.self)"),
            (
                "type: indexed-array, sub-type: nest, nested-attributes: inner-attrs",
                .indexedArray(.nest(innerName)), "IndexedArray<Inner>", ".indexedArray(.nest(Inner.self))"
            ),
        ] as [(String, FieldPlan.Content, String, String)]
    )
    func `Every type has a Swift one`(
        type: String,
        content: FieldPlan.Content,
        swiftType: String,
        descriptor: String
    ) throws {
        let field = try field(type)
        #expect(field.content == content)
        #expect(field.content.swiftType == swiftType)
        #expect(field.descriptor == descriptor)
    }

    @Test(
        arguments: [
            ("type: u16", .integer("UInt16"), "[UInt16]"),
            ("type: s32, byte-order: big-endian", .integer("Int32", .big), "[Int32]"),
            ("type: string", .string, "[String]"),
            ("type: binary", .bytes, "[[UInt8]]"),
            ("type: binary, struct: pair", .structure("Pair"), "[Pair]"),
            ("type: nest, nested-attributes: inner-attrs", .nest(innerName), "[Inner]"),
        ] as [(String, FieldPlan.Content, String)]
    )
    func `What may repeat is a list`(type: String, element: FieldPlan.Content, swiftType: String) throws {
        let field = try field("\(type), multi-attr: true")
        #expect(field.content == .list(element))
        #expect(field.content.swiftType == swiftType)
        #expect(field.descriptor == ".list(\(try self.field(type).descriptor))")
    }

    @Test(
        arguments: [
            ("type: binary, sub-type: u32", .integers(integer("UInt32")), "[UInt32]", ".integers(.u32)"),
            (
                "type: binary, sub-type: u16, byte-order: big-endian", .integers(integer("UInt16", .big)), "[UInt16]",
                ".integers(.bigEndian(.u16))"
            ),
            (
                "type: indexed-array, sub-type: u8", .indexedArray(.integer("UInt8")), "IndexedArray<UInt8>",
                ".indexedArray(.u8)"
            ),
            (
                "type: indexed-array, sub-type: string", .indexedArray(.string), "IndexedArray<String>",
                ".indexedArray(.string)"
            ),
            (
                "type: indexed-array, sub-type: binary", .indexedArray(.bytes), "IndexedArray<[UInt8]>",
                ".indexedArray(.bytes)"
            ),
            (
                "type: indexed-array, sub-type: binary, struct: pair", .indexedArray(.structure("Pair")),
                "IndexedArray<Pair>", ".indexedArray(.structure(Pair.self))"
            ),
            (
                "type: uint, multi-attr: true",
                .list(.integer(IntegerPlan(wireType: "UInt64", order: .host, isVariable: true, named: nil))),
                "[UInt64]", ".list(.uint)"
            ),
            ("type: bitfield32, multi-attr: true", .list(.bitfield32), "[Bitfield32]", ".list(.bitfield32)"),
            ("type: bitfield32, enum: bits", .bitfield("Bits"), "Bitfield<Bits>", ".bitfield(Bits.self)"),
        ] as [(String, FieldPlan.Content, String, String)]
    )
    func `Arrays, lists and bits have Swift types, too`(
        type: String,
        content: FieldPlan.Content,
        swiftType: String,
        descriptor: String
    ) throws {
        let field = try #require(
            try fields(
                "- {name: some-thing, \(type)}",
                definitions: Self.structure + "\n- {name: bits, type: flags, entries: [a]}",
                sets: Self.inner
            ).first
        )
        #expect(field.content == content)
        #expect(field.content.swiftType == swiftType)
        #expect(field.descriptor == descriptor)
    }

    private static func integer(_ type: String, _ order: IntegerPlan.Order = .host) -> IntegerPlan {
        IntegerPlan(wireType: type, order: order, isVariable: false, named: nil)
    }

    @Test(
        arguments: [
            ("type: binary, display-hint: mac", "LinkLayerAddress"),
            ("type: binary, display-hint: fddi", "LinkLayerAddress"),
            // The kernel sends either version under either hint, unless the length is fixed.
            ("type: binary, display-hint: ipv4", "IPAddress"), ("type: binary, display-hint: ipv6", "IPAddress"),
            ("type: binary, display-hint: ipv4-or-v6", "IPAddress"),
            ("type: binary, display-hint: ipv6, checks: {exact-len: 16}", "IPv6Address"),
            ("type: binary, display-hint: uuid", "UniqueIdentifier"),
            ("type: u32, display-hint: ipv4", "IPv4Address"),
            ("type: u32, byte-order: big-endian, display-hint: ipv4", "IPv4Address"),
            ("type: binary, display-hint: hex", nil), ("type: u32, display-hint: hex", nil),
            ("type: u16, display-hint: ipv4", nil), ("type: binary", nil),
        ] as [(String, String?)]
    )
    func `A display hint makes an address of bytes, and of a number of their length`(type: String, value: String?)
        throws
    {
        let field = try field(type)
        guard let value else {
            if case .value = field.content { Issue.record("\(type) is an address") }
            return
        }
        #expect(field.content == .value(value))
        #expect(field.descriptor == ".value(\(value).self)")
    }

    @Test func `Numbers to be read in hexadecimal digits say so`() throws {
        #expect(try field("type: u32, display-hint: hex").descriptor == ".hexadecimal(.u32)")
        #expect(
            try field("type: u32, byte-order: big-endian, display-hint: hex").descriptor
                == ".hexadecimal(.bigEndian(.u32))"
        )
    }

    @Test func `Bytes may be attributes of another family, as the overlay says`() throws {
        let plan = try plan(
            SpecText(attributeSets: "- {name: main, attributes: [{name: key, type: binary}]}"),
            overlay: "nests:\n  attribute-sets/main/key: {family: f, attribute-set: key-attrs, module: Other}"
        )
        let field = try plan.set("main").fields[0]
        let name = FieldPlan.SetName(
            structure: "Other.Key",
            attributes: "Other.Key",
            view: "Other.KeyView",
            isForeign: true
        )
        #expect(field.content == .nest(name))
        #expect(field.descriptor == ".nest(Other.Key.self)")
        #expect(plan.imports == ["Other"])
    }

    @Test func `Only flags and lists have a value for absence`() throws {
        #expect(try field("type: flag").content.defaultValue == "false")
        #expect(try field("type: u8, multi-attr: true").content.defaultValue == "[]")
        #expect(try field("type: string").content.defaultValue == "nil")
        #expect(try field("type: flag").content.hasEmptyValue)
        #expect(try field("type: u8, multi-attr: true").content.hasEmptyValue)
        #expect(try !field("type: string").content.hasEmptyValue)
    }

    @Test func `Fillers are no fields`() throws {
        let fields = try fields("- {name: a, type: unused}\n- {name: b, type: pad}\n- {name: c, type: u8}")
        #expect(fields.map(\.kernelName) == ["c"])
        #expect(fields.map(\.number) == [3])
    }

    @Test func `The comment ends its first sentence with the kernel's name and type`() throws {
        let field = try field("type: u16, byte-order: big-endian, doc: The port. Not 0.")
        #expect(field.comment == DocComment("The port (`some-thing`, u16, big-endian).", ["Not 0."]))
        #expect(try self.field("type: u8").comment == DocComment("`some-thing`, u8."))
    }

    @Test(arguments: [
        ("type: flag", "flag"), ("type: uint", "uint"), ("type: sint", "sint"), ("type: s64", "s64"),
        ("type: binary, struct: pair", "struct `pair`"), ("type: bitfield32", "bitfield32"),
        ("type: nest, nested-attributes: inner-attrs", "nest of `inner-attrs`"),
        ("type: u8, multi-attr: true", "list of u8"),
        ("type: indexed-array, sub-type: nest, nested-attributes: inner-attrs", "array, each nest of `inner-attrs`"),
        ("type: nest-type-value, type-value: [a, b], nested-attributes: inner-attrs", "nests by `a` and `b`"),
        ("type: binary, checks: {exact-len: 16}", "binary, 16 bytes"),
        ("type: string, checks: {min-len: 1, max-len: 15}", "string, 1 to 15 bytes"),
        ("type: binary, checks: {min-len: 14}", "binary, 14 bytes or more"),
        ("type: string, checks: {max-len: 15}", "string, 15 bytes or fewer"),
        ("type: u32, checks: {min: 1, max: 9}", "u32, 1 to 9"),
        ("type: s32, checks: {min: s8-min}", "s32, -128 or more"),
        ("type: u32, checks: {max: 9}", "u32, 9 or less"),
    ])
    func `Types read as a netlink engineer says them`(type: String, words: String) throws {
        #expect(try field(type).comment.summary == "`some-thing`, \(words).")
    }
}

@Suite struct LimitTests {
    private func limits(_ type: String) throws -> FieldPlan.Limits {
        try #require(try fields("- {name: a, \(type)}").first).limits
    }

    @Test(arguments: [
        ("binary", "min-len: 14", 14...65531), ("binary", "max-len: 16", 0...16), ("binary", "exact-len: 4", 4...4),
        ("binary", "min-len: 2, max-len: 3", 2...3), ("string", "max-len: 15", 0...15),
        ("string", "min-len: 1", 1...65530),
        ("string", "exact-len: 4", 4...4),
    ])
    func `Lengths are checked, and never exceed what an attribute holds`(
        type: String,
        checks: String,
        lengths: ClosedRange<Int>
    ) throws {
        #expect(try limits("type: \(type), checks: {\(checks)}") == FieldPlan.Limits(lengths: lengths))
    }

    @Test(
        arguments: [
            ("u32", "min: 1", "1", nil), ("u32", "max: 9", nil, "9"), ("u8", "min: 1, max: 254", "1", "254"),
            ("s32", "min: s8-min", "-128", nil), ("s32", "min: 0", "0", nil),
            ("u64", "max: 4294967295", nil, "4294967295"),
            ("s8", "max: 126", nil, "126"),
        ] as [(String, String, String?, String?)]
    )
    func `Values are checked`(type: String, checks: String, minimum: String?, maximum: String?) throws {
        let expected = FieldPlan.Limits(minimum: minimum, maximum: maximum)
        #expect(try limits("type: \(type), checks: {\(checks)}") == expected)
    }

    @Test(arguments: [
        ("u32", "min: 0"), ("u8", "max: 255"), ("u16", "max: 65536"), ("s8", "min: s8-min, max: s8-max"),
        ("s64", "min: s64-min"), ("u64", "max: 18446744073709551615"), ("u32", "max: u32-max"),
    ])
    func `What the type says itself is not`(type: String, checks: String) throws {
        #expect(try limits("type: \(type), checks: {\(checks)}") == FieldPlan.Limits())
    }

    @Test func `Each element of a list is`() throws {
        #expect(try limits("type: u32, multi-attr: true, checks: {max: 9}") == FieldPlan.Limits(maximum: "9"))
    }
}
