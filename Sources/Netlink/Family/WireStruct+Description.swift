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
            guard index < names.count else {
                return DescribedValue.Member(name: member.label ?? "\(index)", value: Self.described(member.value))
            }
            let isHexadecimal = names[index].hasSuffix(":hex")
            let name = isHexadecimal ? names[index].dropLast(4) : names[index]
            let value = Self.described(member.value, isHexadecimal: isHexadecimal)
            return DescribedValue.Member(name: ValueNames.name(name), value: value)
        }
    }

    private static func described(_ value: Any, isHexadecimal: Bool = false) -> DescribedValue {
        switch value {
        case let value as any NamedValue: value.described
        case let structure as any WireStruct: .object(structure.describedMembers)
        case let number as any FixedWidthInteger:
            isHexadecimal ? .word("0x" + String(number, radix: 16)) : .number("\(number)")
        case let bytes as [UInt8]: .word(Payload(bytes.rawSpan).hexadecimalDigits)
        default: .word("\(value)")
        }
    }
}
