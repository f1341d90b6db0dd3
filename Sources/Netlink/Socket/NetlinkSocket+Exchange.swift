extension NetlinkSocket {
    /// Makes a request, once more if its family has a new number.
    ///
    /// Only what writes the request is generic. It is compiled into the module that makes the request, where the
    /// compiler knows its type: a builder's calls become the few stores that they stand for.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - header: The fixed header.
    ///   - flags: What to add to the request's own flags.
    ///   - timeLimit: The longest time to wait for the answer or its next part; `nil` is the socket's own.
    ///   - attributes: Writes the attributes.
    ///   - body: Reads a reply; returns whether it wants another one. If not, the exchange ends.
    /// - Returns: Whether things changed during a dump.
    /// - Throws: Why there is no answer.
    @inlinable
    mutating func exchange<Request: NetlinkRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags,
        timeLimit: Duration?,
        attributes: (inout AttributeBuilder<Request.Attributes>) -> Void,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) -> Bool {
        let kind = RequestKind(Request.self)
        var attempt = try beginExchange(kind, flags: flags, timeLimit: timeLimit)
        while true {
            do {
                try self.request.appendComplete(
                    Request.self,
                    type: attempt.type,
                    flags: attempt.flags,
                    sequence: attempt.sequence,
                    header: header,
                    attributes
                )
            } catch {
                throw .invalidRequest(error, request: Request.requestName)
            }
            if let isInterrupted = try finishExchange(kind, &attempt, body) { return isInterrupted }
        }
    }

    /// Prepares to write a request.
    @usableFromInline
    mutating func beginExchange(
        _ request: RequestKind,
        flags: MessageFlags,
        timeLimit: Duration?
    ) throws(NetlinkError) -> ExchangeAttempt {
        let flags = request.flags.union(flags).union([.request, .acknowledge])
        let timeLimit = timeLimit ?? self.timeLimit
        let known = familyTypes[request.family]
        let type = if let known { known } else { try messageType(of: request) }
        if flags.contains(.dump) { try finishDump(timeLimit: timeLimit) }
        self.request.removeAll()
        return ExchangeAttempt(
            timeLimit: timeLimit,
            type: type,
            flags: flags,
            sequence: inbox.sequences.next(),
            mayBeStale: known != nil
        )
    }

    /// Sends the request that has been written, and receives the answer.
    ///
    /// - Returns: Whether things changed during a dump; `nil` if the request must be written anew.
    @usableFromInline
    mutating func finishExchange(
        _ kind: RequestKind,
        _ attempt: inout ExchangeAttempt,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) -> Bool? {
        try descriptor.send(request.bytes, to: kernel)
        if attempt.flags.contains(.dump) { inbox.unfinishedDump = attempt.sequence }
        var limit = TimeLimit(attempt.timeLimit)
        let first = try receive(within: &limit)
        // As most answers are: the rest of what an answer can be takes three times the instructions of this.
        if case .datagram = first, buffer.acknowledges(attempt.sequence) {
            if warning != nil { warning = nil }
            return false
        }
        var answer = AnswerReader(Conversation(sequence: attempt.sequence, flags: attempt.flags, port: portID))
        let failure = receiveAnswers(&answer, after: first, within: limit) { answer, bytes, inbox throws(DecodeError) in
            try answer.read(bytes, inbox: &inbox, body)
        }
        if let failure { throw failure.error(of: kind.type) }
        guard let acknowledgement = answer.acknowledgement, let errno = acknowledgement.errno else {
            warning = answer.acknowledgement?.message
            return answer.conversation.isInterrupted
        }
        let error = NetlinkError.kernel(
            KernelError(acknowledgement, errno: errno, request: kind.type, sent: Payload(request.bytes))
        )
        guard acknowledgement.mayMeanNoFamily, !answer.hasReplies, attempt.mayBeStale,
            try hasNewNumber(kind.family)
        else { throw error }
        attempt.type = try messageType(of: kind)
        attempt.sequence = inbox.sequences.next()
        attempt.mayBeStale = false
        request.removeAll()
        return nil
    }

    /// Receives the rest of a dump that was not read to its end, for as long as the time limit allows.
    ///
    /// The kernel makes but one dump at a time for a socket (`EBUSY`, `__netlink_dump_start`), and goes on with it only
    /// as its parts are received.
    private mutating func finishDump(timeLimit: Duration?) throws(NetlinkError) {
        var limit = TimeLimit(timeLimit)
        while inbox.unfinishedDump != nil {
            let arrival = try receive(within: &limit)
            if case .datagram = arrival { inbox.file(buffer) }
            if limit.hasPassed() { inbox.unfinishedDump = nil }
        }
    }
}

/// One attempt to make a request.
@usableFromInline
struct ExchangeAttempt {
    /// The longest time to wait for the answer or its next part; `nil` waits for ever.
    let timeLimit: Duration?

    /// The message type: the family's number for generic netlink.
    @usableFromInline var type: MessageType

    /// All flags of the message.
    @usableFromInline let flags: MessageFlags

    /// Ties the answer to the request.
    @usableFromInline var sequence: UInt32

    /// Whether the family may have another number by now than the one remembered.
    var mayBeStale: Bool
}
