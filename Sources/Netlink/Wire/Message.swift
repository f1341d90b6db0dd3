/// One netlink message in a receive buffer: a checked header and what follows it.
@safe @frozen
public struct Message: ~Escapable, BitwiseCopyable {
    /// The whole message, header included.
    public let payload: Payload

    /// Creates a message from bytes that begin with its header.
    ///
    /// - Parameter payload: The message; bytes after the length that the header tells are left out.
    /// - Throws: ``DecodeError`` if the header is cut short or its length does not fit.
    @inlinable @inline(__always) @_lifetime(copy payload)
    public init(_ payload: Payload) throws(DecodeError) {
        guard payload.count >= MessageHeader.size else {
            throw DecodeError(.truncated, offset: payload.count)
        }
        let length = Int(unsafe payload.load(UInt32.self, at: 0))
        guard length >= MessageHeader.size, length <= payload.count else {
            throw DecodeError(.truncated, offset: 0)
        }
        self.payload = unsafe payload.slice(from: 0, count: length)
    }

    /// Creates a message from a span that begins with its header.
    ///
    /// - Parameter span: The message; bytes after the length that the header tells are left out.
    /// - Throws: ``DecodeError`` if the header is cut short or its length does not fit.
    @inlinable @inline(__always) @_lifetime(copy span)
    public init(_ span: RawSpan) throws(DecodeError) {
        try self.init(Payload(span))
    }

    /// What the message is.
    @inlinable public var type: MessageType {
        @inline(__always) get { MessageType(rawValue: unsafe payload.load(UInt16.self, at: 4)) }
    }

    /// How the message is meant.
    @inlinable public var flags: MessageFlags {
        @inline(__always) get { MessageFlags(rawValue: unsafe payload.load(UInt16.self, at: 6)) }
    }

    /// Ties an answer to its request.
    @inlinable public var sequence: UInt32 {
        @inline(__always) get { unsafe payload.load(UInt32.self, at: 8) }
    }

    /// The port that the message belongs to.
    @inlinable public var portID: UInt32 {
        @inline(__always) get { unsafe payload.load(UInt32.self, at: 12) }
    }

    /// The whole header.
    @inlinable public var header: MessageHeader {
        MessageHeader(
            length: UInt32(truncatingIfNeeded: payload.count),
            type: type,
            flags: flags,
            sequence: sequence,
            portID: portID
        )
    }

    /// The generic netlink command, `genlmsghdr.cmd`; 0 for a message that ends before it.
    @inlinable public var command: UInt8 {
        @inline(__always) get { payload.member(UInt8.self, at: MessageHeader.size) }
    }

    /// The number that tells a family's messages apart: the generic netlink command, or the message's type.
    ///
    /// - Parameter family: The family that the message belongs to.
    /// - Returns: The number; 0 for a message that ends before it.
    @inlinable @inline(__always)
    public func operation<Family: NetlinkFamily>(in family: Family.Type) -> UInt16 {
        Family.protocolHeaderSize == 0 ? type.rawValue : UInt16(command)
    }

    /// What follows the netlink header.
    @inlinable public var body: Payload {
        @inline(__always) @_lifetime(copy self) get { payload.dropping(MessageHeader.size) }
    }
}

/// The messages of one receive buffer, in order.
///
/// ```swift
/// var messages = Messages(datagram)
/// while let message = try messages.next() { … }
/// ```
@safe @frozen
public struct Messages: ~Escapable {
    @usableFromInline var rest: RawSpan

    /// Creates an iterator over a datagram.
    @inlinable @_lifetime(copy span)
    public init(_ span: RawSpan) {
        rest = span
    }

    /// The next message, or `nil` at the end of the buffer.
    ///
    /// - Throws: ``DecodeError`` if what is left is not a whole message.
    @inlinable @inline(__always) @_lifetime(copy self)
    public mutating func next() throws(DecodeError) -> Message? {
        guard rest.byteCount > 0 else { return nil }
        let message = try Message(rest)
        // Messages start at multiples of four; the last one's padding may be absent.
        rest = rest.extracting(droppingFirst: min((message.payload.count &+ 3) & ~3, rest.byteCount))
        return message
    }
}
