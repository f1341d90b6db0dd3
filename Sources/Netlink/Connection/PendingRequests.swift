/// The requests of a socket that wait for their answers.
///
/// Requests that are made together form an exchange, which one task waits for. It is known by the sequence number of its
/// first request; those of the others follow. A value that knows nothing of sockets and threads.
struct PendingRequests: Sendable {
    /// Exchanges by their numbers.
    private var exchanges: [UInt32: Exchange] = [:]

    /// The exchanges of requests that are not the first of theirs.
    private var members: [UInt32: UInt32] = [:]

    /// How many exchanges have been sent and wait for answers.
    private var openCount = 0

    /// How many answers are to come that nobody waits for any more, and how often they are still looked out for.
    private var strays = (count: 0, patience: 0)

    /// Whether messages were lost since the socket was emptied last.
    private var hasLoss = false

    /// Tasks that have something to do now; they are to be resumed outside of locks.
    private var woken: [CheckedContinuation<Void, Never>] = []

    /// Whether there may be something to receive at any time.
    ///
    /// Answers that nobody waits for are taken out of the receive buffer too, or they would fill it.
    var isAwaitingAnswers: Bool { openCount > 0 || strays.count > 0 }

    /// Takes the tasks that have something to do now.
    mutating func takeWoken() -> [CheckedContinuation<Void, Never>] {
        if woken.isEmpty { return [] }
        defer { woken.removeAll() }
        return woken
    }
}

extension PendingRequests {
    /// What a task does next about its exchange.
    enum Step: Sendable {
        /// It takes what came of it.
        case finish(Exchange.Outcome)

        /// It sends what others want to be sent.
        case send

        /// It waits.
        case wait
    }

    /// Begins an exchange.
    mutating func begin(_ exchange: Exchange) {
        let first = exchange.number
        for conversation in exchange.conversations.dropFirst() { members[conversation.sequence] = first }
        exchanges[first] = exchange
    }

    /// What the task of an exchange does next; a finished exchange is forgotten.
    mutating func step(_ number: UInt32) -> Step {
        guard let index = exchanges.index(forKey: number) else {
            return .finish(Exchange.Outcome(answers: [], failure: .cancelled))
        }
        if exchanges.values[index].isSender {
            exchanges.values[index].isSender = false
            return .send
        }
        guard exchanges.values[index].isFinished else { return .wait }
        let exchange = exchanges.remove(at: index).value
        for conversation in exchange.conversations.dropFirst() { members[conversation.sequence] = nil }
        return .finish(exchange.outcome)
    }

    /// Lets a task wait for its exchange.
    ///
    /// - Returns: When the wait ends; `nil` if there is something to do already, for which the task is woken.
    mutating func park(_ number: UInt32, _ continuation: CheckedContinuation<Void, Never>) -> Deadline? {
        guard let index = exchanges.index(forKey: number), !exchanges.values[index].isFinished,
            !exchanges.values[index].isSender
        else {
            woken.append(continuation)
            return nil
        }
        exchanges.values[index].continuation = continuation
        exchanges.values[index].renewDeadline()
        return exchanges.values[index].deadline
    }

    /// Whether an exchange waits for being sent or answered.
    func isOpen(_ number: UInt32) -> Bool { exchanges[number].map { !$0.isFinished } ?? false }

    /// Makes the task of an exchange send what others want to be sent.
    mutating func makeSender(_ number: UInt32) {
        guard let index = exchanges.index(forKey: number) else { return }
        exchanges.values[index].isSender = true
        wake(index)
    }

    /// Notes that exchanges are about to be sent.
    mutating func noteSending(_ numbers: [UInt32]) {
        for number in numbers {
            if let index = exchanges.index(forKey: number) { exchanges.values[index].stage = .sending }
        }
    }

    /// Ends exchanges that could not be sent: nothing will answer them.
    mutating func noteNotSent(_ numbers: [UInt32], _ error: NetlinkError) {
        for number in numbers {
            if let index = exchanges.index(forKey: number) { exchanges.values[index].stage = .queued }
            fail(number, .failed(error))
        }
    }

