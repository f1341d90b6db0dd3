extension NetlinkConnection {
    /// Makes a dump.
    ///
    /// Dumps do not hold up each other, nor requests: each has a socket of its own while it lasts.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - delivery: When the objects are handed out.
    ///   - flags: What to add to the flags of a dump.
    ///   - timeLimit: The longest time to wait for the next part; `nil` is the connection's own limit.
    /// - Returns: The objects, in the order of the dump.
    public func dump<Request: DumpRequest>(
        _ request: Request,
        delivery: DumpDelivery = .whenConsistent,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) -> DumpSequence<Request> {
        DumpSequence(
            connection: self,
            request: request,
            flags: flags,
            delivery: delivery,
            timeLimit: timeLimit ?? options.socket.timeLimit
        )
    }

    /// Makes a dump and returns its objects even if things changed each time that it was made.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What to add to the flags of a dump.
    ///   - timeLimit: The longest time to wait for the next part; `nil` is the connection's own limit.
    /// - Returns: The objects, those of the last attempt if none was consistent.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/kernel(_:)``.
    public func snapshot<Request: DumpRequest>(
        of request: Request,
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) async throws(NetlinkError) -> DumpSnapshot<Request.Reply> {
        try await dump(request, flags: flags, timeLimit: timeLimit).snapshot()
    }

    /// A socket for a dump.
    func takeDumpSocket() throws(NetlinkError) -> PullSocket {
        if let socket = idleDumpSockets.withLock({ $0.popLast() }) { return socket }
        return try PullSocket(netlinkProtocol, options: socketOptions, endpoint: endpoint)
    }

    /// Keeps a socket for the next dump, unless there is one already.
    func keepDumpSocket(_ socket: PullSocket) {
        idleDumpSockets.withLock { if $0.isEmpty { $0.append(socket) } }
    }
}

extension DumpSequence {
    /// Makes the dump until it is consistent, or as often as it may be made.
    func snapshot() async throws(NetlinkError) -> DumpSnapshot<Request.Reply> {
        var attempts = 0
        while true {
            attempts += 1
            let dump = Dump(self)
            var objects: [Request.Reply] = []
            while let object = try await dump.next() { objects.append(object) }
            if !dump.isInterrupted || attempts >= connection.options.socket.dumpAttempts {
                return DumpSnapshot(objects: objects, isConsistent: !dump.isInterrupted, attempts: attempts)
            }
        }
    }
}
