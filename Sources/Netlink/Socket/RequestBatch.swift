/// Requests to be sent together, each with a result of its own.
///
/// ```swift
/// var batch = RequestBatch()
/// for route in routes { try batch.append(route, flags: [.create, .exclusive]) }
/// let results = try socket.perform(batch)
/// ```
///
/// One system call sends many of them, which saves about a third of the time that small requests take. The kernel
/// answers each in a datagram of its own nevertheless.
public struct RequestBatch: ~Copyable {
    /// The messages, with neither type nor sequence number yet.
    @usableFromInline var buffer = MessageBuffer()

    /// What each message is.
    private(set) var requests: [BatchedRequest] = []

    /// Creates a batch of no requests.
    public init() {}

    /// Creates a batch of requests of one kind.
    ///
    /// - Throws: ``NetlinkError/invalidRequest(_:request:)``.
    init<Request: DoRequest>(_ requests: [Request], flags: MessageFlags) throws(NetlinkError) {
        for request in requests {
            do {
                try append(request, flags: flags)
            } catch {
                throw .invalidRequest(error, request: Request.requestName)
            }
        }
    }

    /// The number of requests.
    public var count: Int { requests.count }

    /// Forgets the requests and keeps the memory.
    public mutating func removeAll() {
        buffer.removeAll()
        requests.removeAll(keepingCapacity: true)
    }

    /// Appends a request that is at hand as a value.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    /// - Throws: ``EncodeError`` for the first attribute that the kernel would not accept; the batch is as before.
    public mutating func append<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = []
    ) throws(EncodeError) {
        try append(Request.self, header: request.header, flags: flags) { request.encode(into: &$0) }
    }

    /// Appends a request whose attributes a closure writes, without a copy of what they hold.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - header: The fixed header.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    ///   - attributes: Writes the attributes.
    /// - Throws: ``EncodeError`` for the first attribute that the kernel would not accept; the batch is as before.
    @inlinable
    public mutating func append<Request: DoRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags = [],
        _ attributes: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) throws(EncodeError) {
        let start = buffer.count
        try buffer.appendComplete(
            Request.self,
            // The socket knows it, once it has asked for the family's number.
            type: MessageType(rawValue: 0),
            header: header,
            attributes
        )
        noteMessage(from: start, of: Request.self, flags: flags)
    }

    /// Notes what has been appended to the buffer.
    @usableFromInline
    mutating func noteMessage<Request: NetlinkRequest>(
        from start: Int,
        of request: Request.Type,
        flags: MessageFlags
    ) {
        let flags = Request.flags.union(flags).union(.request)
        requests.append(
            BatchedRequest(
                type: Request.self,
                flags: flags,
                bytes: start..<buffer.count,
                hasReply: Request.Reply.self != NoReply.self && flags.isSuperset(of: Request.replyFlags)
            )
        )
    }

    /// The bytes of a request.
    @_lifetime(borrow self)
    func message(_ request: BatchedRequest) -> RawSpan { buffer.bytes.extracting(request.bytes) }
}

/// One request of a batch.
struct BatchedRequest: Sendable {
    /// The kind of request.
    let type: any NetlinkRequest.Type

    /// The flags, those that the socket adds excepted.
    let flags: MessageFlags

    /// The place of the message in the batch's buffer.
    let bytes: Range<Int>

    /// Whether the kernel answers with more than an acknowledgement.
    let hasReply: Bool
}
