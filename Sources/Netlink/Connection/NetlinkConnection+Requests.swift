extension NetlinkConnection {
    /// Makes a request that is answered by an acknowledgement alone.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    ///   - timeLimit: The longest time to wait; `nil` is the connection's own limit.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public func perform<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) async throws(NetlinkError) where Request.Reply == NoReply {
        _ = try await replies(to: request, flags: flags, timeLimit: timeLimit)
    }

    /// Makes a request whose attributes a closure writes, without a value that holds them.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - header: The fixed header.
    ///   - flags: What else is wanted, such as `.create` and `.exclusive`.
    ///   - timeLimit: The longest time to wait; `nil` is the connection's own limit.
    ///   - attributes: Writes the attributes; called again if the family's number turns out to have changed.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public func perform<Request: DoRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil,
        _ attributes: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) async throws(NetlinkError) where Request.Reply == NoReply {
        _ = try await exchange(
            Request.self,
            header: header,
            flags: flags,
            timeLimit: timeLimit,
            attributes: attributes
        )
    }

    /// Makes a request and returns its reply.
    ///
    /// Of several replies, which few operations give, it is the first.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted.
    ///   - timeLimit: The longest time to wait; `nil` is the connection's own limit.
    /// - Returns: The reply.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``;
    ///   ``NetlinkError/replyMissing(request:)`` if the kernel only acknowledges.
    public func perform<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) async throws(NetlinkError) -> Request.Reply where Request.Reply: NetlinkMessage {
        let flags = Request.replyFlags.union(flags)
        let replies = try await replies(to: request, flags: flags, timeLimit: timeLimit)
        guard let first = replies.first else { throw .replyMissing(request: Request.requestName) }
        return try Request.reply(copy: first)
    }

    /// Makes a request and returns all of its replies.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What else is wanted.
    ///   - timeLimit: The longest time to wait for the next reply; `nil` is the connection's own limit.
    /// - Returns: The replies, none if the kernel only acknowledges.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public func performAll<Request: DoRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) async throws(NetlinkError) -> [Request.Reply] where Request.Reply: NetlinkMessage {
        var decoded: [Request.Reply] = []
        let flags = Request.replyFlags.union(flags)
        for reply in try await replies(to: request, flags: flags, timeLimit: timeLimit) {
            decoded.append(try Request.reply(copy: reply))
        }
        return decoded
    }

    private func replies<Request: NetlinkRequest>(
        to request: Request,
        flags: MessageFlags,
        timeLimit: Duration?
    ) async throws(NetlinkError) -> [[UInt8]] {
        try await exchange(
            Request.self,
            header: request.header,
            flags: flags,
            timeLimit: timeLimit,
            attributes: { request.encode(into: &$0) }
        )
    }
}
