extension NetlinkSocket {
    /// Makes the requests of a batch as one transaction: the kernel applies all of them or none.
    ///
    /// Of the kernel's families only nftables has transactions. All requests go into one send, however long it is: the
    /// send buffer grows as needed.
    ///
    /// ```swift
    /// try socket.perform(batch, begin: NFTables.BatchBegin(header: header), end: NFTables.BatchEnd(header: header))
    /// ```
    ///
    /// - Parameters:
    ///   - batch: The requests; of none, nothing is sent.
    ///   - begin: What marks the beginning: a message of type 0x10 (`NFNL_MSG_BATCH_BEGIN` of
    ///     `linux/netfilter/nfnetlink.h`) with the subsystem's number in its header, 10 in network order for nftables.
    ///   - end: What marks the end: a message of type 0x11 (`NFNL_MSG_BATCH_END`) with the same header.
    ///   - timeLimit: The longest time to wait for the next answer; `nil` is the socket's own limit.
    /// - Throws: ``NetlinkError/transactionRefused(_:)`` with the requests that the kernel refused, or
    ///   ``NetlinkError/kernel(_:)`` if it refused the transaction itself, as it does with `EPERM` without
    ///   `CAP_NET_ADMIN` and with `ERESTART` if the ruleset has another generation than `begin` tells: nothing has been
    ///   applied then. After any other error nobody knows.
    public mutating func perform<Begin: NetlinkRequest, End: NetlinkRequest>(
        _ batch: borrowing RequestBatch,
        begin: Begin,
        end: End,
        timeLimit: Duration? = nil
    ) throws(NetlinkError) {
        warning = nil
        guard batch.count > 0 else { return }
        let timeLimit = timeLimit ?? self.timeLimit
        let (conversations, endOffset) = try append(batch, begin: begin, end: end)
        try sendLong()
        // The beginning, the last member or the end.
        let last = batch.count
        var reader = BatchReader(conversations, until: .any(of: [0, last, last + 1]))
        let limit = TimeLimit(timeLimit)
        let failure = receiveAnswers(&reader, within: limit) { reader, buffer, inbox throws(DecodeError) in
            try reader.read(buffer, inbox: &inbox)
        }
        let answers = reader.acknowledgements
        try checkBracket(Begin.self, answers[0], from: 0)
        try checkBracket(End.self, answers[last + 1], from: endOffset)
        let errors = batch.errors(answers[1...last])
        guard errors.isEmpty else { throw .transactionRefused(TransactionRefusal(errors: errors)) }
        if let failure { throw failure.error(of: Begin.self) }
        warning = answers[last]?.message
    }

    /// Writes the messages of a transaction.
    ///
    /// Only the last member asks for an acknowledgement. The kernel reports errors of the others unasked, and queues all
    /// that it has to say when it has gone over the transaction, in the order of the requests (`nfnl_err_deliver` in
    /// `net/netfilter/nfnetlink.c`): the last word tells that nothing else is to come, and the receive buffer need not
    /// hold thousands of acknowledgements. To the messages around the members Linux before 6.10 never says more than an
    /// error.
    ///
    /// - Returns: All requests in order, and the offset of the last message.
    private mutating func append<Begin: NetlinkRequest, End: NetlinkRequest>(
        _ batch: borrowing RequestBatch,
        begin: Begin,
        end: End
    ) throws(NetlinkError) -> ([Conversation], endOffset: Int) {
        var types: [MessageType] = []
        for request in batch.requests { types.append(try messageType(of: request.type)) }
        let beginType = try messageType(of: Begin.self)
        let endType = try messageType(of: End.self)
        self.request.removeAll()
        var conversations = [try appendBracket(begin, type: beginType)]
        for (request, type) in zip(batch.requests, types) {
            let flags: MessageFlags = conversations.count == batch.count ? .acknowledge : []
            conversations.append(append(request, of: batch, type: type, flags: flags))
        }
        let endOffset = self.request.count
        conversations.append(try appendBracket(end, type: endType))
        return (conversations, endOffset)
    }

    private mutating func appendBracket<Request: NetlinkRequest>(
        _ request: Request,
        type: MessageType
    ) throws(NetlinkError) -> Conversation {
        let flags = Request.flags.union(.request).subtracting(.acknowledge)
        let sequence = inbox.sequences.next()
        do {
            try self.request.append(request, type: type, flags: flags, sequence: sequence)
        } catch {
            throw .invalidRequest(error, request: Request.requestName)
        }
        return Conversation(sequence: sequence, flags: flags, port: portID)
    }

    /// Throws what the kernel says about the beginning or the end of a transaction.
    private func checkBracket<Request: NetlinkRequest>(
        _ request: Request.Type,
        _ acknowledgement: ExtendedAck?,
        from offset: Int
    ) throws(NetlinkError) {
        guard let acknowledgement, let errno = acknowledgement.errno else { return }
        let message = Payload(self.request.bytes.extracting(droppingFirst: offset))
        throw .kernel(KernelError(acknowledgement, errno: errno, request: Request.self, sent: message))
    }

    /// Sends what has been written, whatever its length.
    private func sendLong() throws(NetlinkError) {
        do throws(NetlinkError) {
            try descriptor.send(request.bytes, to: kernel)
        } catch .systemCall(_, .messageTooLong) {
            try descriptor.setSendBuffer(request.count)
            try descriptor.send(request.bytes, to: kernel)
        }
    }
}

extension RequestBatch {
    /// The errors among the answers to all requests.
    fileprivate func errors(_ answers: ArraySlice<ExtendedAck?>) -> [Int: KernelError] {
        var errors: [Int: KernelError] = [:]
        for (position, answer) in answers.enumerated() {
            guard let answer else { continue }
            let request = requests[position]
            let result = BatchResult(answer, of: request.type, sent: Payload(message(request)))
            if case .failed(.kernel(let error)) = result { errors[position] = error }
        }
        return errors
    }
}
