/// A number whose values, or bits, have names: an enumeration or a flag set of a family.
///
/// Such types are open. A value that the spec does not know is kept and sent as it is.
public protocol NamedValue: AttributeValue, RawRepresentable, Hashable, CustomStringConvertible
where RawValue: FixedWidthInteger & BitwiseCopyable & Sendable & AttributeValue {
    /// The kernel's names of the values; for flags, of the bits by their index.
    static var names: ValueNames { get }

    /// Creates a value from its number.
    init(rawValue: RawValue)
}

extension NamedValue {
    /// Reads a number in host byte order.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) {
        self.init(rawValue: try payload.integer(RawValue.self))
    }

    /// Writes the number in host byte order.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, rawValue)
    }

    /// The value of a name that the kernel's spec gives it, or `nil` if there is none.
    ///
    /// - Parameter name: The name, verbatim.
    public init?(named name: String) {
        guard let value = Self.names.value(of: name), let rawValue = RawValue(exactly: value) else { return nil }
        self.init(rawValue: rawValue)
    }

    /// The kernel's name, or the number where there is none.
    public var description: String { Self.names.name(of: rawValue) ?? "\(rawValue)" }
}

extension NamedValue where Self: OptionSet {
    /// The kernel's names of the bits that are set, in order, with unknown bits as one number.
    public var description: String { "[" + setNames.joined(separator: ", ") + "]" }

    /// The kernel's names of the bits that are set, in order; all unknown bits together as one hexadecimal number.
    public var setNames: [String] {
        let names = Self.names
        var unknown: RawValue = 0
        var parts: [String] = []
        for bit in 0..<RawValue.bitWidth where rawValue & (1 << bit) != 0 {
            if let name = names.name(of: bit) { parts.append(name) } else { unknown |= 1 << bit }
        }
        return unknown == 0 ? parts : parts + ["0x" + String(unknown, radix: 16)]
    }
}
