/// One attribute as it stands in a message: a number and a payload.
@safe @frozen
public struct Attribute: ~Escapable, BitwiseCopyable {
    /// The attribute's number, without the two flag bits.
    public let number: Int

    /// Whether the sender marked the attribute as a nest (`NLA_F_NESTED`); older families do not.
    public let isNested: Bool

    /// The attribute's contents.
    public let payload: Payload

    @inlinable @inline(__always) @_lifetime(copy payload)
    init(number: Int, isNested: Bool, payload: Payload) {
        self.number = number
        self.isNested = isNested
        self.payload = payload
    }

    /// The distance from the start of the message to the attribute's header, in bytes.
    @inlinable public var offset: Int { Int(payload.position) &- 4 }

    /// The number in the payload, in host byte order.
    ///
    /// - Parameter type: The integer's type.
    /// - Throws: ``DecodeError`` if the payload has another length.
    /// - Returns: The number.
    @inlinable @inline(__always)
    public func value<Value: FixedWidthInteger & BitwiseCopyable>(as type: Value.Type) throws(DecodeError) -> Value {
        guard payload.count == MemoryLayout<Value>.size else {
            throw DecodeError(.wrongLength, attribute: UInt16(truncatingIfNeeded: number), offset: offset)
        }
        return unsafe payload.load(Value.self, at: 0)
    }
}

/// The attributes of one level in the order of the message.
///
/// ```swift
/// var attributes = Attributes(payload)
/// while let attribute = try attributes.next() { … }
/// ```
@safe @frozen
public struct Attributes: ~Escapable {
    @usableFromInline var rest: Payload

    /// Creates an iterator.
    ///
    /// - Parameters:
    ///   - payload: The bytes that hold the attributes: a message's body past its headers, or a nest.
    ///   - start: The offset of the first attribute.
    @inlinable @inline(__always) @_lifetime(copy payload)
    public init(_ payload: Payload, from start: Int = 0) {
        rest = payload.dropping(start)
    }

    /// The next attribute, or `nil` at the end.
    ///
    /// - Throws: ``DecodeError`` if what is left is not a whole attribute.
    @inlinable @inline(__always) @_lifetime(copy self)
    public mutating func next() throws(DecodeError) -> Attribute? {
        guard rest.count > 0 else { return nil }
        guard rest.count >= 4 else { throw DecodeError(.truncated, offset: Int(rest.position)) }
        let length = Int(unsafe rest.load(UInt16.self, at: 0))
        let type = unsafe rest.load(UInt16.self, at: 2)
        // The flag bits are not part of the number; the kernel masks them too.
        let number = Int(type & AttributeFlag.numberMask)
        guard length >= 4, length <= rest.count else {
            throw DecodeError(.truncated, attribute: UInt16(truncatingIfNeeded: number), offset: Int(rest.position))
        }
        let payload = unsafe rest.slice(from: 4, count: length &- 4)
        // The last attribute may come without its padding.
        rest = rest.dropping((length &+ 3) & ~3)
        return Attribute(number: number, isNested: type & AttributeFlag.nested != 0, payload: payload)
    }
}

/// The flag bits in an attribute's type, `NLA_F_*` of `linux/netlink.h`.
@usableFromInline
enum AttributeFlag {
    /// The payload is attributes (`NLA_F_NESTED`).
    @inlinable static var nested: UInt16 { 0x8000 }

    /// The bits that are the number (`NLA_TYPE_MASK`).
    @inlinable static var numberMask: UInt16 { 0x3fff }
}
