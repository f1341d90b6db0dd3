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
    @inlinable @inline(__always)
    mutating func exchange<Request: NetlinkRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags,
        timeLimit: Duration?,
        attributes: (inout AttributeBuilder<Request.Attributes>) -> Void,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) -> Bool {
        self.request.removeAll()
        do {
            // Type, flags and number are written when it is sent.
            try self.request.appendComplete(Request.self, type: .noop, header: header, attributes)
        } catch {
            throw .invalidRequest(error, request: Request.requestName)
        }
        return try exchange(RequestKind(Request.self), flags: flags, timeLimit: timeLimit, body)
    }

    /// Makes the request that has been written.
    @usableFromInline
    mutating func exchange(
        _ kind: RequestKind,
        flags: MessageFlags,
        timeLimit: Duration?,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) -> Bool {
        let flags = kind.flags.union(flags).union([.request, .acknowledge])
        let (timeLimit, isDump) = (timeLimit ?? self.timeLimit, flags.contains(.dump))
        var known = familyTypes[kind.family]
        var type = if let known { known } else { try messageType(of: kind) }
        while true {
            if isDump { try finishDump(timeLimit: timeLimit) }
            let sequence = inbox.sequences.next()
            request.setHeader(type: type, flags: flags, sequence: sequence)
            try descriptor.send(request.bytes, to: kernel)
            if isDump { inbox.unfinishedDump = sequence }
            var limit = TimeLimit(timeLimit)
            let first = try receive(within: &limit)
            // As most answers are: the rest of what an answer can be takes three times the instructions of this.
            if case .datagram = first, !isDump, buffer.acknowledges(sequence) {
                if warning != nil { warning = nil }
                return false
            }
            var answer = AnswerReader(Conversation(sequence: sequence, flags: flags, port: portID))
            try receive(&answer, of: kind, after: first, within: limit, body)
            guard let refusal = answer.acknowledgement, let errno = refusal.errno else {
                warning = answer.acknowledgement?.message
                return answer.conversation.isInterrupted
            }
            let error = KernelError(refusal, errno: errno, request: kind.type, sent: Payload(request.bytes))
            guard refusal.mayMeanNoFamily, !answer.hasReplies, known != nil, try hasNewNumber(kind.family) else {
                throw .kernel(error)
            }
            known = nil
            type = try messageType(of: kind)
        }
    }

    /// Receives until the answer is complete, the reader of the replies wants no more, or the time is over.
    private mutating func receive(
        _ answer: inout AnswerReader,
        of kind: RequestKind,
        after first: Arrival,
        within limit: TimeLimit,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) {
        let failure = receiveAnswers(&answer, after: first, within: limit) { answer, bytes, inbox throws(DecodeError) in
            try answer.read(bytes, inbox: &inbox, body)
        }
        if let failure { throw failure.error(of: kind.type) }
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
