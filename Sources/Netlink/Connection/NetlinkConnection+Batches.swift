extension NetlinkConnection {
    /// Makes the requests of a batch.
    ///
    /// The kernel carries out each of them whatever becomes of the others. Families may mix, as long as they travel on
    /// the connection's protocol.
    ///
    /// The requests are sent some at a time, since the kernel keeps all answers to one system call in the receive
    /// buffer: at most 64 of them and 32 KiB, fewer if they have replies or the buffer is small. If messages are lost
    /// nevertheless, the requests without an answer fail with ``NetlinkError/messagesLost(request:count:)``. After any
    /// other failure nothing more is sent, and all requests without an answer fail with its error: those of a cancelled
    /// task with ``NetlinkError/cancelled(_:)``.
    ///
    /// - Parameters:
    ///   - batch: The requests.
    ///   - acknowledgement: Which requests the kernel answers.
    ///   - timeLimit: The longest time to wait for the next answer; `nil` is the connection's own limit.
    /// - Returns: What came of each request, in their order. Replies are left out.
    /// - Throws: ``NetlinkError`` if the number of a family cannot be found out; nothing has been sent then.
    public func perform(
        _ batch: borrowing RequestBatch,
        acknowledging acknowledgement: BatchAcknowledgement = .each,
        timeLimit: Duration? = nil
    ) async throws(NetlinkError) -> [BatchResult] {
        try await exchange(batch, acknowledgement, timeLimit: timeLimit).map(\.result)
    }

    /// Makes requests of one kind and returns their replies.
    ///
    /// They are sent together as those of ``perform(_:acknowledging:timeLimit:)`` are.
    ///
    /// - Parameters:
    ///   - requests: The requests.
    ///   - flags: What else is wanted.
    ///   - timeLimit: The longest time to wait for the next answer; `nil` is the connection's own limit.
    /// - Returns: The first reply to each request, in their order, or why there is none.
    /// - Throws: ``NetlinkError`` if a request is invalid, or the number of the family cannot be found out; nothing has
    ///   been sent then.
    public func perform<Request: DoRequest>(
        _ requests: [Request],
        flags: MessageFlags = [],
        timeLimit: Duration? = nil
    ) async throws(NetlinkError) -> [Result<Request.Reply, NetlinkError>] where Request.Reply: NetlinkMessage {
        let batch = try RequestBatch(requests, flags: Request.replyFlags.union(flags))
        return try await exchange(batch, .each, timeLimit: timeLimit).map { outcome in
            Result { () throws(NetlinkError) in
                try outcome.result.get()
                guard let reply = outcome.replies.first else { throw .replyMissing(request: Request.requestName) }
                return try Request.reply(copy: reply)
            }
        }
    }
}

/// What came of one request of a batch.
private struct BatchOutcome {
    var result: BatchResult
    var replies: [[UInt8]] = []
}

extension NetlinkConnection {
    /// Makes the requests of a batch, once more those of families that have a new number.
    private func exchange(
        _ batch: borrowing RequestBatch,
        _ acknowledgement: BatchAcknowledgement,
        timeLimit: Duration?
    ) async throws(NetlinkError) -> [BatchOutcome] {
        let timeLimit = timeLimit ?? options.socket.timeLimit
        let known = familyTypes.withLock { $0 }
        let all = Array(0..<batch.count)
        var outcomes = try await exchange(batch, acknowledgement, at: all, timeLimit: timeLimit)
        let stale = await staleRequests(of: batch, outcomes, known: known)
        if !stale.isEmpty,
            let repeated = try? await exchange(batch, acknowledgement, at: stale, timeLimit: timeLimit)
        {
            for (position, outcome) in zip(stale, repeated) { outcomes[position] = outcome }
        }
        return outcomes
    }

    /// The positions of requests that were refused because their families have another number than the one remembered.
    private func staleRequests(
        of batch: borrowing RequestBatch,
        _ outcomes: [BatchOutcome],
        known: FamilyTypes
    ) async -> [Int] {
        var positions: [Int] = []
        var isNew: [ObjectIdentifier: Bool] = [:]
        for (position, outcome) in outcomes.enumerated() where outcome.result.isUnexplained {
            let request = batch.requests[position].type
            guard let type = known[request.family] else { continue }
            let family = ObjectIdentifier(request.family)
            if isNew[family] == nil {
                isNew[family] = (try? await hasNewNumber(request.family, since: type)) ?? false
            }
            if isNew[family] == true { positions.append(position) }
        }
        return positions
    }

    /// Makes the requests at some positions of a batch, in as many sends as it takes.
    ///
    /// - Returns: What came of each of them.
    private func exchange(
        _ batch: borrowing RequestBatch,
        _ acknowledgement: BatchAcknowledgement,
        at positions: [Int],
        timeLimit: Duration?
    ) async throws(NetlinkError) -> [BatchOutcome] {
        var types: [MessageType] = []
        for position in positions { types.append(try await messageType(of: batch.requests[position].type)) }
        let sender = sender(of: positions.map { batch.requests[$0] })
        var outcomes: [BatchOutcome] = []
        while outcomes.count < positions.count {
            let start = outcomes.count
            let channel = channels.claim(for: sender)
            let next = positions[start...].prefix(channel.limits.acknowledgements).map { batch.requests[$0] }
            let requests = Array(next.prefix(channel.limits.count(of: next)))
            let (sequence, bytes) = message(requests, of: batch, acknowledgement, types: types[start...])
            let exchange = Exchange(
                requests.indices.map { index in
                    Conversation(
                        sequence: sequence + UInt32(index),
                        flags: requests[index].flags,
                        port: channel.portID
                    )
                },
                endsWithLast: acknowledgement == .failures,
                timeLimit: timeLimit
            )
            let outcome = await channel.perform(exchange, bytes, weight: channel.limits.weight(of: requests))
            for (request, answer) in zip(requests, outcome.answers) {
                let result = batch.result(of: request, answer.acknowledgement, outcome.failure, acknowledgement)
                outcomes.append(BatchOutcome(result: result, replies: answer.replies))
            }
            if let failure = outcome.failure, !failure.isPassing {
                let rest = positions[outcomes.count...].map { batch.requests[$0].type }
                outcomes += rest.map { BatchOutcome(result: .failed(failure.error(of: $0))) }
            }
        }
        return outcomes
    }

    /// Writes the messages of a send.
    ///
    /// - Returns: The sequence number of the first one, which those of the others follow, and the messages.
    private func message(
        _ requests: [BatchedRequest],
        of batch: borrowing RequestBatch,
        _ acknowledgement: BatchAcknowledgement,
        types: ArraySlice<MessageType>
    ) -> (first: UInt32, bytes: [UInt8]) {
        var buffer = MessageBuffer()
        let first = sequences.next(requests.count)
        for ((index, request), type) in zip(requests.enumerated(), types) {
            let flags = request.flags.union(acknowledgement.flags(isLast: index + 1 == requests.count))
            let sequence = first + UInt32(index)
            buffer.append(copyOf: batch.message(request), type: type, flags: flags, sequence: sequence)
        }
        return (first, [UInt8](buffer.bytes))
    }

    /// Who sends requests: the thread if it is to send any of them.
    private func sender(of requests: [BatchedRequest]) -> RequestSender {
        let senders = requests.map { options.sending.sender(hasReply: $0.hasReply, flags: $0.flags) }
        return senders.contains(.thread) ? .thread : .task
    }
}
