/// The width and sign that a type's name states.
struct IntegerFormat {
    let width: IntegerType.Width
    let isSigned: Bool

    /// Creates the format of an attribute type; `nil` if it is no number.
    init?(_ kind: Spec.Attribute.Kind) {
        switch kind {
        case .uint: self.init(.variable, isSigned: false)
        case .sint: self.init(.variable, isSigned: true)
        default:
            guard let member = Spec.Member.Kind(rawValue: kind.rawValue) else { return nil }
            self.init(member)
        }
    }

    /// Creates the format of a member type; `nil` if it is no number.
    init?(_ kind: Spec.Member.Kind) {
        switch kind {
        case .u8: self.init(.one, isSigned: false)
        case .u16: self.init(.two, isSigned: false)
        case .u32: self.init(.four, isSigned: false)
        case .u64: self.init(.eight, isSigned: false)
        case .s8: self.init(.one, isSigned: true)
        case .s16: self.init(.two, isSigned: true)
        case .s32: self.init(.four, isSigned: true)
        case .s64: self.init(.eight, isSigned: true)
        case .string, .binary, .pad: return nil
        }
    }

    /// The number's type, where an enumeration may name its values or bits.
    func type(
        byteOrder: ByteOrder?,
        enumeration: Enumeration.ID?,
        asFlags: Bool,
        among enumerations: [Enumeration]
    ) -> IntegerType {
        let namesBits = enumeration.map { asFlags || enumerations[$0.index].kind == .flags }
        return IntegerType(
            width: width,
            isSigned: isSigned,
            byteOrder: byteOrder,
            enumeration: enumeration,
            isFlags: namesBits ?? false
        )
    }

    private init(_ width: IntegerType.Width, isSigned: Bool) {
        self.width = width
        self.isSigned = isSigned
    }
}
