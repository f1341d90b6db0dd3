import Synchronization

/// A socket on which any number of tasks make requests at once.
///
/// The kernel answers most requests before `sendto` returns. Whoever sends therefore receives at once, and hands others
/// what is theirs; only when that leaves somebody without an answer is the socket watched.
final class RequestChannel: Sendable {
    /// The socket's address.
    let portID: UInt32

    /// How much is sent at once.
    let limits: SendLimits

    let descriptor: SocketDescriptor

    /// How many tasks send, or are about to.
    private let users = Atomic(0)

    private let sender: RequestSender
    private let kernel: NetlinkAddress
    private let buffer: Lock<ReceiveBuffer>
    private let state = Lock(State())
    private let reactor: Reactor

    fileprivate struct State: Sendable {
        var pending = PendingRequests()
        var queue = SendQueue()
        var thread: SendingThread?
        var losses = LossCounter()
        var receiving = Receiving.nobody
        var registration: Reactor.Registration?

        /// Whether the reactor will tell when there is input.
        var isWatched = false

        /// When the reactor will tell that time limits are over.
        var moment: SuspendingClock.Instant?
    }

    /// Whether somebody receives.
    fileprivate enum Receiving {
        case nobody
        case somebody

        /// Somebody does, and has to look once more before stopping.
        case again
    }

    /// Opens a socket.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What is spoken on it.
    ///   - sender: Who sends.
    ///   - options: How it behaves.
    ///   - endpoint: Where it leads to.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    init(
        _ netlinkProtocol: NetlinkProtocol,
        sender: RequestSender,
        options: NetlinkSocket.Options,
        endpoint: KernelEndpoint
    ) throws(NetlinkError) {
        self.sender = sender
        descriptor = try endpoint.open(netlinkProtocol, options: options)
        portID = try descriptor.bind()
        kernel = endpoint.address
        buffer = Lock(ReceiveBuffer(capacity: endpoint.receiveCapacity))
        limits = SendLimits(receiveBufferSize: descriptor.receiveBufferSize())
        reactor = try Reactor.shared()
        let registration = reactor.add(descriptor, for: self)
        state.withLock { $0.registration = registration }
    }

    deinit {
        let (thread, registration) = state.withLock { ($0.thread, $0.registration) }
        thread?.stop()
        if let registration { reactor.remove(registration) }
    }
}

extension RequestChannel {
    /// Takes the socket if nobody uses it.
    ///
    /// - Returns: Whether it is taken; ``perform(_:_:weight:)`` gives it back.
    func claim() -> Bool { users.compareExchange(expected: 0, desired: 1, ordering: .relaxed).exchanged }

    /// Takes the socket although others use it.
    func share() { users.add(1, ordering: .relaxed) }

    private func release() { users.subtract(1, ordering: .relaxed) }

    /// Makes the requests of an exchange and waits for the answers, on a socket that has been taken.
    ///
    /// - Parameters:
    ///   - exchange: The requests.
    ///   - bytes: Their messages.
    ///   - weight: The room that the answers take in the receive buffer, in acknowledgements.
    /// - Returns: What became of them.
    func perform(_ exchange: Exchange, _ bytes: [UInt8], weight: Int) async -> Exchange.Outcome {
        guard !Task.isCancelled else {
            release()
            return exchange.cancelled
        }
        let number = exchange.number
        begin(exchange, SendQueue.Entry(number: number, bytes: bytes, weight: weight))
        release()
        while true {
            switch state.withLock({ $0.pending.step(number) }) {
            case .finish(let outcome):
                return outcome
            case .send:
                share()
                send(for: number)
                release()
            case .wait:
                await wait(number)
            }
        }
    }

    /// Puts an exchange into the queue, and sends unless somebody else does.
    private func begin(_ exchange: Exchange, _ entry: SendQueue.Entry) {
        let hasThread = sender == .thread && startThread()
        let isSender = state.withLock { state in
            state.pending.begin(exchange)
            return state.queue.offer(entry)
        }
        guard isSender else { return }
        if hasThread { state.withLock { $0.thread }?.wake() } else { send(for: entry.number) }
    }

