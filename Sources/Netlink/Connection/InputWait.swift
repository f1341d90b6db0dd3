/// The wait of one task for something to receive.
final class InputWait: Reactor.Client {
    /// How a wait ended.
    enum End: Sendable {
        /// There is something to receive.
        case input

        /// The time was over.
        case timeLimitExceeded

        /// The task was cancelled.
        case cancelled

        /// Another task was waiting already.
        case taken

        /// The socket cannot be watched.
        case failed(NetlinkError)
    }

    private struct Waiter {
        /// Tells this wait from earlier ones, whose cancellation may come late.
        var number: UInt64
        var deadline: Deadline
        var continuation: CheckedContinuation<End, Never>
    }

    private struct State {
        var waiter: Waiter?
        var latest: UInt64 = 0
        var registration: Reactor.Registration?
    }

    private let reactor: Reactor
    private let state = Lock(State())

    /// Watches a socket, which must not be closed before ``stop()``.
    init(_ descriptor: borrowing SocketDescriptor) throws(NetlinkError) {
        reactor = try Reactor.shared()
        let registration = reactor.add(descriptor, for: self)
        state.withLock { $0.registration = registration }
    }

    /// Stops watching the socket.
    func stop() {
        if let registration = state.withLock({ $0.registration }) { reactor.remove(registration) }
    }

    /// Whether a task is waiting.
    var isWaitedFor: Bool { state.withLock { $0.waiter != nil } }

    /// Suspends the task until there is something to receive.
    ///
    /// - Parameter deadline: The end of the wait.
    /// - Returns: How it ended.
    func wait(before deadline: Deadline) async -> End {
        let number = state.withLock { state in
            state.latest += 1
            return state.latest
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                begin(Waiter(number: number, deadline: deadline, continuation: continuation))
            }
        } onCancel: {
            end(.cancelled, number)
        }
    }

    private func begin(_ waiter: Waiter) {
        let registration = state.withLock { state -> Reactor.Registration? in
            guard state.waiter == nil else { return nil }
            state.waiter = waiter
            return state.registration
        }
        guard let registration else { return waiter.continuation.resume(returning: .taken) }
        // Only now: whoever cancels from here on finds the waiter.
        if Task.isCancelled { return end(.cancelled, waiter.number) }
        if let moment = waiter.deadline.instant { reactor.tellTime(moment, registration) }
        do {
            try reactor.tellInput(registration)
        } catch {
            end(.failed(error), waiter.number)
        }
    }

    /// Ends the wait, unless it has ended already.
    private func end(_ end: End, _ number: UInt64? = nil) {
        let waiter = state.withLock { state -> Waiter? in
            guard let waiter = state.waiter, number == nil || number == waiter.number else { return nil }
            state.waiter = nil
            return waiter
        }
        waiter?.continuation.resume(returning: end)
    }

    func inputArrived() { end(.input) }

    func timePassed() {
        // Again if another wait has begun meanwhile: its moment must not be replaced by that of an earlier one.
        var told: UInt64?
        while let (waiter, registration) = current, waiter.number != told {
            guard !waiter.deadline.hasPassed else { return end(.timeLimitExceeded, waiter.number) }
            reactor.tellTime(waiter.deadline.instant, registration)
            told = waiter.number
        }
    }

    private var current: (Waiter, Reactor.Registration)? {
        state.withLock { state in
            guard let waiter = state.waiter, let registration = state.registration else { return nil }
            return (waiter, registration)
        }
    }
}
