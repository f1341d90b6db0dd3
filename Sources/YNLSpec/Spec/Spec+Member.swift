extension Spec {
    /// A member of a struct.
    struct Member {
        /// The types that a member can have.
        enum Kind: String, CaseIterable {
            case u8, u16, u32, u64, s8, s16, s32, s64, string, binary, pad
        }

        let name: Located<String>
        let kind: Located<Kind>?
        let length: Located<Literal>?
        let structure: Located<String>?
        let byteOrder: ByteOrder?
        let enumeration: Located<String>?
        let isEnumerationOfFlags: Bool
        let displayHint: DisplayHint?
        let documentation: String?

        /// Whether nothing about it had to be reported.
        let isSound: Bool
    }
}

extension Spec.Member: SpecObject {
    static let noun = "a struct member"

    init?(from fields: inout Fields) {
        let name = fields.name(.init(allowsCapitals: fields.context.dialect == .netlinkRaw))
        kind = fields.decode(.type, .required)
        length = fields.literal(.len, .length)
        structure = fields.string(.struct)
        byteOrder = fields.decode(.byteOrder, as: Located<ByteOrder>.self)?.value
        enumeration = fields.string(.enum)
        isEnumerationOfFlags = fields.boolean(.enumAsFlags, in: .netlinkRaw)?.value ?? false
        displayHint = fields.decode(.displayHint, as: Located<DisplayHint>.self)?.value
        documentation = fields.string(.doc)?.value
        isSound = fields.isSound
        guard let name else { return nil }
        self.name = name
    }
}

extension Spec.Member.Kind: SchemaWord {
    static let noun = "member type"

    var dialects: Dialects { self == .pad ? .netlinkRaw : .withStructures }
}

extension ByteOrder: SchemaWord {
    static let noun = "byte order"
}

extension DisplayHint: SchemaWord {
    static let noun = "display hint"

    var dialects: Dialects { self == .ipv4OrV6 ? .genetlinkLegacy : .all }
    var newerDialects: Dialects { .all }
}
