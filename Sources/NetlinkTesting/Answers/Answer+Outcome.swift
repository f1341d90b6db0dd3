import Netlink

extension Answer {
    /// The answer to a request without replies.
    func outcomeWithoutReply<Request: NetlinkRequest>(_ incoming: Incoming, _ request: Request.Type) -> Outcome {
        switch content {
        case .acknowledgement(let warning): .acknowledged(warning: warning)
        case .refusal(let refusal): .refused(refusal.located(in: incoming, Request.self))
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
        default: return outcomeWithoutReply(incoming, Request.self)
        }
    }
}
