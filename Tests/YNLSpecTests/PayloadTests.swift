import Testing
import YNLSpec

@Suite struct PayloadTests {
    private let definitions = """
        - {name: color, type: enum, entries: [red, green]}
        - {name: bits, type: flags, entries: [one, two]}
        - {name: header, type: struct, members: [{name: x, type: u32}]}
        """

    private func attribute(_ attribute: String) throws -> (Attribute, Family) {
        let family = try load(
            SpecText(
                level: "netlink-raw",
                definitions: definitions,
                attributeSets: """
                    - name: main
                      attributes: [{name: a, \(attribute)}]
                    - name: inner
                      attributes: []
                    """
            )
        )
        return (try family.attribute("a", of: "main"), family)
    }

    private func type(_ text: String) throws -> Attribute.PayloadType {
        try attribute(text).0.type
    }

    @Test(
        arguments: [
            ("u8", .one, false), ("u16", .two, false), ("u32", .four, false), ("u64", .eight, false),
            ("s8", .one, true), ("s16", .two, true), ("s32", .four, true), ("s64", .eight, true),
            ("uint", .variable, false), ("sint", .variable, true),
        ] as [(String, IntegerType.Width, Bool)]
    )
    func `Numbers have a width and a sign`(type: String, width: IntegerType.Width, isSigned: Bool) throws {
        #expect(try self.type("type: \(type)") == .integer(IntegerType(width: width, isSigned: isSigned)))
    }

    @Test func `Numbers have a byte order, and names for values or bits`() throws {
        #expect(try attribute("type: u32, byte-order: big-endian").0.integer?.byteOrder == .bigEndian)
        #expect(try attribute("type: u32, byte-order: little-endian").0.integer?.byteOrder == .littleEndian)
        let (color, family) = try attribute("type: u32, enum: color")
        #expect(color.integer?.enumeration.map { family[$0].name } == "color")
        #expect(color.integer?.isFlags == false)
        #expect(try attribute("type: u8, enum: color, enum-as-flags: true").0.integer?.isFlags == true)
        #expect(try attribute("type: u64, enum: bits").0.integer?.isFlags == true)
        #expect(try attribute("type: u8, enum-as-flags: true").0.integer?.isFlags == false)
    }

    @Test func `Simple payloads`() throws {
        #expect(try type("type: unused") == .unused)
        #expect(try type("type: pad") == .pad)
        #expect(try type("type: flag") == .flag)
        #expect(try type("type: string") == .string)
        #expect(try type("type: binary") == .bytes)
        #expect(try type("type: bitfield32") == .bitfield32(nil))
        #expect(try type("type: binary, sub-type: u16") == .integerArray(IntegerType(width: .two, isSigned: false)))
        #expect(try type("type: indexed-array, sub-type: binary") == .indexedArray(element: .bytes))
        #expect(try type("type: indexed-array, sub-type: string") == .indexedArray(element: .string))
    }

    @Test func `Payloads that refer to other parts`() throws {
        let (structure, family) = try attribute("type: binary, struct: header")
        guard case .structure(let id) = structure.type else { throw NotFound() }
        #expect(family[id].name == "header")

        let (nest, nestFamily) = try attribute("type: nest, nested-attributes: inner")
        #expect(nest.nestedSet.map { nestFamily[$0].name } == "inner")

        let (array, arrayFamily) = try attribute("type: indexed-array, sub-type: nest, nested-attributes: inner")
        guard case .indexedArray(.nest(let inner)) = array.type else { throw NotFound() }
        #expect(arrayFamily[inner].name == "inner")

        let (chain, chainFamily) = try attribute(
            "type: nest-type-value, type-value: [policy-id, attr-id], nested-attributes: inner"
        )
        guard case .nestTypeValue(let names, let innermost) = chain.type else { throw NotFound() }
        #expect(names == ["policy-id", "attr-id"])
        #expect(chainFamily[innermost].name == "inner")

        let (bitfield, bitfieldFamily) = try attribute("type: bitfield32, enum: bits")
        guard case .bitfield32(let bits?) = bitfield.type else { throw NotFound() }
        #expect(bitfieldFamily[bits].name == "bits")
    }

    @Test func `Elements of an array have the attribute's byte order, enumeration and hint`() throws {
        let (array, _) = try attribute(
            "type: indexed-array, sub-type: u32, byte-order: big-endian, enum: color, display-hint: ipv4"
        )
        guard case .indexedArray(.integer(let element)) = array.type else { throw NotFound() }
        #expect(element.byteOrder == .bigEndian)
        #expect(element.enumeration != nil)
        #expect(array.displayHint == .ipv4)
    }

    @Test func `The old spelling of an array of nests is understood, with a warning`() throws {
        let loaded = Loaded(
            SpecText(
                attributeSets: "- name: main\n  attributes: [{name: a, type: array-nest, nested-attributes: main}]"
            )
        )
        guard case .indexedArray(.nest(let id)) = try #require(loaded.family).attribute("a", of: "main").type else {
            throw NotFound()
        }
        #expect(loaded.family?[id].name == "main")
        #expect(loaded.warnings.count == 1)
    }

    @Test func `A set may contain itself`() throws {
        let family = try load(
            SpecText(
                attributeSets: """
                    - name: key-attrs
                      attributes:
                        - {name: encap, type: nest, nested-attributes: key-attrs}
                        - {name: actions, type: nest, nested-attributes: action-attrs}
                    - name: action-attrs
                      attributes: [{name: key, type: nest, nested-attributes: key-attrs}]
                    """
            )
        )
        #expect(try family.attribute("encap", of: "key-attrs").nestedSet.map { family[$0].name } == "key-attrs")
        #expect(try family.attribute("key", of: "action-attrs").nestedSet.map { family[$0].name } == "key-attrs")
    }
}
