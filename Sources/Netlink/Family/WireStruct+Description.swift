extension WireStruct {
    /// The members with the kernel's names.
    public var description: String { "\(DescribedValue.object(describedMembers))" }

    /// The members with the kernel's names, filler left out.
    ///
    /// Reflection finds them: structs are printed seldom, and code for it would be a fifth of a generated struct.
    var describedMembers: [DescribedValue.Member] {
        let names = "\(Self.memberNames)".split { $0 == " " || $0 == "\n" }
        let members = Mirror(reflecting: self).children.filter { $0.label != "tail" }
        return members.enumerated().map { index, member in
            let name = index < names.count ? String(names[index]) : member.label ?? "\(index)"
            return DescribedValue.Member(name: name, value: Self.described(member.value))
        }
    }

    private static func described(_ value: Any) -> DescribedValue {
        switch value {
        case let value as any NamedValue: value.described
        case let structure as any WireStruct: .object(structure.describedMembers)
        case let number as any FixedWidthInteger: .number("\(number)")
        case let bytes as [UInt8]: .word(Payload(bytes.rawSpan).hexadecimalDigits)
        default: .word("\(value)")
        }
    }
}
