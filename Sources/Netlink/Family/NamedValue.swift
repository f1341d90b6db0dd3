/// A number whose values, or bits, have names: an enumeration or a flag set of a family.
///
/// Such types are open. A value that the spec does not know is kept and sent as it is.
public protocol NamedValue: RawRepresentable, Hashable, Sendable, CustomStringConvertible
where RawValue: FixedWidthInteger & BitwiseCopyable & Sendable {
    /// The kernel's names by value; for flags by the mask of their bit.
    static var names: [RawValue: String] { get }

    /// Creates a value from its number.
    init(rawValue: RawValue)
}

extension NamedValue {
    /// The kernel's name, or the number where there is none.
    public var description: String { Self.names[rawValue] ?? "\(rawValue)" }
}

extension NamedValue where Self: OptionSet {
    /// The kernel's names of the bits that are set, in order, with unknown bits as one number.
    public var description: String {
        var rest = rawValue
        var parts: [String] = []
        for mask in Self.names.keys.sorted() where mask != 0 && rest & mask == mask {
            parts.append(Self.names[mask] ?? "\(mask)")
            rest &= ~mask
        }
        if rest != 0 { parts.append("0x" + String(rest, radix: 16)) }
        return "[" + parts.joined(separator: ", ") + "]"
    }
}
