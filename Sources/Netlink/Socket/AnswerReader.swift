/// Reads the datagrams that come while a request waits for its answer.
struct AnswerReader: AnswerReading {
    /// The request.
    private(set) var conversation: Conversation

    /// What the kernel said at the end.
    private(set) var acknowledgement: ExtendedAck?

    /// Whether there was any reply.
    private(set) var hasReplies = false

    /// Whether there is nothing more to wait for.
    private(set) var isFinished = false

    /// The messages that were lost meanwhile.
    var loss: Loss?

    /// Creates a reader for the answer of a request.
    init(_ conversation: Conversation) { self.conversation = conversation }

    /// Reads a datagram to its end: events may stand behind the last message of the answer.
    ///
    /// - Parameters:
    ///   - buffer: The datagram.
    ///   - inbox: Receives what does not belong to the answer.
    ///   - body: Reads a reply; returns whether it wants another one.
    /// - Returns: Whether there was any part of the answer.
    /// - Throws: ``DecodeError`` if a message is malformed.
    mutating func read(
        _ buffer: borrowing ReceiveBuffer,
        inbox: inout Inbox,
        _ body: (Message) -> Bool
    ) throws(DecodeError) -> Bool {
        var isProgress = false
        var wantsReplies = true
        var messages = Messages(buffer.datagram)
        while let message = try messages.next() {
            switch try conversation.receive(message, isMulticast: buffer.isMulticast) {
            case .unrelated:
                inbox.file(message, of: buffer)
                continue
            case .nothing:
                break
            case .reply:
                hasReplies = true
                if wantsReplies { wantsReplies = body(message) }
                if !wantsReplies { isFinished = true }
            case .end(let acknowledgement):
                self.acknowledgement = acknowledgement
                isFinished = true
                if inbox.unfinishedDump == conversation.sequence { inbox.unfinishedDump = nil }
            case .lost:
                loss = Loss(count: nil)
                inbox.losses.note(Loss(count: nil))
            }
            isProgress = true
        }
        return isProgress
    }
}
