/// A C struct that travels as such: a fixed header, or the payload of an attribute.
///
/// Structs are read and written member by member at the offsets of the C layout. Kernels append members: of a shorter
/// struct the absent members read as 0, of a longer one the rest is ignored.
///
/// Two structs are equal if they encode to the same bytes: synthesised comparisons of long structs cost more of a build
/// than everything else in them.
public protocol WireStruct: AttributeValue, Hashable, CustomStringConvertible {
    /// The size in bytes, tail padding included.
    static var size: Int { get }

    /// The kernel's names of the members, in order, with blanks between them; filler has none.
    ///
    /// `:hex` behind a name marks a number that reads best in hexadecimal digits.
    static var memberNames: StaticString { get }

    /// Reads the members.
    init(_ payload: Payload)

    /// Writes the members; what is not written is 0.
    func encode(into bytes: inout StructWriter)

    /// What the struct, as the payload of an attribute, has more or less than the spec says.
    ///
    /// The runtime sets it where the struct is the whole payload, and nowhere else: behind a header there are attributes,
    /// and behind a struct inside another one there are the members of the other.
    var tail: StructTail { get set }
}

extension WireStruct {
    /// None: the members print with their Swift names.
    public static var memberNames: StaticString { "" }

    /// Nothing: a fixed header has the size that the spec says.
    @inlinable public var tail: StructTail {
        get { StructTail() }
        set {}
    }

    /// The tail, if it is not empty.
    @inlinable var unusualTail: StructTail? {
        let tail = tail
        return tail.bytes.isEmpty && tail.missing == 0 ? nil : tail
    }

    /// The size in bytes, up to where the attributes behind a header begin.
    @inlinable public static var alignedSize: Int { (size &+ 3) & ~3 }

    /// Reads the members, and what the payload has more or less.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) { self.init(whole: payload) }

    /// Reads a struct that is all that a payload holds.
    @inlinable
    init(whole payload: Payload) {
        self.init(payload)
        if payload.count != Self.size { tail = StructTail(payload, afterSize: Self.size) }
    }

    /// Writes the struct as the payload of an attribute.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, self)
    }

    /// Whether two structs encode to the same bytes.
    public static func == (left: Self, right: Self) -> Bool {
        left.encodedBytes == right.encodedBytes && left.tail == right.tail
    }

    /// Feeds the encoded bytes into a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(encodedBytes)
        hasher.combine(tail)
    }

    /// The struct's bytes, as far as the spec describes them.
    var encodedBytes: [UInt8] {
        var buffer = MessageBuffer(capacity: Self.size)
        _ = buffer.appendStruct(self)
        return [UInt8](buffer.bytes)
    }
}

extension MessageBuffer {
    /// Appends a struct without anything around it.
    ///
    /// - Parameter value: The struct.
    /// - Returns: Why it cannot be sent, or `nil`.
    mutating func appendStruct<Structure: WireStruct>(_ value: Structure) -> EncodeError.Reason? {
        var writer = unsafe MessageWriter(base: base, cursor: base + written, end: base + capacity)
        var bytes = unsafe StructWriter(zeroing: writer.reserve(Structure.size), size: Structure.size)
        value.encode(into: &bytes)
        unsafe base = writer.base
        unsafe capacity = writer.end - writer.base
        written = writer.count
        return bytes.failure
    }
}

/// The header of messages that have none between the netlink headers and the attributes.
@frozen
public struct NoHeader: WireStruct {
    /// Zero bytes.
    @inlinable public static var size: Int { 0 }

    /// Creates a header of nothing.
    @inlinable
    public init() {}

    /// Reads nothing.
    @inlinable
    public init(_ payload: Payload) {}

    /// Writes nothing.
    @inlinable
    public func encode(into bytes: inout StructWriter) {}
}

/// The bytes of a C struct under construction.
@safe @frozen
public struct StructWriter: ~Copyable {
    @usableFromInline let base: UnsafeMutableRawPointer
    @usableFromInline let size: Int

    /// Bytes that were too many for their member; the struct will not be sent.
    @usableFromInline var failure: EncodeError.Reason?

    /// Takes over bytes that outlive the writer, and zeroes them: padding never leaks what was there before.
    @unsafe @inlinable @inline(__always)
    init(zeroing base: UnsafeMutableRawPointer, size: Int) {
        unsafe base.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        unsafe self.base = base
        self.size = size
        failure = nil
    }

    /// Writes a number, in the byte order that it has on the wire, at an offset; nothing if it does not fit.
    @inlinable @inline(__always)
    public mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value, at offset: Int) {
        guard offset >= 0, size >= MemoryLayout<Value>.size, offset <= size &- MemoryLayout<Value>.size else { return }
        unsafe base.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }

    /// Writes a number whose type in Swift may be wider than the member; one that does not fit keeps the message from
    /// being sent.
    @inlinable
    public mutating func put<Value: FixedWidthInteger, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ value: Value,
        as type: Wire.Type,
        order: ByteOrder = .host,
        at offset: Int
    ) {
        guard let narrow = Wire(exactly: value) else {
            failure = .aboveMaximum(value: UInt64(clamping: value), maximum: UInt64(clamping: Wire.max))
            return
        }
        switch order {
        case .host: put(narrow, at: offset)
        case .big: put(narrow.bigEndian, at: offset)
        case .little: put(narrow.littleEndian, at: offset)
        }
    }

    /// Writes a struct inside this one at an offset.
    @inlinable
    public mutating func put<Structure: WireStruct>(_ value: Structure, at offset: Int) {
        guard offset >= 0, size >= Structure.size, offset <= size &- Structure.size else { return }
        var bytes = unsafe StructWriter(zeroing: base + offset, size: Structure.size)
        value.encode(into: &bytes)
        if bytes.failure != nil { failure = bytes.failure }
    }

    /// Writes bytes at an offset; more of them than the member holds keep the message from being sent.
    @inlinable
    public mutating func put(bytes: [UInt8], at offset: Int, length: Int) {
        if bytes.count > length { failure = .tooLong(length: bytes.count, maximum: length) }
        for (index, byte) in bytes.prefix(max(length, 0)).enumerated() {
            put(byte, at: offset &+ index)
        }
    }
}
