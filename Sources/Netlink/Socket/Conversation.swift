/// A request that waits for its answer, and what each received message means to it.
///
/// A value that knows nothing of sockets: whoever receives messages shows them to the conversations under way, told
/// apart by their sequence numbers.
struct Conversation: Hashable, Sendable {
    /// The number that ties the answer to the request.
    let sequence: UInt32

    /// Whether the answer ends with `NLMSG_DONE`.
    private let isDump: Bool

    /// The port of a request that asks for an echo; `nil` for all others.
    private let echoPort: UInt32?

    /// Whether the kernel said that things changed while it made the dump.
    private(set) var isInterrupted = false

    /// Whether the answer is complete.
    private var hasEnded = false

    /// Begins a conversation.
    ///
    /// - Parameters:
    ///   - sequence: The request's number.
    ///   - flags: The request's flags. Those of a dump make one of any request: generic netlink looks at nothing else.
    ///   - port: The port that the request comes from.
    init(sequence: UInt32, flags: MessageFlags, port: UInt32 = 0) {
        self.sequence = sequence
        echoPort = flags.contains(.echo) ? port : nil
        isDump = flags.contains(.dump)
    }

    /// What a message means to a conversation.
    enum Meaning: Hashable, Sendable {
        /// Nothing: it belongs to some other conversation, or to none.
        case unrelated

        /// It belongs to the conversation but tells nothing.
        case nothing

        /// It is a part of the answer.
        case reply

        /// The answer is complete.
        case end(ExtendedAck)

        /// Messages were lost, and the answer may be among them.
        case lost
    }

    /// Takes notice of a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - isMulticast: Whether its datagram was sent to a multicast group.
    /// - Returns: What it means.
    /// - Throws: ``DecodeError`` if it ends the conversation without telling how.
    mutating func receive(_ message: Message, isMulticast: Bool) throws(DecodeError) -> Meaning {
        if message.type == .overrun { return .lost }
        // Notifications that our own request caused can carry its number (RTM_NEWADDR does), but come through a group.
        // Echoes are sent to our port alone, and yet bear the mark of the group (`nlmsg_notify`).
        guard message.sequence == sequence, !isMulticast || message.portID == echoPort else { return .unrelated }
        if isDump, message.flags.contains(.dumpInterrupted) { isInterrupted = true }
        switch message.type {
        case .error:
            // Ends dumps too: those that the kernel refuses before it begins.
            return end(with: try ExtendedAck(error: message))
        case .done where isDump:
            return end(with: ExtendedAck(done: message))
        case let type where type.isControl:
            // NLMSG_DONE in the answer to a single request means that no more parts come; the acknowledgement does
            // (devlink's dpipe and resource dumps).
            return .nothing
        default:
            // Whether NLM_F_MULTI is set does not matter; some dumps (netdev) lack it.
            return .reply
        }
    }

    /// Ends the conversation, unless it has ended: what the kernel said first is what came of the request, and a
    /// success behind an error would hide it.
    private mutating func end(with acknowledgement: ExtendedAck) -> Meaning {
        defer { hasEnded = true }
        return hasEnded ? .nothing : .end(acknowledgement)
    }
}
