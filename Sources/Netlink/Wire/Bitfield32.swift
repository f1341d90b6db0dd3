/// 32 bits together with a mask of those that count, `struct nla_bitfield32` of `linux/netlink.h`.
@frozen
public struct Bitfield32: AttributeValue, Hashable {
    /// The bits; those outside ``selector`` mean nothing.
    public var value: UInt32

    /// The bits that the sender speaks about.
    public var selector: UInt32

    /// Creates a bitfield.
    @inlinable
    public init(value: UInt32, selector: UInt32) {
        self.value = value
        self.selector = selector
    }

    /// Reads a bitfield.
    ///
    /// - Parameter payload: Eight bytes.
    /// - Throws: ``DecodeError`` if there are more or fewer.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) {
        guard payload.count == 8 else { throw payload.wrongLength }
        self.init(payload)
    }

    /// Writes the bitfield.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, self)
    }

    /// Reads a bitfield; a short payload reads as zeros.
    @inlinable
    public init(_ payload: Payload) {
        value = payload.member(UInt32.self, at: 0)
        selector = payload.member(UInt32.self, at: 4)
    }
}

extension Bitfield32: CustomStringConvertible {
    /// Both parts in hexadecimal.
    public var description: String {
        "0x\(String(value, radix: 16))/0x\(String(selector, radix: 16))"
    }
}

extension AttributeBuilder {
    /// Writes a bitfield.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - bits: The bits and their mask.
    @inlinable @inline(__always)
    public mutating func put(_ number: UInt16, _ bits: Bitfield32) {
        #if _endian(little)
        put(number, UInt64(bits.selector) << 32 | UInt64(bits.value))
        #else
        put(number, UInt64(bits.value) << 32 | UInt64(bits.selector))
        #endif
    }
}
