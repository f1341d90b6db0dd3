extension NetlinkSocket {
    /// Makes the requests of a batch.
    ///
    /// The kernel carries out each of them whatever becomes of the others. Families may mix, as long as they travel on
    /// the socket's protocol.
    ///
    /// The requests are sent some at a time, since the kernel keeps all answers to one system call in the receive
    /// buffer: at most 64 of them and 32 KiB, fewer if they have replies or the buffer is small. If messages are lost
    /// nevertheless, because events fill the buffer, the requests without an answer fail with
    /// ``NetlinkError/messagesLost(request:count:)``. After any other failure of the socket nothing more is sent, and
    /// all requests without an answer fail with its error.
    ///
    /// - Parameters:
    ///   - batch: The requests.
    ///   - acknowledgement: Which requests the kernel answers.
    ///   - timeLimit: The longest time to wait for the next answer; `nil` is the socket's own limit.
    /// - Returns: What came of each request, in their order. Replies are left out.
    /// - Throws: ``NetlinkError`` if the number of a family cannot be found out; nothing has been sent then.
    public mutating func perform(
        _ batch: borrowing RequestBatch,
        acknowledging acknowledgement: BatchAcknowledgement = .each,
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> [BatchResult] {
        try exchange(batch, acknowledgement, timeLimit: timeLimit) { _, _ in }
    }

    /// Makes requests of one kind and returns their replies.
    ///
    /// They are sent together as those of ``perform(_:acknowledging:timeLimit:)`` are.
    ///
    /// - Parameters:
    ///   - requests: The requests.
    ///   - flags: What else is wanted.
    ///   - timeLimit: The longest time to wait for the next answer; `nil` is the socket's own limit.
    /// - Returns: The first reply to each request, in their order, or why there is none.
    /// - Throws: ``NetlinkError`` if a request is invalid, or the number of the family cannot be found out; nothing has
    ///   been sent then.
    public mutating func perform<Request: DoRequest>(
        _ requests: [Request],
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> [Result<Request.Reply, NetlinkError>] where Request.Reply: NetlinkMessage {
        let batch = try RequestBatch(requests, flags: Request.replyFlags.union(flags))
        var replies = [Result<Request.Reply, NetlinkError>?](repeating: nil, count: requests.count)
        let results = try exchange(batch, .each, timeLimit: timeLimit) { position, message in
            guard replies[position] == nil else { return }
            replies[position] = Result { () throws(NetlinkError) in try Request.reply(message) }
        }
        return zip(results, replies).map { result, reply in
            if let error = result.error { return .failure(error) }
            return reply ?? .failure(.replyMissing(request: Request.requestName))
        }
    }
}

extension NetlinkSocket {
    /// Makes the requests of a batch, once more those of families that have a new number.
    private mutating func exchange(
        _ batch: borrowing RequestBatch,
        _ acknowledgement: BatchAcknowledgement,
        timeLimit: Duration?,
        _ body: (Int, Message) -> Void
    ) throws(NetlinkError) -> [BatchResult] {
        let timeLimit = timeLimit ?? self.timeLimit
        let known = familyTypes
        var results = try exchange(batch, acknowledgement, at: Array(0..<batch.count), timeLimit: timeLimit, body)
        let stale = staleRequests(of: batch, results, known: known)
        if !stale.isEmpty,
            let repeated = try? exchange(batch, acknowledgement, at: stale, timeLimit: timeLimit, body)
        {
            for (position, result) in zip(stale, repeated) { results[position] = result }
        }
        warning = nil
        return results
    }

    /// The positions of requests that were refused because their families have another number than the one remembered.
    ///
    /// The kernel says so as ``exchange(_:header:flags:timeLimit:attributes:_:)`` tells.
    private mutating func staleRequests(
        of batch: borrowing RequestBatch,
        _ results: [BatchResult],
        known: FamilyTypes
    ) -> [Int] {
        var positions: [Int] = []
        var isNew: [ObjectIdentifier: Bool] = [:]
        for (position, result) in results.enumerated() where result.isUnexplained {
            let request = batch.requests[position].type
            guard known[request.family] != nil else { continue }
            let family = ObjectIdentifier(request.family)
            let hasNewNumber = isNew[family] ?? (try? hasNewNumber(request.family)) ?? false
            isNew[family] = hasNewNumber
            if hasNewNumber { positions.append(position) }
        }
        return positions
    }

    /// Makes the requests at some positions of a batch, in as many sends as it takes.
    ///
    /// - Returns: What came of each of them.
    private mutating func exchange(
        _ batch: borrowing RequestBatch,
        _ acknowledgement: BatchAcknowledgement,
        at positions: [Int],
        timeLimit: Duration?,
        _ body: (Int, Message) -> Void
    ) throws(NetlinkError) -> [BatchResult] {
        var types: [MessageType] = []
        for position in positions { types.append(try messageType(of: batch.requests[position].type)) }
        let limits = SendLimits(receiveBufferSize: descriptor.receiveBufferSize())
        var results: [BatchResult] = []
        while results.count < positions.count {
            let start = results.count
            let next = positions[start...].prefix(limits.acknowledgements).map { batch.requests[$0] }
            let requests = Array(next.prefix(limits.count(of: next)))
            var reader = BatchReader(
                append(requests, of: batch, acknowledgement, types: types[start...]),
                until: acknowledgement.end(count: requests.count)
            )
            let failure = exchange(&reader, timeLimit: timeLimit) { body(positions[start + $0], $1) }
            for (request, answer) in zip(requests, reader.acknowledgements) {
                results.append(batch.result(of: request, answer, failure, acknowledgement))
            }
            if let failure, !failure.isPassing {
                results += positions[results.count...].map { .failed(failure.error(of: batch.requests[$0].type)) }
            }
        }
        return results
    }

    /// Writes the messages of a send.
    private mutating func append(
        _ requests: [BatchedRequest],
        of batch: borrowing RequestBatch,
        _ acknowledgement: BatchAcknowledgement,
        types: ArraySlice<MessageType>
    ) -> [Conversation] {
        self.request.removeAll()
        var conversations: [Conversation] = []
        for (request, type) in zip(requests, types) {
            let flags = acknowledgement.flags(isLast: conversations.count + 1 == requests.count)
            conversations.append(append(request, of: batch, type: type, flags: flags))
        }
        return conversations
    }

    /// Writes a message of a batch.
    mutating func append(
        _ request: BatchedRequest,
        of batch: borrowing RequestBatch,
        type: MessageType,
        flags: MessageFlags
    ) -> Conversation {
        let flags = request.flags.union(flags)
        let sequence = inbox.sequences.next()
        self.request.append(copyOf: batch.message(request), type: type, flags: flags, sequence: sequence)
        return Conversation(sequence: sequence, flags: flags, port: portID)
    }

    /// Sends what has been written and receives the answers.
    private mutating func exchange(
        _ reader: inout BatchReader,
        timeLimit: Duration?,
        _ body: (Int, Message) -> Void
    ) -> AnswerFailure? {
        do throws(NetlinkError) {
            try descriptor.send(request.bytes, to: kernel)
        } catch {
            return .failed(error)
        }
        return receiveAnswers(&reader, within: TimeLimit(timeLimit)) { reader, buffer, inbox throws(DecodeError) in
            try reader.read(buffer, inbox: &inbox, body)
        }
    }
}

extension RequestBatch {
    /// What came of a request.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - answer: How the kernel ended it, if it did.
    ///   - failure: Why there may be no answer.
    ///   - acknowledgement: Which requests the kernel answers.
    /// - Returns: The result.
    func result(
        of request: BatchedRequest,
        _ answer: ExtendedAck?,
        _ failure: AnswerFailure?,
        _ acknowledgement: BatchAcknowledgement
    ) -> BatchResult {
        if let answer {
            return BatchResult(answer, of: request.type, sent: Payload(message(request)))
        }
        if failure == nil, acknowledgement == .failures { return .acknowledged(warning: nil) }
        return .failed(failure?.error(of: request.type) ?? .replyMissing(request: request.type.requestName))
    }
}

extension BatchResult {
    /// Whether the kernel said ENOENT and nothing more, as it does when a generic netlink family has gone.
    var isUnexplained: Bool {
        guard case .failed(.kernel(let error)) = self else { return false }
        return error.errno == .noEntry && error.message == nil
    }
}

extension AnswerFailure {
    /// Whether the socket works as before: what was lost is lost, but the kernel answers the next request.
    var isPassing: Bool {
        if case .messagesLost = self { true } else { false }
    }
}

extension NetlinkRequest {
    /// The family that the request goes to.
    static var family: any NetlinkFamily.Type { Attributes.Family.self }
}
