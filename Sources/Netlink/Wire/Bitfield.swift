/// Named bits together with a mask of those that count, `struct nla_bitfield32` of `linux/netlink.h`.
@frozen
public struct Bitfield<Flags: NamedValue & OptionSet>: AttributeValue, Hashable {
    /// The bits; those outside ``selector`` mean nothing.
    public var value: Flags

    /// The bits that the sender speaks about.
    public var selector: Flags

    /// Creates a bitfield.
    ///
    /// - Parameters:
    ///   - value: The bits; only the lower 32 travel.
    ///   - selector: The bits that are meant.
    @inlinable
    public init(value: Flags, selector: Flags) {
        self.value = value
        self.selector = selector
    }

    /// Creates a bitfield from one without names.
    @inlinable
    public init(_ bits: Bitfield32) {
        value = Flags(rawValue: Flags.RawValue(truncatingIfNeeded: bits.value))
        selector = Flags(rawValue: Flags.RawValue(truncatingIfNeeded: bits.selector))
    }

    /// The bits without their names.
    @inlinable public var bits: Bitfield32 {
        Bitfield32(
            value: UInt32(truncatingIfNeeded: value.rawValue),
            selector: UInt32(truncatingIfNeeded: selector.rawValue)
        )
    }

    /// Reads a bitfield.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) { self.init(try Bitfield32(attribute: payload)) }

    /// Writes the bitfield.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, bits)
    }
}

extension Bitfield: CustomStringConvertible {
    /// Both parts with the kernel's names.
    public var description: String { "\(value)/\(selector)" }
}
