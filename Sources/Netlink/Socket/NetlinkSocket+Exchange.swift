extension NetlinkSocket {
    /// Makes a request, once more if its family has a new number.
    ///
    /// Little of this is generic: the compiler cannot specialise it for requests of other modules.
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
    mutating func exchange<Request: NetlinkRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags,
        timeLimit: Duration?,
        attributes: (inout AttributeBuilder<Request.Attributes>) -> Void,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) -> Bool {
        let timeLimit = timeLimit ?? self.timeLimit
        var isRepeated = false
        while true {
            let isKnown = familyTypes[Request.Attributes.Family.name] != nil
            let conversation = try send(
                Request.self,
                header: header,
                flags: flags,
                timeLimit: timeLimit,
                attributes: attributes
            )
            let answer = try receiveAnswer(to: conversation, of: Request.self, timeLimit: timeLimit, body)
            guard let acknowledgement = answer.acknowledgement, let errno = acknowledgement.errno else {
                warning = answer.acknowledgement?.message
                return answer.conversation.isInterrupted
            }
            let error = NetlinkError.kernel(
                KernelError(acknowledgement, errno: errno, request: Request.self, sent: Payload(self.request.bytes))
            )
            guard acknowledgement.mayMeanNoFamily, !answer.hasReplies, isKnown, !isRepeated,
                try hasNewNumber(Request.Attributes.Family.self)
            else { throw error }
            isRepeated = true
        }
    }

    /// Sends a request.
    private mutating func send<Request: NetlinkRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags,
        timeLimit: Duration?,
        attributes: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) throws(NetlinkError) -> Conversation {
        let type = try messageType(of: Request.self)
        let flags = Request.flags.union(flags).union([.request, .acknowledge])
        let isDump = flags.contains(.dump)
        if isDump { try finishDump(timeLimit: timeLimit) }
        let sequence = inbox.sequences.next()
        self.request.removeAll()
        do {
            try self.request.appendComplete(
                Request.self,
                type: type,
                flags: flags,
                sequence: sequence,
                header: header,
                attributes
            )
        } catch {
            throw .invalidRequest(error, request: Request.requestName)
        }
        try descriptor.send(self.request.bytes, to: kernel)
        if isDump { inbox.unfinishedDump = sequence }
        return Conversation(sequence: sequence, flags: flags, port: portID)
    }

    /// Receives until the answer is complete, the reader of the replies wants no more, or the time is over.
    private mutating func receiveAnswer(
        to conversation: Conversation,
        of request: any NetlinkRequest.Type,
        timeLimit: Duration?,
        _ body: (Message) -> Bool
    ) throws(NetlinkError) -> AnswerReader {
        var reader = AnswerReader(conversation)
        let failure = receiveAnswers(&reader, timeLimit: timeLimit) { reader, buffer, inbox throws(DecodeError) in
            try reader.read(buffer, inbox: &inbox, body)
        }
        if let failure { throw failure.error(of: request) }
        return reader
    }

    /// Receives the rest of a dump that was not read to its end, for as long as the time limit allows.
    ///
    /// The kernel makes but one dump at a time for a socket (`EBUSY`, `__netlink_dump_start`), and goes on with it only
    /// as its parts are received.
    private mutating func finishDump(timeLimit: Duration?) throws(NetlinkError) {
        let deadline = Deadline(timeLimit)
        while inbox.unfinishedDump != nil {
            let arrival = try receive(before: deadline)
            if case .datagram = arrival { inbox.file(buffer) }
            if deadline.hasPassed { inbox.unfinishedDump = nil }
        }
    }
}
