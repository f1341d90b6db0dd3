extension NetlinkSocket {
    /// Makes a request that is answered by an acknowledgement alone.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    ///   - timeLimit: The longest time to wait; `nil` is the socket's own limit.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    @inlinable
    public mutating func perform<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) throws(NetlinkError) where Request.Reply == NoReply {
        try perform(Request.self, header: request.header, flags: flags, timeLimit: timeLimit) { attributes in
            request.encode(into: &attributes)
        }
    }

    /// Makes a request whose attributes a closure writes, without a copy of what they hold.
    ///
    /// ```swift
    /// try socket.perform(OVSPacket.Execute.self, header: .init(dpIfindex: 6)) { message in
    ///     message.packet(frame)
    ///     message.key(key)
    ///     message.actions(actions)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - header: The fixed header.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    ///   - timeLimit: The longest time to wait; `nil` is the socket's own limit.
    ///   - attributes: Writes the attributes.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    @inlinable @inline(__always)
    public mutating func perform<Request: DoRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil,
        _ attributes: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) throws(NetlinkError) where Request.Reply == NoReply {
        _ = try exchange(
            Request.self,
            header: header,
            flags: flags,
            timeLimit: timeLimit,
            attributes: attributes
        ) { _ in true }
    }

    /// Makes a request and returns its reply.
    ///
    /// Of several replies, which few operations give, it is the first.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted.
    ///   - timeLimit: The longest time to wait; `nil` is the socket's own limit.
    /// - Returns: The reply.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``;
    ///   ``NetlinkError/replyMissing(request:)`` if the kernel only acknowledges.
    public mutating func perform<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> Request.Reply where Request.Reply: NetlinkMessage {
        var reply: Request.Reply?
        _ = try replies(to: request, flags: flags, timeLimit: timeLimit) { if reply == nil { reply = $0 } }
        guard let reply else { throw .replyMissing(request: Request.requestName) }
        return reply
    }

    /// Makes a request and returns all of its replies.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted.
    ///   - timeLimit: The longest time to wait for the next reply; `nil` is the socket's own limit.
    /// - Returns: The replies, none if the kernel only acknowledges.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public mutating func performAll<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> [Request.Reply] where Request.Reply: NetlinkMessage {
        var replies: [Request.Reply] = []
        _ = try self.replies(to: request, flags: flags, timeLimit: timeLimit) { replies.append($0) }
        return replies
    }
}

extension NetlinkSocket {
    /// Makes a request and decodes its replies.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What to add to the request's own flags.
    ///   - timeLimit: The longest time to wait for the next reply; `nil` is the socket's own limit.
    ///   - body: Receives a reply.
    /// - Returns: Whether things changed during a dump.
    /// - Throws: Why there is no answer, or not all of it.
    mutating func replies<Request: NetlinkRequest>(
        to request: Request,
        flags: MessageFlags,
        timeLimit: Duration?,
        _ body: (Request.Reply) -> Void
    ) throws(NetlinkError) -> Bool where Request.Reply: NetlinkMessage {
        var failure: NetlinkError?
        let isInterrupted = try exchange(
            Request.self,
            header: request.header,
            flags: Request.replyFlags.union(flags),
            timeLimit: timeLimit,
            attributes: { request.encode(into: &$0) }
        ) { message in
            do throws(NetlinkError) {
                body(try Request.reply(message))
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return isInterrupted
    }
}

extension NetlinkRequest where Reply: NetlinkMessage {
    /// Decodes a reply.
    static func reply(_ message: Message) throws(NetlinkError) -> Reply {
        do {
            return try Reply(message)
        } catch {
            throw .malformedMessage(
                MalformedMessage(error, in: requestName, message: message, set: Reply.Attributes.self)
            )
        }
    }
}
