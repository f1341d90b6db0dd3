/// A run of bytes inside a received message: the message itself, an attribute's contents, or a C struct.
///
/// A payload borrows the receive buffer: the compiler does not let it outlive the buffer, nor the buffer change while a
/// payload of it is in use. Every read is checked against the payload's end.
///
/// `RawSpan` is the public face of these bytes (``span``). The payload itself keeps a pointer that is never nil, which
/// saves a test and a conditional move at every slice that `RawSpan.extracting` needs.
@safe @frozen
public struct Payload: ~Escapable, BitwiseCopyable {
    @usableFromInline let base: UnsafeRawPointer

    /// The number of bytes.
    public let count: Int

    /// The distance from the start of the message and, in the upper bits, the number of nests around the payload.
    ///
    /// One number for both: a field more would cost instructions wherever a payload is passed on.
    @usableFromInline let place: UInt32

    @inlinable @inline(__always) @_lifetime(borrow base)
    init(base: UnsafeRawPointer, count: Int, place: UInt32) {
        unsafe self.base = base
        self.count = count
        self.place = place
    }

    /// The distance from the start of the message, so that errors can say where they are.
    @inlinable @inline(__always)
    var position: UInt32 { place & (Payload.nest &- 1) }

    /// What one more nest adds to ``place``; below it there is room for the longest datagram.
    @inlinable static var nest: UInt32 { 1 << 26 }

    /// Creates a payload of all the bytes of a span.
    @inlinable @inline(__always) @_lifetime(copy span)
    public init(_ span: RawSpan) {
        // The address of an empty span may be nil; one that is never read from stands in for it.
        let (base, count) = unsafe span.withUnsafeBytes { bytes in
            unsafe (bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1).unsafelyUnwrapped, bytes.count)
        }
        self = unsafe _overrideLifetime(Payload(base: base, count: count, place: 0), copying: span)
    }

    /// The bytes.
    @inlinable
    public var span: RawSpan {
        @inline(__always) @_lifetime(copy self) get {
            unsafe _overrideLifetime(
                RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: count)),
                copying: self
            )
        }
    }

    /// The bytes from an offset on; empty where the payload ends before it.
    ///
    /// - Parameter offset: A distance in bytes; a negative one counts as 0.
    /// - Returns: The rest.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func dropping(_ offset: Int) -> Payload {
        let skipped = min(max(offset, 0), count)
        return unsafe slice(from: skipped, count: count &- skipped)
    }

    /// The part of the payload that the caller knows to be inside it.
    @unsafe @inlinable @inline(__always) @_lifetime(copy self)
    func slice(from offset: Int, count: Int) -> Payload {
        unsafe _overrideLifetime(
            Payload(base: base + offset, count: count, place: place &+ UInt32(truncatingIfNeeded: offset)),
            copying: self
        )
    }

    /// Loads a number from an offset that the caller knows to be inside the payload, of any alignment.
    @unsafe @inlinable @inline(__always)
    func load<Value: BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
        unsafe base.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }
}

extension Payload {
    /// The payload as the contents of a nest that a recursive decoder goes into.
    ///
    /// Sets may contain themselves, and a hostile message can hold sixteen thousand nests, each inside the other. The
    /// kernel itself goes ten deep at most where it has policies (`MAX_POLICY_RECURSION_DEPTH` in `lib/nlattr.c`).
    ///
    /// - Throws: ``DecodeError`` if there are more than 31 nests around it.
    @usableFromInline
    var nested: Payload {
        @_lifetime(copy self) get throws(DecodeError) {
            guard place >> 26 < 31 else { throw DecodeError(.nestedTooDeeply, offset: Int(position) &- 4) }
            return unsafe _overrideLifetime(
                Payload(base: base, count: count, place: place &+ Payload.nest),
                copying: self
            )
        }
    }
}

extension Payload {
    /// The number at an offset, with zeros for the bytes that the payload lacks.
    ///
    /// Kernels grow their structs at the end. A member that an older kernel does not send yet reads as 0, which is
    /// what a kernel itself assumes for short structs from user space.
    ///
    /// - Parameters:
    ///   - type: The integer's type, in host byte order.
    ///   - offset: The distance from the start of the payload, at least 0.
    /// - Returns: The number.
    @inlinable @inline(__always)
    public func member<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
        guard offset >= 0, count >= MemoryLayout<Value>.size, offset <= count &- MemoryLayout<Value>.size else {
            return incompleteMember(Value.self, at: offset)
        }
        return unsafe load(Value.self, at: offset)
    }

    /// A number of which the payload has the first bytes at most.
    @usableFromInline @inline(never)
    func incompleteMember<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type, at offset: Int) -> Value {
        var value: Value = 0
        guard offset >= 0, offset < count else { return value }
        unsafe withUnsafeMutableBytes(of: &value) { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: base + offset, count: count &- offset))
        }
        return value
    }

    /// The bytes at an offset, filled up with zeros where the payload ends before them.
    ///
    /// - Parameters:
    ///   - offset: The distance from the start of the payload, at least 0.
    ///   - length: The number of bytes wanted.
    /// - Returns: As many bytes as wanted.
    public func memberBytes(at offset: Int, length: Int) -> [UInt8] {
        let present = dropping(offset).span
        let bytes = [UInt8](present.extracting(first: max(length, 0)))
        return bytes + [UInt8](repeating: 0, count: max(length, 0) - bytes.count)
    }
}

extension [UInt8] {
    /// The bytes in place, as builders take them.
    ///
    /// `span.bytes` is the same but counts as unsafe, since elements of other types may have padding; bytes have none.
    @inlinable public var rawSpan: RawSpan {
        @_lifetime(borrow self) get { unsafe span.bytes }
    }

    /// A copy of a span's bytes.
    ///
    /// - Parameter span: Bytes of a received message.
    @inlinable
    public init(_ span: RawSpan) {
        self = unsafe span.withUnsafeBytes { unsafe Array($0) }
    }
}
