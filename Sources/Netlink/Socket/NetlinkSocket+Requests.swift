extension NetlinkSocket {
    /// Makes a request that is answered by an acknowledgement alone.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    ///   - timeLimit: The longest time to wait; `nil` is the socket's own limit.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public mutating func perform<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) throws(NetlinkError) where Request.Reply == NoReply {
        _ = try exchange(request, flags: flags, timeLimit: timeLimit) { _ in }
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
        _ = try exchange(request, flags: flags, timeLimit: timeLimit) { message throws(NetlinkError) in
            if reply == nil { reply = try Request.reply(message) }
        }
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
        _ = try exchange(request, flags: flags, timeLimit: timeLimit) { message throws(NetlinkError) in
            replies.append(try Request.reply(message))
        }
        return replies
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