    /// Suspends the task until there is something to do for it.
    private func wait(_ number: UInt32) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let woken = state.withLock { state in
                    let deadline = state.pending.park(number, continuation)
                    if let moment = state.noteMoment(deadline?.instant) { tellTime(moment, state.registration) }
                    return state.pending.takeWoken()
                }
                resume(woken)
                if Task.isCancelled { cancel(number) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    /// Asks the reactor for a moment, with the state's lock held: of two tasks that ask, the one with the earlier moment
    /// must come last.
    private func tellTime(_ moment: SuspendingClock.Instant, _ registration: Reactor.Registration?) {
        if let registration { reactor.tellTime(moment, registration) }
    }

    private func cancel(_ number: UInt32) {
        resume(
            state.withLock { state in
                state.pending.fail(number, .cancelled)
                return state.pending.takeWoken()
            }
        )
    }

    private func resume(_ tasks: [CheckedContinuation<Void, Never>]) {
        for task in tasks { task.resume() }
    }
}

// MARK: - Sending

extension RequestChannel {
    /// Starts the thread that sends, if there is none yet.
    ///
    /// - Returns: Whether there is one; without it tasks send everything.
    private func startThread() -> Bool {
        state.withLock { state in
            if state.thread == nil {
                state.thread = try? SendingThread { [weak self] in self?.send(for: nil) }
            }
            return state.thread != nil
        }
    }

    /// Sends what waits for it, and receives the answers.
    ///
    /// - Parameter number: The exchange of the task that sends. When it has been answered, another task goes on.
    private func send(for number: UInt32?) {
        while let datagram = nextDatagram(for: number) {
            do throws(NetlinkError) {
                try descriptor.send(datagram.bytes.rawSpan, to: kernel)
            } catch {
                resume(
                    state.withLock { state in
                        state.pending.noteNotSent(datagram.numbers, error)
                        return state.pending.takeWoken()
                    }
                )
            }
            receive(afterSending: datagram.numbers)
        }
    }

    /// The next datagram to be sent by the same task or thread; without one, it sends no more.
    private func nextDatagram(for number: UInt32?) -> SendQueue.Datagram? {
        let (datagram, woken) = state.withLock { state in
            let datagram = state.nextDatagram(for: number, room: limits.acknowledgements)
            return (datagram, state.pending.takeWoken())
        }
        resume(woken)
        return datagram
    }
}

extension SendQueue {
    /// Appends an exchange.
    ///
    /// - Returns: Whether whoever asks is to send.
    fileprivate mutating func offer(_ entry: Entry) -> Bool {
        append(entry)
        defer { isServed = true }
        return !isServed
    }
}

extension RequestChannel.State {
    fileprivate mutating func nextDatagram(for number: UInt32?, room: Int) -> SendQueue.Datagram? {
        while let first = queue.first, !pending.isOpen(first.number) { queue.removeFirst() }
        if let number, !pending.isOpen(number), let first = queue.first {
            // Its own work is done: somebody else's turn.
            pending.makeSender(first.number)
            return nil
        }
        let datagram = queue.next(room: room) { pending.isOpen($0) }
        queue.isServed = datagram != nil
        if let datagram { pending.noteSending(datagram.numbers) }
        return datagram
    }

    /// Notes when the time of an exchange is over.
    ///
    /// - Returns: What the reactor is to be told, if it does not know of an earlier moment.
    fileprivate mutating func noteMoment(_ instant: SuspendingClock.Instant?) -> SuspendingClock.Instant? {
        guard let instant else { return nil }
        if let moment, moment <= instant { return nil }
        moment = instant
        return instant
    }
}

// MARK: - Receiving

extension RequestChannel: Reactor.Client {
    func inputArrived() {
        state.withLock { $0.isWatched = false }
        receive(afterSending: [])
    }

