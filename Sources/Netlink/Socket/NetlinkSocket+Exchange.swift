extension NetlinkSocket {
    /// How an exchange ended.
    struct Outcome<Failure: Error> {
        /// What the kernel said at the end; `nil` if `failure` came before.
        var acknowledgement: ExtendedAck?

        /// What the reader of the replies threw.
        var failure: Failure?

        /// Whether things changed during the dump.
        var isInterrupted: Bool

        /// Whether there was any reply.
        var hasReplies: Bool
    }

    /// Makes a request and hands out its replies.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - flags: What to add to the request's own flags.
    ///   - timeLimit: The longest time to wait for the answer or its next part; `nil` is the socket's own.
    ///   - body: Reads a reply. When it throws, the exchange ends.
    /// - Returns: Whether things changed during a dump.
    /// - Throws: What `body` throws, or why there is no answer.
    mutating func exchange<Request: NetlinkRequest>(
        _ request: Request,
        flags: MessageFlags,
        timeLimit: Duration?,
        _ body: (Message) throws(NetlinkError) -> Void
    ) throws(NetlinkError) -> Bool {
        let outcome = try attempt(request, flags: flags, timeLimit: timeLimit, body)
        if let failure = outcome.failure { throw failure }
        return outcome.isInterrupted
    }

    /// Makes a request, once more if its family has a new number.
    ///
    /// - Returns: How it ended, not with an error of the kernel.
    mutating func attempt<Request: NetlinkRequest, Failure: Error>(
        _ request: Request,
        flags: MessageFlags,
        timeLimit: Duration?,
        _ body: (Message) throws(Failure) -> Void
    ) throws(NetlinkError) -> Outcome<Failure> {
        let limit = timeLimit ?? self.timeLimit
        var isRepeated = false
        while true {
            let isKnown = familyTypes[Request.Attributes.Family.name] != nil
            let conversation = try send(request, flags: flags, timeLimit: limit)
            let outcome = try receiveAnswer(to: conversation, of: Request.self, timeLimit: limit, body)
            guard let acknowledgement = outcome.acknowledgement, let errno = acknowledgement.errno else {
                warning = outcome.acknowledgement?.message
                return outcome
            }
            let error = NetlinkError.kernel(
                KernelError(acknowledgement, errno: errno, request: Request.self, sent: Payload(self.request.bytes))
            )
            // ENOENT without a word can mean that there is no family of this number any more (`genl_rcv_msg`): its
            // module was unloaded and loaded again. It can as well come from the family itself.
            guard errno == .noEntry, acknowledgement.message == nil, !outcome.hasReplies, isKnown, !isRepeated,
                try hasNewNumber(Request.Attributes.Family.self)
            else { throw error }
            isRepeated = true
        }
    }

    /// Sends a request.
    private mutating func send<Request: NetlinkRequest>(
        _ request: Request,
        flags: MessageFlags,
        timeLimit: Duration?
    ) throws(NetlinkError) -> Conversation {
        let type = try messageType(of: Request.self)
        let flags = Request.flags.union(flags).union([.request, .acknowledge])
        let isDump = flags.contains(.dump)
        if isDump { try finishDump(timeLimit: timeLimit) }
        let sequence = inbox.sequences.next()
        try encode(request, type: type, flags: flags, sequence: sequence)
        try descriptor.send(self.request.bytes, to: kernel)
        if isDump { inbox.unfinishedDump = sequence }
        return Conversation(sequence: sequence, flags: flags)
    }

    private mutating func encode<Request: NetlinkRequest>(
        _ request: Request,
        type: MessageType,
        flags: MessageFlags,
        sequence: UInt32
    ) throws(NetlinkError) {
        self.request.removeAll()
        do {
            try self.request.append(
                Request.self,
                type: type,
                flags: flags,
                sequence: sequence,
                header: request.header
            ) { message in
                request.encode(into: &message)
            }
        } catch {
            throw .invalidRequest(error, request: Request.requestName)
        }
    }

    /// Receives until the answer is complete, the reader of the replies throws, or the time is over.
    private mutating func receiveAnswer<Request: NetlinkRequest, Failure: Error>(
        to conversation: Conversation,
        of request: Request.Type,
        timeLimit: Duration?,
        _ body: (Message) throws(Failure) -> Void
    ) throws(NetlinkError) -> Outcome<Failure> {
        var reader = AnswerReader<Failure>(conversation)
        var deadline = Deadline(timeLimit)
        while !reader.isFinished {
            switch try receive(before: deadline) {
            case .nothing:
                if let loss = reader.loss { throw .messagesLost(request: Request.requestName, count: loss.count) }
                throw .timeLimitExceeded(Request.requestName, limit: timeLimit ?? .zero)
            case .loss(let loss):
                reader.loss = (reader.loss ?? Loss(count: 0)) + loss
            case .datagram:
                do {
                    if try reader.read(buffer, inbox: &inbox, body) { deadline = Deadline(timeLimit) }
                } catch {
                    throw .malformedMessage(MalformedMessage(error, in: Request.requestName))
                }
            }
            // The answer was queued before the loss, or it is lost: the kernel drops everything until the queue has
            // been emptied. It mostly answers before `sendto` returns, so that there is nothing to wait for.
            if reader.loss != nil { deadline = Deadline(.zero) }
        }
        return reader.outcome
    }

    /// Receives the rest of a dump that was not read to its end, since the kernel makes but one dump at a time for a
    /// socket (`EBUSY`, `__netlink_dump_start`) and goes on with it only as its parts are received.
    private mutating func finishDump(timeLimit: Duration?) throws(NetlinkError) {
        let deadline = Deadline(timeLimit)
        while inbox.unfinishedDump != nil {
            switch try receive(before: deadline) {
            case .nothing: inbox.unfinishedDump = nil
            case .loss: break
            case .datagram: inbox.file(buffer)
            }
        }
    }
}
