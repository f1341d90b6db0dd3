/// Requests that are made together, and the answers to them.
struct Exchange: Sendable {
    /// One request's answer.
    struct Answer: Sendable {
        /// The replies as they came.
        var replies: [[UInt8]] = []

        /// What the kernel said at the end.
        var acknowledgement: ExtendedAck?
    }

    /// What became of an exchange.
    struct Outcome: Sendable {
        /// The answers, in the order of the requests.
        var answers: [Answer]

        /// Why they are not complete; `nil` if they are.
        var failure: AnswerFailure?
    }

    /// The requests, one or more, whose numbers follow each other.
    private(set) var conversations: [Conversation]

    private var answers: [Answer]

    /// How many of the requests wait for the end of their answer.
    private(set) var unanswered: Int

    /// Whether the answer of the last request is the last to come.
    private let endsWithLast: Bool

    /// The longest time to wait for an answer, or for its next part.
    let timeLimit: Duration?

    /// When the task stops waiting.
    private(set) var deadline = Deadline(nil)

    /// How far the requests have come.
    enum Stage: Sendable {
        case queued
        case sending
        case sent
    }

    /// How far the requests have come.
    var stage = Stage.queued

    /// Whether there is nothing more to wait for.
    var isFinished = false

    /// Messages lost meanwhile, the answers maybe among them.
    var loss: Loss?

    /// Why the answers are not complete.
    var failure: AnswerFailure?

    /// The task that waits.
    var continuation: CheckedContinuation<Void, Never>?

    /// Whether that task has to send what others want to be sent.
    var isSender = false

    /// Creates an exchange.
    init(_ conversations: [Conversation], endsWithLast: Bool = false, timeLimit: Duration?) {
        self.conversations = conversations
        self.endsWithLast = endsWithLast
        self.timeLimit = timeLimit
        answers = Array(repeating: Answer(), count: conversations.count)
        unanswered = conversations.count
    }

    /// What the exchange is known by.
    var number: UInt32 { conversations[0].sequence }

    /// Whether answers may be among messages that are lost now.
    var isAtRisk: Bool { stage != .queued && !isFinished }

    /// What becomes of it if it is not begun.
    var cancelled: Outcome { Outcome(answers: answers, failure: .cancelled) }

    /// What became of it.
    var outcome: Outcome { Outcome(answers: answers, failure: failure) }

    /// Takes in a message that answers one of the requests.
    ///
    /// - Returns: Whether there is nothing more to wait for.
    mutating func receive(_ message: Message, isMulticast: Bool) throws(DecodeError) -> Bool {
        let position = Int(message.sequence &- number)
        switch try conversations[position].receive(message, isMulticast: isMulticast) {
        case .unrelated, .lost:
            return false
        case .nothing:
            break
        case .reply:
            answers[position].replies.append([UInt8](message.payload.span))
        case .end(let acknowledgement):
            if answers[position].acknowledgement == nil { unanswered -= 1 }
            answers[position].acknowledgement = acknowledgement
            if unanswered == 0 || (endsWithLast && position == answers.count - 1) { return true }
        }
        if continuation != nil { renewDeadline() }
        return false
    }

    /// Counts the time limit from now.
    mutating func renewDeadline() { deadline = Deadline(timeLimit) }
}
