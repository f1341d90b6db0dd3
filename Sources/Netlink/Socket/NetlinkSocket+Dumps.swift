extension NetlinkSocket {
    /// Makes a dump and returns its objects.
    ///
    /// If things change meanwhile, the dump is made again, up to ``dumpAttempts`` times in all.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What to add to the flags of a dump.
    ///   - timeLimit: The longest time to wait for the next part; `nil` is the socket's own limit.
    /// - Returns: The objects in the order of the dump.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public mutating func dump<Request: DumpRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> [Request.Reply] {
        let attempts = max(dumpAttempts, 1)
        for _ in 0..<attempts {
            var replies: [Request.Reply] = []
            let isInterrupted = try self.replies(to: request, flags: flags.union(.dump), timeLimit: timeLimit) {
                reply in
                replies.append(reply)
            }
            if !isInterrupted { return replies }
        }
        throw .dumpInterrupted(request: Request.requestName, attempts: attempts)
    }

    /// Makes a dump and hands out its objects one by one, as they come.
    ///
    /// If things change meanwhile, ``NetlinkError/dumpInterrupted(request:attempts:)`` is thrown at the end: the objects
    /// handed out are then all that there is, but may not fit together.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What to add to the flags of a dump.
    ///   - timeLimit: The longest time to wait for the next part; `nil` is the socket's own limit.
    ///   - body: Receives an object. When it throws, the dump ends.
    /// - Throws: ``NetlinkError``, or what `body` throws.
    public mutating func dump<Request: DumpRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil,
        _ body: (Request.Reply) throws -> Void
    ) throws {
        try dumpMessages(request, flags: flags, timeLimit: timeLimit) { message in
            try body(try Request.reply(message))
        }
    }

    /// Makes a dump and hands out its messages in the receive buffer, without decoding or copying them.
    ///
    /// Interrupted dumps end as those of ``dump(_:flags:timeLimit:_:)`` do.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What to add to the flags of a dump.
    ///   - timeLimit: The longest time to wait for the next part; `nil` is the socket's own limit.
    ///   - body: Receives a message, to be read through a view. When it throws, the dump ends.
    /// - Throws: ``NetlinkError``, or what `body` throws.
    public mutating func dumpMessages<Request: DumpRequest>(
        _ request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil,
        _ body: (Message) throws -> Void
    ) throws {
        var failure: (any Error)?
        let isInterrupted = try exchange(
            Request.self,
            header: request.header,
            flags: flags.union(.dump),
            timeLimit: timeLimit,
            attributes: { request.encode(into: &$0) }
        ) { message in
            do {
                try body(message)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        guard !isInterrupted else {
            throw NetlinkError.dumpInterrupted(request: Request.requestName, attempts: 1)
        }
    }
}
