/// Reads the datagrams that come while several requests wait for their answers.
struct BatchReader: AnswerReading {
    /// When there is nothing more to wait for.
    enum End {
        /// When all requests have been answered.
        case all

        /// When any of these requests has been answered, by their positions.
        case any(of: Set<Int>)
    }

    /// The requests, one or more, in the order in which they were sent.
    private var conversations: [Conversation]

    private let end: End

    /// What the kernel said at the end of each request.
    private(set) var acknowledgements: [ExtendedAck?]

    /// The position of the first request without an end.
    private var firstOpen = 0

    private(set) var isFinished = false

    var loss: Loss?

    /// Creates a reader for the answers of requests.
    init(_ conversations: [Conversation], until end: End = .all) {
        self.conversations = conversations
        self.end = end
        acknowledgements = Array(repeating: nil, count: conversations.count)
    }

    /// Reads a datagram to its end.
    ///
    /// - Parameters:
    ///   - buffer: The datagram.
    ///   - inbox: Receives what does not belong to the answers.
    ///   - body: Reads a reply to the request at a position.
    /// - Returns: Whether there was any part of an answer.
    /// - Throws: ``DecodeError`` if a message is malformed.
    mutating func read(
        _ buffer: borrowing ReceiveBuffer,
        inbox: inout Inbox,
        _ body: (Int, Message) -> Void = { _, _ in }
    ) throws(DecodeError) -> Bool {
        var isProgress = false
        var messages = Messages(buffer.datagram)
        while let message = try messages.next() {
            let position = position(of: message)
            switch try conversations[position].receive(message, isMulticast: buffer.isMulticast) {
            case .unrelated:
                inbox.file(message, of: buffer)
                continue
            case .nothing:
                break
            case .reply:
                body(position, message)
            case .end(let acknowledgement):
                finish(position, acknowledgement)
            case .lost:
                loss = Loss(count: nil)
                inbox.losses.note(Loss(count: nil))
            }
            isProgress = true
        }
        return isProgress
    }

    /// The position of the request that a message answers, or of any if there is none: it will find that out.
    ///
    /// The kernel answers in order, so that the first place looked at is mostly the right one.
    private func position(of message: Message) -> Int {
        let sequence = message.sequence
        return conversations[firstOpen...].firstIndex { $0.sequence == sequence }
            ?? min(firstOpen, conversations.count - 1)
    }

    private mutating func finish(_ position: Int, _ acknowledgement: ExtendedAck) {
        acknowledgements[position] = acknowledgement
        while firstOpen < acknowledgements.count, acknowledgements[firstOpen] != nil { firstOpen += 1 }
        switch end {
        case .all: isFinished = firstOpen == acknowledgements.count
        case .any(let positions): isFinished = isFinished || positions.contains(position)
        }
    }
}