    /// Notes that exchanges have been sent.
    mutating func noteSent(_ numbers: [UInt32]) {
        for number in numbers {
            guard let index = exchanges.index(forKey: number), !exchanges.values[index].isFinished else { continue }
            exchanges.values[index].stage = .sent
            openCount += 1
        }
    }
}

extension PendingRequests {
    /// Takes in a message of the kernel; what answers no request that anybody waits for comes too late and is dropped.
    mutating func receive(_ message: Message, isMulticast: Bool) {
        if message.type == .overrun { return noteLoss(Loss(count: nil)) }
        let number = members[message.sequence] ?? message.sequence
        guard let index = exchanges.index(forKey: number), !exchanges.values[index].isFinished else {
            if message.type == .error || message.type == .done { strays.count = max(strays.count - 1, 0) }
            return
        }
        do throws(DecodeError) {
            if try exchanges.values[index].receive(message, isMulticast: isMulticast) { finish(index, nil) }
        } catch {
            finish(index, .malformed(error))
        }
    }

    /// Notes that messages were lost, among them maybe answers to any request that is being sent or has been.
    mutating func noteLoss(_ loss: Loss) {
        hasLoss = true
        for index in exchanges.values.indices where exchanges.values[index].isAtRisk {
            exchanges.values[index].loss = (exchanges.values[index].loss ?? Loss(count: 0)) + loss
        }
    }

    /// Notes that all that had come has been received.
    ///
    /// What has no answer after a loss will have none: the answers were queued before, or they are lost.
    mutating func noteEmpty() {
        if openCount == 0, strays.count > 0 {
            // Those of a family that never answers do not come.
            strays.patience -= 1
            if strays.patience == 0 { strays.count = 0 }
        }
        guard hasLoss else { return }
        hasLoss = false
        for index in exchanges.values.indices where !exchanges.values[index].isFinished {
            guard let loss = exchanges.values[index].loss else { continue }
            if exchanges.values[index].stage == .sent {
                finish(index, .messagesLost(loss))
            } else {
                hasLoss = true
            }
        }
    }

    /// Ends the exchange of a request, if it has not been answered completely.
    mutating func fail(_ number: UInt32, _ failure: AnswerFailure) {
        let first = members[number] ?? number
        guard let index = exchanges.index(forKey: first), !exchanges.values[index].isFinished else { return }
        finish(index, failure)
    }

    /// Ends all exchanges.
    mutating func failAll(_ failure: AnswerFailure) {
        for index in exchanges.values.indices where !exchanges.values[index].isFinished { finish(index, failure) }
    }

    /// Ends the exchanges whose time is over.
    ///
    /// - Returns: When to look again; `nil` is never.
    mutating func failLate(at now: SuspendingClock.Instant = .now) -> SuspendingClock.Instant? {
        var next: SuspendingClock.Instant?
        for index in exchanges.values.indices {
            let exchange = exchanges.values[index]
            guard exchange.continuation != nil, let instant = exchange.deadline.instant else { continue }
            if instant <= now {
                finish(index, .timeLimitExceeded(exchange.timeLimit ?? .zero))
            } else {
                next = min(next ?? instant, instant)
            }
        }
        return next
    }

    private mutating func finish(_ index: Dictionary<UInt32, Exchange>.Index, _ failure: AnswerFailure?) {
        let stage = exchanges.values[index].stage
        if stage == .sent { openCount -= 1 }
        // While it is being sent it is too late to stop it.
        if failure != nil, stage != .queued {
            strays = (strays.count + exchanges.values[index].unanswered, patience: 64)
        }
        exchanges.values[index].isFinished = true
        exchanges.values[index].failure = failure
        wake(index)
    }

    private mutating func wake(_ index: Dictionary<UInt32, Exchange>.Index) {
        guard let continuation = exchanges.values[index].continuation else { return }
        exchanges.values[index].continuation = nil
        woken.append(continuation)
    }
}
