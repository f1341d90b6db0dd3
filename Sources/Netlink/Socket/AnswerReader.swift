/// Reads the datagrams that come while a request waits for its answer.
struct AnswerReader<Failure: Error> {
    private var conversation: Conversation
    private var acknowledgement: ExtendedAck?
    private var failure: Failure?
    private var hasReplies = false

    /// The messages that were lost meanwhile.
    var loss: Loss?

    /// Creates a reader for the answer of a request.
    init(_ conversation: Conversation) { self.conversation = conversation }

    /// Whether there is nothing more to wait for.
    var isFinished: Bool { acknowledgement != nil || failure != nil }

    /// How the exchange ended.
    var outcome: NetlinkSocket.Outcome<Failure> {
        NetlinkSocket.Outcome(
            acknowledgement: acknowledgement,
            failure: failure,
            isInterrupted: conversation.isInterrupted,
            hasReplies: hasReplies
        )
    }

    /// Reads a datagram to its end: events may stand behind the last message of the answer.
    ///
    /// - Parameters:
    ///   - buffer: The datagram.
    ///   - inbox: Receives what does not belong to the answer.
    ///   - body: Reads a reply, unless it has thrown before.
    /// - Returns: Whether there was any part of the answer.
    /// - Throws: ``DecodeError`` if a message is malformed.
    mutating func read(
        _ buffer: borrowing ReceiveBuffer,
        inbox: inout Inbox,
        _ body: (Message) throws(Failure) -> Void
    ) throws(DecodeError) -> Bool {
        var isProgress = false
        var messages = Messages(buffer.datagram)
        while let message = try messages.next() {
            switch try conversation.receive(message, isMulticast: buffer.isMulticast) {
            case .unrelated:
                inbox.file(message, isMulticast: buffer.isMulticast)
                continue
            case .nothing:
                break
            case .reply:
                hasReplies = true
                read(reply: message, body)
            case .end(let acknowledgement):
                self.acknowledgement = acknowledgement
                if inbox.unfinishedDump == conversation.sequence { inbox.unfinishedDump = nil }
            case .lost:
                loss = Loss(count: nil)
                inbox.losses.note(Loss(count: nil))
            }
            isProgress = true
        }
        return isProgress
    }

    private mutating func read(reply: Message, _ body: (Message) throws(Failure) -> Void) {
        guard failure == nil else { return }
        do {
            try body(reply)
        } catch {
            failure = error
        }
    }
}