    func timePassed() {
        let woken = state.withLock { state in
            state.moment = state.pending.failLate()
            if let moment = state.moment { tellTime(moment, state.registration) }
            return state.pending.takeWoken()
        }
        resume(woken)
    }

    /// Receives until there is nothing more, unless somebody does that already.
    ///
    /// One at a time: the parts of an answer must be looked at in order.
    private func receive(afterSending numbers: [UInt32]) {
        let isFree = state.withLock { state in
            state.pending.noteSent(numbers)
            defer { state.receiving = state.receiving == .nobody ? .somebody : .again }
            return state.receiving == .nobody
        }
        guard isFree else { return }
        buffer.withLock { buffer in
            // Any process may send to our port, and must not keep us here.
            var patience = 64
            while true {
                do throws(NetlinkError) {
                    guard patience > 0, try buffer.receive(from: descriptor) else {
                        if stopReceiving(isEmpty: patience > 0) { return }
                        continue
                    }
                    if buffer.sender.port != kernel.port {
                        patience -= 1
                    } else if take(buffer) {
                        return
                    }
                } catch .systemCall(_, .noBufferSpace) {
                    let drops = descriptor.droppedMessages()
                    state.withLock { $0.pending.noteLoss($0.losses.noteOverrun(drops)) }
                } catch .datagramTruncated(let length, let capacity) {
                    fail(.datagramTruncated(length: length, capacity: capacity))
                } catch {
                    state.withLock { $0.receiving = .nobody }
                    return fail(error)
                }
            }
        }
    }

    /// Takes in the messages of a datagram, up to one that is malformed, whose request fails if it names one.
    ///
    /// - Returns: Whether receiving has stopped, since nothing more is expected: the look that finds nothing is saved.
    private func take(_ buffer: borrowing ReceiveBuffer) -> Bool {
        let datagram = buffer.datagram
        let isMulticast = buffer.isMulticast
        let (isStopped, woken) = state.withLock { state in
            var messages = Messages(datagram)
            do throws(DecodeError) {
                while let message = try messages.next() {
                    state.pending.receive(message, isMulticast: isMulticast)
                }
            } catch {
                let sequence = Payload(messages.rest).member(UInt32.self, at: 8)
                state.pending.fail(sequence, .malformed(error))
            }
            let isStopped = !state.pending.isAwaitingAnswers && state.receiving != .again
            if isStopped { state.receiving = .nobody }
            return (isStopped, state.pending.takeWoken())
        }
        resume(woken)
        return isStopped
    }

    /// Stops receiving, unless something has been sent meanwhile.
    ///
    /// - Parameter isEmpty: Whether there was nothing more to receive.
    /// - Returns: Whether it has stopped.
    private func stopReceiving(isEmpty: Bool) -> Bool {
        let drops = isEmpty && state.withLock({ $0.losses.mayHaveGrown }) ? descriptor.droppedMessages() : nil
        let (isStopped, woken, registration) = state.withLock {
            state -> (Bool, [CheckedContinuation<Void, Never>], Reactor.Registration?) in
            if let drops, let loss = state.losses.recount(drops) { state.pending.noteLoss(loss) }
            guard state.receiving != .again else {
                state.receiving = .somebody
                return (false, [], nil)
            }
            state.receiving = .nobody
            if isEmpty { state.pending.noteEmpty() }
            let wantsInput = state.pending.isAwaitingAnswers && !state.isWatched
            if wantsInput { state.isWatched = true }
            return (true, state.pending.takeWoken(), wantsInput ? state.registration : nil)
        }
        resume(woken)
        if let registration {
            do throws(NetlinkError) {
                try reactor.tellInput(registration)
            } catch {
                state.withLock { $0.isWatched = false }
                fail(error)
            }
        }
        return isStopped
    }

    /// Ends all exchanges: nobody knows whose answer it was that could not be received.
    private func fail(_ error: NetlinkError) {
        resume(
            state.withLock { state in
                state.pending.failAll(.failed(error))
                return state.pending.takeWoken()
            }
        )
    }
}
