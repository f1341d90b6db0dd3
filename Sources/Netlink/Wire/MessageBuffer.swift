/// Messages under construction, ready to be sent in one system call.
///
/// The buffer owns its memory and keeps it from one use to the next, so that building a message allocates nothing once
/// the buffer has grown to its working size.
///
/// ```swift
/// var buffer = MessageBuffer()
/// try buffer.append(OVSPacket.Execute.self, type: family, header: .init(dpIfindex: 6)) { message in
///     message.packet(frame)
///     message.key(key)
///     message.actions(actions)
/// }
/// ```
@safe @frozen
public struct MessageBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var capacity: Int

    @usableFromInline var written = 0

    /// Creates an empty buffer.
    ///
    /// - Parameter capacity: The bytes to reserve; the buffer grows when they do not suffice.
    public init(capacity: Int = 4096) {
        self.capacity = max(capacity, 64)
        unsafe base = .allocate(byteCount: self.capacity, alignment: 16)
    }

    deinit { unsafe base.deallocate() }

    /// The number of bytes written so far.
    @inlinable public var count: Int { written }

    /// Forgets the messages and keeps the memory.
    @inlinable
    public mutating func removeAll() { written = 0 }

    /// The messages.
    @inlinable
    public var bytes: RawSpan {
        @inline(__always) @_lifetime(borrow self) get {
            unsafe _overrideLifetime(
                RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: written)),
                borrowing: self
            )
        }
    }
}

extension MessageBuffer {
    /// Appends a request, its attributes written by a closure.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - type: The message type: the family's number for generic netlink.
    ///   - flags: The netlink flags.
    ///   - sequence: The number that the answer will repeat.
    ///   - header: The fixed header.
    ///   - body: Writes the attributes.
    /// - Throws: ``EncodeError`` for the first attribute that the kernel would not accept; the buffer is as before.
    @inlinable @inline(__always)
    public mutating func append<Request: NetlinkRequest>(
        _ request: Request.Type,
        type: MessageType,
        flags: MessageFlags = .request,
        sequence: UInt32 = 0,
        header: Request.Attributes.Header,
        _ body: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) throws(EncodeError) {
        let command = UInt8(truncatingIfNeeded: Request.command)
        _ = try write(Request.self, command, type, flags, sequence, header, body)
    }

    /// Appends a message of any kind, requests and what the kernel sends alike: tests play the kernel's part with it.
    ///
    /// - Parameters:
    ///   - message: The kind of message.
    ///   - command: The generic netlink command; not used by families with a protocol of their own.
    ///   - type: The message type: the family's number for generic netlink.
    ///   - flags: The netlink flags.
    ///   - sequence: Ties an answer to its request.
    ///   - header: The fixed header.
    ///   - body: Writes the attributes.
    /// - Throws: ``EncodeError`` for the first attribute that the kernel would not accept; the buffer is as before.
    @inlinable @inline(__always)
    public mutating func append<Message: NetlinkContents>(
        _ message: Message.Type,
        _ command: UInt8,
        type: MessageType,
        flags: MessageFlags,
        sequence: UInt32,
        header: Message.Attributes.Header,
        _ body: (inout AttributeBuilder<Message.Attributes>) -> Void
    ) throws(EncodeError) {
        _ = try write(Message.self, command, type, flags, sequence, header, body)
    }

    /// Appends a message of any kind, and tells which attributes it has.
    @inlinable @inline(__always)
    mutating func write<Message: NetlinkContents>(
        _ message: Message.Type,
        _ command: UInt8,
        _ type: MessageType,
        _ flags: MessageFlags,
        _ sequence: UInt32,
        _ header: Message.Attributes.Header,
        _ body: (inout AttributeBuilder<Message.Attributes>) -> Void
    ) throws(EncodeError) -> AttributeNumbers {
        let start = written
        var writer = unsafe MessageWriter(base: base, cursor: base + start, end: base + capacity)
        let size = Message.Attributes.attributesOffset
        let bytes = unsafe writer.reserve(size)
        unsafe bytes.storeBytes(of: type.rawValue, toByteOffset: 4, as: UInt16.self)
        unsafe bytes.storeBytes(of: flags.rawValue, toByteOffset: 6, as: UInt16.self)
        unsafe bytes.storeBytes(of: sequence, toByteOffset: 8, as: UInt32.self)
        // The sender's port is always 0: the kernel fills in the socket's own.
        unsafe bytes.storeBytes(of: 0, toByteOffset: 12, as: UInt32.self)
        let fixed = Message.Attributes.headerOffset
        if Message.Attributes.Family.protocolHeaderSize != 0 {
            unsafe bytes.storeBytes(of: command, toByteOffset: 16, as: UInt8.self)
            unsafe bytes.storeBytes(of: Message.Attributes.Family.version, toByteOffset: 17, as: UInt8.self)
            unsafe bytes.storeBytes(of: 0, toByteOffset: 18, as: UInt16.self)
        }
        if Message.Attributes.Header.size != 0 {
            var structure = unsafe StructWriter(zeroing: bytes + fixed, size: size - fixed)
            header.encode(into: &structure)
            if let reason = structure.failure { writer.fail(EncodeFailure(reason, at: start + fixed)) }
        }
        var builder = AttributeBuilder<Message.Attributes>(writer)
        body(&builder)
        writer = builder.writer
        let length = writer.count &- start
        unsafe base = writer.base
        unsafe capacity = writer.end - writer.base
        if _slowPath(writer.failure.reason != nil) {
            throw refusal(writer.failure, from: start + size, in: Message.Attributes.self, end: writer.count)
        }
        unsafe base.storeBytes(of: UInt32(truncatingIfNeeded: length), toByteOffset: start, as: UInt32.self)
        written = start &+ length
        return builder.present
    }

    /// Appends attributes without a message around them.
    ///
    /// - Parameters:
    ///   - set: The attributes' set.
    ///   - body: Writes the attributes.
    public mutating func appendAttributes<Set: AttributeSet>(
        of set: Set.Type,
        _ body: (inout AttributeBuilder<Set>) -> Void
    ) {
        var builder = unsafe AttributeBuilder<Set>(
            MessageWriter(base: base, cursor: base + written, end: base + capacity)
        )
        body(&builder)
        unsafe base = builder.writer.base
        unsafe capacity = builder.writer.end - builder.writer.base
        written = builder.writer.count
    }

    @usableFromInline @inline(never)
    func refusal<Set: AttributeSet>(
        _ failure: EncodeFailure,
        from start: Int,
        in set: Set.Type,
        end: Int
    ) -> EncodeError {
        let bytes = unsafe RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: base, count: end))
        let path = AttributePath(toOffset: failure.offset, in: Payload(bytes), from: start, set: Set.descriptor)
        return EncodeError(failure.reason ?? .nulInString, attribute: path)
    }

    /// Whether two buffers hold the same bytes.
    func hasSameBytes(as other: borrowing MessageBuffer) -> Bool {
        unsafe bytes.withUnsafeBytes { left in
            unsafe other.bytes.withUnsafeBytes { right in unsafe left.elementsEqual(right) }
        }
    }
}
