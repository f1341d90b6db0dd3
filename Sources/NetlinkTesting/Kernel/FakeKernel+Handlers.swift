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
        install(Request.self, validation) { request, incoming in
            handler(request).outcomeWithoutReply(incoming, Request.self)
        }
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
