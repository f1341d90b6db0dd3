extension Spec {
    /// An attribute of a set.
    struct Attribute {
        /// The types that an attribute can have.
        enum Kind: String, CaseIterable {
            case unused, pad, flag, binary, string, nest
            case uint, sint, u8, u16, u32, u64, s8, s16, s32, s64
            case bitfield32
            case indexedArray = "indexed-array"
            case nestTypeValue = "nest-type-value"
            case subMessage = "sub-message"

            /// How specs before Linux 6.10 wrote an indexed array of nests.
            case arrayNest = "array-nest"
        }

        let name: Located<String>

        /// Whether the spec has a type, which may be wrong.
        let statesType: Bool
        let kind: Located<Kind>?
        let documentation: String?
        let value: Located<Int>?
        let typeValue: List<Located<String>>?
        let byteOrder: ByteOrder?
        let isMulti: Bool?
        let nestedAttributes: Located<String>?
        let enumeration: Located<String>?
        let isEnumerationOfFlags: Bool?
        let checks: Checks?
        let elementKind: Located<Kind>?
        let displayHint: DisplayHint?
        let namePrefix: String?
        let structure: Located<String>?
        let subMessage: Located<String>?
        let selector: Located<String>?

        /// Where the attribute begins.
        let mark: TextRange

        /// Whether nothing about it had to be reported.
        let isSound: Bool
    }
}

extension Spec.Attribute: SpecObject {
    static let noun = "an attribute"

    init?(from fields: inout Fields) {
        let name = fields.name()
        kind = fields.decode(.type)
        statesType = fields.keyRange(.type) != nil
        documentation = fields.string(.doc)?.value
        value = fields.integer(.value, atLeast: 0)
        typeValue = fields.decode(.typeValue)
        byteOrder = fields.decode(.byteOrder, as: Located<ByteOrder>.self)?.value
        isMulti = fields.boolean(.multiAttr)?.value
        nestedAttributes = fields.string(.nestedAttributes)
        enumeration = fields.string(.enum)
        isEnumerationOfFlags = fields.boolean(.enumAsFlags)?.value
        checks = fields.decode(.checks)
        elementKind = fields.decode(.subType)
        displayHint = fields.decode(.displayHint, as: Located<DisplayHint>.self)?.value
        namePrefix = fields.string(.namePrefix, in: .withCNames)?.value
        structure = fields.string(.struct, in: .withStructures)
        subMessage = fields.string(.subMessage, in: .netlinkRaw)
        selector = fields.string(.selector, in: .netlinkRaw)
        mark = fields.mark
        isSound = fields.isSound
        guard let name else { return nil }
        self.name = name
    }
}

extension Spec.Attribute.Kind: SchemaWord {
    static let noun = "attribute type"

    var dialects: Dialects {
        switch self {
        case .bitfield32: .withStructures
        case .subMessage: .netlinkRaw
        case .arrayNest: []
        default: .all
        }
    }

    var newerDialects: Dialects { self == .arrayNest ? .all : [] }
}

extension Spec.Attribute {
    /// The place to point at when the type demands what the attribute lacks.
    var typeRange: TextRange { kind?.range ?? name.range }

    /// The attribute of a subset: its own properties, and the parent's where it has none.
    func overlaid(on parent: Self) -> Self {
        Self(
            name: name,
            statesType: statesType || parent.statesType,
            kind: statesType ? kind : parent.kind,
            documentation: documentation ?? parent.documentation,
            value: parent.value,
            typeValue: typeValue ?? parent.typeValue,
            byteOrder: byteOrder ?? parent.byteOrder,
            isMulti: isMulti ?? parent.isMulti,
            nestedAttributes: nestedAttributes ?? parent.nestedAttributes,
            enumeration: enumeration ?? parent.enumeration,
            isEnumerationOfFlags: isEnumerationOfFlags ?? parent.isEnumerationOfFlags,
            checks: checks ?? parent.checks,
            elementKind: elementKind ?? parent.elementKind,
            displayHint: displayHint ?? parent.displayHint,
            namePrefix: namePrefix ?? parent.namePrefix,
            structure: structure ?? parent.structure,
            subMessage: subMessage ?? parent.subMessage,
            selector: selector ?? parent.selector,
            mark: mark,
            isSound: isSound && parent.isSound
        )
    }
}
