extension NetlinkConnection {
    /// Makes a request, once more if its family has a new number.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - header: The fixed header.
    ///   - flags: What to add to the request's own flags.
    ///   - timeLimit: The longest time to wait for the answer or its next part; `nil` is the connection's own.
    ///   - attributes: Writes the attributes.
    /// - Returns: The replies as they came.
    /// - Throws: Why there is no answer.
    func exchange<Request: NetlinkRequest>(
        _ request: Request.Type,
        header: Request.Attributes.Header,
        flags: MessageFlags,
        timeLimit: Duration?,
        attributes: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) async throws(NetlinkError) -> [[UInt8]] {
        let hasReply = Request.Reply.self != NoReply.self
        let flags = Request.flags.union(flags).union([.request, .acknowledge])
        let sender = options.sending.sender(hasReply: hasReply, flags: flags)
        var isRepeated = false
        while true {
            let isKnown = knows(Request.Attributes.Family.self)
            let type = try await messageType(of: Request.self)
            let sequence = sequences.next()
            let bytes = try Request.message(
                type: type,
                flags: flags,
                sequence: sequence,
                header: header,
                attributes
            )
            let channel = channels.claim(for: sender)
            let exchange = Exchange(
                [Conversation(sequence: sequence, flags: flags, port: channel.portID)],
                timeLimit: timeLimit ?? options.socket.timeLimit
            )
            let weight = hasReply ? SendLimits.replyWeight : 1
            let outcome = await channel.perform(exchange, bytes, weight: weight)
            let answer = try outcome.answer(to: Request.self)
            guard let errno = answer.acknowledgement.errno else { return answer.replies }
            guard answer.acknowledgement.mayMeanNoFamily, answer.replies.isEmpty, isKnown, !isRepeated,
                try await hasNewNumber(Request.Attributes.Family.self, since: type)
            else {
                throw .kernel(
                    KernelError(
                        answer.acknowledgement,
                        errno: errno,
                        request: Request.self,
                        sent: Payload(bytes.rawSpan)
                    )
                )
            }
            isRepeated = true
        }
    }
}

extension Exchange.Outcome {
    /// The answer to the only request.
    ///
    /// - Throws: Why it is not complete.
    fileprivate func answer<Request: NetlinkRequest>(
        to request: Request.Type
    ) throws(NetlinkError) -> (replies: [[UInt8]], acknowledgement: ExtendedAck) {
        if let failure { throw failure.error(of: Request.self) }
        guard let answer = answers.first, let acknowledgement = answer.acknowledgement else {
            throw .replyMissing(request: Request.requestName)
        }
        return (answer.replies, acknowledgement)
    }
}

extension NetlinkRequest {
    /// The request as it is sent.
    ///
    /// - Throws: ``NetlinkError/invalidRequest(_:request:)``.
    static func message(
        type: MessageType,
        flags: MessageFlags,
        sequence: UInt32,
        header: Attributes.Header,
        _ attributes: (inout AttributeBuilder<Attributes>) -> Void
    ) throws(NetlinkError) -> [UInt8] {
        var buffer = MessageBuffer(capacity: 1024)
        do {
            try buffer.appendComplete(
                Self.self,
                type: type,
                flags: flags,
                sequence: sequence,
                header: header,
                attributes
            )
        } catch {
            throw .invalidRequest(error, request: requestName)
        }
        return [UInt8](buffer.bytes)
    }

    /// Decodes a reply that was copied.
    static func reply(copy: [UInt8]) throws(NetlinkError) -> Reply where Reply: NetlinkMessage {
        do {
            return try reply(try Message(copy.rawSpan))
        } catch let error as DecodeError {
            throw .malformedMessage(MalformedMessage(error, in: requestName))
        } catch let error as NetlinkError {
            throw error
        } catch {
            throw .replyMissing(request: requestName)
        }
    }
}
