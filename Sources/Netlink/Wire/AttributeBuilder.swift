/// Writes the attributes of one set into a message, in the order of the calls.
///
/// Generated code adds a method for each attribute of the set. A builder exists only inside the closure that receives
/// it, from ``MessageBuffer/append(_:type:flags:sequence:header:_:)`` or ``putNest(_:_:_:)``.
///
/// Nothing throws inside the closure: what the kernel would not accept is noted, and the call that began the message
/// throws ``EncodeError`` with the attribute's path.
@frozen
public struct AttributeBuilder<Set: AttributeSet>: ~Copyable {
    @usableFromInline var writer: MessageWriter

    /// What has been written, attributes inside of nests not included.
    @usableFromInline var present = AttributeNumbers()

    @inlinable @inline(__always)
    init(_ writer: MessageWriter) { self.writer = writer }

    /// The most bytes that an attribute can hold: its 16-bit length counts the header too.
    @inlinable public static var maximumLength: Int { 65531 }
}

extension AttributeBuilder {
    /// Writes a number.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number, in the byte order that it has on the wire.
    @inlinable @inline(__always)
    public mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ number: UInt16, _ value: Value) {
        present.insert(number)
        let size = MemoryLayout<Value>.size
        let start = unsafe writer.reserve((size + 7) & ~3)
        unsafe start.storeBytes(of: AttributeHeader.word(length: size + 4, type: number), as: UInt32.self)
        // One store of zeros where the padding is, before the value covers its first bytes.
        if size & 3 != 0 { unsafe start.storeBytes(of: 0, toByteOffset: 4 + (size & ~3), as: UInt32.self) }
        unsafe start.storeBytes(of: value, toByteOffset: 4, as: Value.self)
    }

    /// Writes a flag: an attribute without a payload.
    ///
    /// - Parameter number: The attribute.
    @inlinable @inline(__always)
    public mutating func putFlag(_ number: UInt16) {
        present.insert(number)
        unsafe writer.reserve(4).storeBytes(of: AttributeHeader.word(length: 4, type: number), as: UInt32.self)
    }

    /// Writes bytes.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - bytes: The payload.
    ///   - lengths: How many bytes the kernel accepts.
    @inlinable @inline(__always)
    public mutating func put(_ number: UInt16, bytes: RawSpan, lengths: ClosedRange<Int> = 0...65531) {
        let size = bytes.byteCount
        guard size >= lengths.lowerBound, size <= min(lengths.upperBound, 65531) else {
            return refuse(
                number,
                size < lengths.lowerBound
                    ? .tooShort(length: size, minimum: lengths.lowerBound)
                    : .tooLong(length: size, maximum: min(lengths.upperBound, 65531))
            )
        }
        present.insert(number)
        let start = unsafe writer.reserve((size &+ 7) & ~3)
        unsafe start.storeBytes(of: AttributeHeader.word(length: size &+ 4, type: number), as: UInt32.self)
        if size & 3 != 0 { unsafe start.storeBytes(of: 0, toByteOffset: 4 &+ (size & ~3), as: UInt32.self) }
        unsafe bytes.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { unsafe (start + 4).copyMemory(from: source, byteCount: size) }
        }
    }

    /// Writes attributes of another set inside one of this set.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - set: The set that the nest holds.
    ///   - body: Writes the nest's attributes; none are a present, empty nest.
    @inlinable @inline(__always)
    public mutating func putNest<Inner: AttributeSet>(
        _ number: UInt16,
        _ set: Inner.Type,
        _ body: (inout AttributeBuilder<Inner>) -> Void
    ) {
        putContainer(Inner.isMarked ? number | AttributeFlag.nested : number, set, body)
    }

    /// Writes attributes inside one that the spec calls binary, without the flag that marks a nest.
    ///
    /// Some specs say `binary` where attributes of another family follow. This writes them by number.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - body: Writes the attributes.
    @inlinable @inline(__always)
    public mutating func putAttributes(_ number: UInt16, _ body: (inout AttributeBuilder<AnyAttributes>) -> Void) {
        putContainer(number, AnyAttributes.self, body)
    }

    @inlinable @inline(__always)
    mutating func putContainer<Inner: AttributeSet>(
        _ type: UInt16,
        _ set: Inner.Type,
        _ body: (inout AttributeBuilder<Inner>) -> Void
    ) {
        present.insert(type)
        // An offset rather than a pointer: the buffer may move while the container grows.
        let start = writer.count
        unsafe writer.reserve(4).storeBytes(of: AttributeHeader.word(length: 4, type: type), as: UInt32.self)
        var inner = AttributeBuilder<Inner>(writer)
        body(&inner)
        writer = inner.writer
        let length = writer.count &- start
        if _slowPath(length > 65535) {
            refuse(at: start, .tooLong(length: length &- 4, maximum: 65531))
        } else {
            unsafe writer.base.storeBytes(
                of: UInt16(truncatingIfNeeded: length),
                toByteOffset: start,
                as: UInt16.self
            )
        }
    }

    /// Notes that an attribute is not acceptable; the message will not be sent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - reason: What is wrong with it.
    @inline(never)
    public mutating func refuse(_ number: UInt16, _ reason: EncodeError.Reason) {
        let start = writer.count
        // An empty attribute stands in for the refused one, so that the path to it can be found in the bytes.
        putFlag(number)
        refuse(at: start, reason)
    }

    /// Whether a number that is data fits the bits that an attribute has for it; if not, it is refused.
    mutating func accepts(_ number: UInt16) -> Bool {
        let limit = AttributeFlag.numberMask
        if number <= limit { return true }
        refuse(number & limit, .aboveMaximum(value: UInt64(number), maximum: UInt64(limit)))
        return false
    }

    @usableFromInline @inline(never)
    mutating func refuse(at offset: Int, _ reason: EncodeError.Reason) {
        writer.fail(EncodeFailure(reason, at: offset))
    }
}

/// The first four bytes of an attribute, `struct nlattr` of `linux/netlink.h`.
@usableFromInline
enum AttributeHeader {
    /// The header as one number to store, in host byte order as netlink wants.
    @inlinable @inline(__always)
    static func word(length: Int, type: UInt16) -> UInt32 {
        #if _endian(little)
        UInt32(truncatingIfNeeded: length) | UInt32(type) << 16
        #else
        UInt32(truncatingIfNeeded: length) << 16 | UInt32(type)
        #endif
    }
}
