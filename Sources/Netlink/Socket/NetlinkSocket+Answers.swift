extension NetlinkSocket {
    /// Receives datagrams until a reader has all that it waits for, or nothing more will come.
    ///
    /// - Parameters:
    ///   - reader: Waits for answers.
    ///   - first: What has been received already.
    ///   - limit: How long to wait for a part of them.
    ///   - read: Shows the reader a datagram; returns whether there was any part of an answer.
    /// - Returns: Why the answers are not complete; `nil` if they are.
    mutating func receiveAnswers<Reader: AnswerReading>(
        _ reader: inout Reader,
        after first: Arrival? = nil,
        within limit: TimeLimit,
        _ read: (inout Reader, borrowing ReceiveBuffer, inout Inbox) throws(DecodeError) -> Bool
    ) -> AnswerFailure? {
        let timeLimit = limit.duration
        var (first, limit) = (first, limit)
        var isOver = false
        while !reader.isFinished {
            if isOver {
                return reader.loss.map { .messagesLost($0) } ?? .timeLimitExceeded(timeLimit ?? .zero)
            }
            do throws(AnswerFailure) {
                switch try receiveAnswer(&reader, first.take(), within: &limit, read) {
                case .progress: limit = TimeLimit(timeLimit)
                case .nothing: isOver = true
                // Events may come without end.
                case .event: isOver = reader.loss == nil && limit.hasPassed()
                case .loss: break
                }
            } catch {
                return error
            }
            // The answers were queued before the loss, or they are lost: the kernel drops everything until the queue
            // has been emptied. It mostly answers before `sendto` returns, so that there is nothing to wait for.
            if reader.loss != nil { limit = TimeLimit(.zero) }
        }
        return nil
    }

    /// What one wait came to.
    private enum Step {
        case progress
        case event
        case loss
        case nothing
    }

    /// Receives one datagram, unless that has been done.
    private mutating func receiveAnswer<Reader: AnswerReading>(
        _ reader: inout Reader,
        _ first: Arrival?,
        within limit: inout TimeLimit,
        _ read: (inout Reader, borrowing ReceiveBuffer, inout Inbox) throws(DecodeError) -> Bool
    ) throws(AnswerFailure) -> Step {
        let arrival: Arrival
        do { arrival = if let first { first } else { try receive(within: &limit) } } catch { throw .failed(error) }
        switch arrival {
        case .nothing:
            return .nothing
        case .loss(let loss):
            reader.loss = (reader.loss ?? Loss(count: 0)) + loss
            return .loss
        case .datagram:
            do { return try read(&reader, buffer, &inbox) ? .progress : .event } catch { throw .malformed(error) }
        }
    }
}

/// Takes in the datagrams that come while requests wait for their answers.
protocol AnswerReading {
    /// Whether there is nothing more to wait for.
    var isFinished: Bool { get }

    /// The messages that were lost meanwhile.
    var loss: Loss? { get set }
}

/// Why the answers of requests are not complete.
enum AnswerFailure: Error {
    /// Nothing came for as long as the limit allows.
    case timeLimitExceeded(Duration)

    /// Messages were lost, and the answer may be among them.
    case messagesLost(Loss)

    /// A datagram was malformed.
    case malformed(DecodeError)

    /// The socket failed.
    case failed(NetlinkError)

    /// The task that waited was cancelled.
    case cancelled

    /// The failure as the error of a request that has no answer.
    func error(of request: any NetlinkRequest.Type) -> NetlinkError {
        switch self {
        case .timeLimitExceeded(let limit): .timeLimitExceeded(request.requestName, limit: limit)
        case .messagesLost(let loss): .messagesLost(request: request.requestName, count: loss.count)
        case .malformed(let error): .malformedMessage(MalformedMessage(error, in: request.requestName))
        case .failed(let error): error
        case .cancelled: .cancelled(request.requestName)
        }
    }
}
