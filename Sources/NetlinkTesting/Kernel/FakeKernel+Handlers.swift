public import Netlink
import Synchronization

extension FakeKernel {
    /// Answers a kind of request; a later handler takes the place of an earlier one.
    ///
    /// The request's family is registered with it.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - validation: How strictly requests are checked.
    ///   - handler: Gives the answer to a request that has passed the checks; called on the kernel's thread.
    public func on<Request: DoRequest & NetlinkMessage>(
        _ request: Request.Type,
        validation: Validation = .strict,
        _ handler: @escaping @Sendable (Request) -> Answer<Request.Reply>
    ) where Request.Reply: NetlinkMessage {
        install(Request.self, validation) { request, incoming in
            handler(request).outcome(incoming, Request.self, flags: [])
        }
    }

    /// Answers a kind of request that has no reply; a later handler takes the place of an earlier one.
    ///
    /// - Parameters:
    ///   - request: The kind of request.
    ///   - validation: How strictly requests are checked.
    ///   - handler: Gives the answer to a request that has passed the checks; called on the kernel's thread.
    public func on<Request: DoRequest & NetlinkMessage>(
        _ request: Request.Type,
        validation: Validation = .strict,
        _ handler: @escaping @Sendable (Request) -> Answer<NoReply>
    ) where Request.Reply == NoReply {
        install(Request.self, validation) { request, _ in handler(request).outcomeWithoutReply }
    }

    /// Answers a kind of dump; a later handler takes the place of an earlier one.
    ///
    /// - Parameters:
    ///   - request: The kind of dump.
    ///   - validation: How strictly requests are checked.
    ///   - handler: Gives the objects, each sent in a datagram of its own.
    public func on<Request: DumpRequest & NetlinkMessage>(
        dump request: Request.Type,
        validation: Validation = .strict,
        _ handler: @escaping @Sendable (Request) -> [Request.Reply]
    ) {
        on(dump: Request.self, validation: validation) { request in .replies(handler(request)) }
    }

    /// Answers a kind of dump, or refuses it.
    ///
    /// - Parameters:
    ///   - request: The kind of dump.
    ///   - validation: How strictly requests are checked.
    ///   - handler: Gives the answer.
    @_disfavoredOverload
    public func on<Request: DumpRequest & NetlinkMessage>(
        dump request: Request.Type,
        validation: Validation = .strict,
        _ handler: @escaping @Sendable (Request) -> Answer<Request.Reply>
    ) {
        install(Request.self, validation) { request, incoming in
            handler(request).outcome(incoming, Request.self, flags: .multi)
        }
    }

    private func install<Request: NetlinkRequest & NetlinkMessage>(
        _ request: Request.Type,
        _ validation: Validation,
        _ answer: @escaping @Sendable (Request, Incoming) -> Outcome
    ) {
        register(Request.Attributes.Family.self, headerSize: Request.Attributes.Header.size)
        let key = OperationKey(Request.self)
        let operation = Operation(
            name: Request.requestName,
            key: key,
            attributesOffset: Request.Attributes.attributesOffset,
            attributes: Request.Attributes.attributes,
            validation: validation
        ) { incoming in
            do throws(DecodeError) {
                return answer(try Request(Message(incoming.bytes.rawSpan)), incoming)
            } catch {
                return .refused(Refusal(error))
            }
        }
        core.state.withLock { $0.operations[key] = operation }
    }
}

extension Refusal {
    /// What the kernel says of a request that lacks something (`NL_SET_ERR_ATTR_MISS`), or is cut short.
    init(_ error: DecodeError) {
        self.init(.invalidArgument)
        guard error.reason == .missingAttribute else { return }
        missingAttribute = UInt32(error.attribute)
        // The top level has no nest; the error tells where a nest's contents begin.
        if error.offset > 0 { missingNest = Int(error.offset) - 4 }
    }
}

extension Answer {
    /// The answer to a request without replies.
    var outcomeWithoutReply: Outcome {
        switch content {
        case .acknowledgement(let warning): .acknowledged(warning: warning)
        case .refusal(let refusal): .refused(refusal)
        case .silence: .silent
        case .replies: .acknowledged(warning: nil)
        }
    }
}

extension Answer where Reply: NetlinkMessage {
    /// The answer, its replies encoded; one that cannot be encoded is an invalid argument with the reason.
    func outcome<Request: NetlinkRequest>(
        _ incoming: Incoming,
        _ request: Request.Type,
        flags: MessageFlags
    ) -> Outcome {
        switch content {
        case .replies(let replies, let command):
            do throws(EncodeError) {
                return .messages(
                    try replies.map { reply throws(EncodeError) in
                        try incoming.reply(reply, command: command ?? Request.command, flags: flags)
                    }
                )
            } catch {
                return .refused(Refusal(.invalidArgument, "reply of the test: \(error)"))
            }
        case .refusal(let refusal):
            return .refused(refusal.located(in: incoming, Request.self))
        default: return outcomeWithoutReply
        }
    }
}

extension Incoming {
    /// A reply to the request as a message.
    func reply<Reply: NetlinkMessage>(
        _ reply: Reply,
        command: UInt16,
        flags: MessageFlags
    ) throws(EncodeError) -> [UInt8] {
        let isGeneric = Reply.Attributes.Family.protocolHeaderSize != 0
        var buffer = MessageBuffer()
        try buffer.append(
            reply,
            command: UInt8(truncatingIfNeeded: command),
            type: isGeneric ? header.type : MessageType(rawValue: command),
            flags: flags,
            sequence: header.sequence
        )
        var bytes = [UInt8](buffer.bytes)
        Bytes.store(port, in: &bytes, at: 12)
        return Bytes.padded(bytes)
    }
}
