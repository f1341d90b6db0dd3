/// Tells when sockets have something to receive and when time limits are over.
///
/// One thread serves the whole process: it starts with the first connection and sleeps in `epoll_wait` for ever after.
/// Sockets are watched once at a time (`EPOLLONESHOT`), and only after receiving has found nothing: under load the
/// thread is never woken.
final class Reactor: Sendable {
    /// Who wants to be told.
    protocol Client: AnyObject, Sendable {
        /// There is something to receive, or the socket failed.
        func inputArrived()

        /// The moment asked for has come.
        func timePassed()
    }

    /// A client's place.
    struct Registration: Sendable {
        fileprivate let token: UInt64
        fileprivate let descriptor: Int32
    }

    private struct Entry {
        weak var client: (any Client)?
        var moment: SuspendingClock.Instant?
    }

    private struct State {
        var entries: [UInt64: Entry] = [:]

        /// The token of the latest client; 0 is the counter's.
        var latest: UInt64 = 0

        /// Until when the thread sleeps; `nil` is for ever.
        var sleepsUntil: SuspendingClock.Instant?
    }

    private let list: Int32
    private let counter: EventCounter
    private let state = Lock(State())

    private init() throws(NetlinkError) {
        counter = try EventCounter()
        list = try SystemCall.openWatchList()
        try SystemCall.watch(counter.descriptor, token: 0, on: list, isRepeated: true)
        try SystemCall.startThread("netlink-reactor") { self.run() }
    }

    deinit { SystemCall.close(list) }

    private static let instance = Lock<Reactor?>(nil)

    /// The process's reactor.
    ///
    /// - Throws: ``NetlinkError/systemCall(_:_:)`` if it cannot be started.
    static func shared() throws(NetlinkError) -> Reactor {
        try instance.withLock { instance throws(NetlinkError) in
            if let instance { return instance }
            let reactor = try Reactor()
            instance = reactor
            return reactor
        }
    }
}

extension Reactor {
    /// Gives a client a place.
    ///
    /// - Parameters:
    ///   - descriptor: The socket; the client must be removed before it is closed.
    ///   - client: Who is told. It is not kept alive.
    /// - Returns: The client's place.
    func add(_ descriptor: borrowing SocketDescriptor, for client: some Client) -> Registration {
        let token = state.withLock { state in
            state.latest += 1
            state.entries[state.latest] = Entry(client: client)
            return state.latest
        }
        return Registration(token: token, descriptor: descriptor.number)
    }

    /// Forgets a client.
    func remove(_ registration: Registration) {
        state.withLock { _ = $0.entries.removeValue(forKey: registration.token) }
        SystemCall.stopWatching(registration.descriptor, on: list)
    }

    /// Tells a client once that there is input, at once if there is some already.
    func tellInput(_ registration: Registration) throws(NetlinkError) {
        try SystemCall.watch(registration.descriptor, token: registration.token, on: list)
    }

    /// Tells a client at a moment, instead of the one asked for before.
    func tellTime(_ moment: SuspendingClock.Instant?, _ registration: Registration) {
        let isEarlier = state.withLock { state in
            state.entries[registration.token]?.moment = moment
            guard let moment else { return false }
            if let end = state.sleepsUntil, end <= moment { return false }
            state.sleepsUntil = moment
            return true
        }
        if isEarlier { counter.increment() }
    }
}

extension Reactor {
    private func run() {
        while true {
            let left = state.withLock { state in
                state.sleepsUntil = state.entries.values.compactMap(\.moment).min()
                return Deadline(at: state.sleepsUntil).milliseconds()
            }
            for token in SystemCall.waitForInput(onAny: list, milliseconds: left) {
                guard token != 0 else {
                    counter.wait()
                    continue
                }
                let client = state.withLock { $0.entries[token]?.client }
                client?.inputArrived()
            }
            for client in lateClients() { client.timePassed() }
        }
    }

    /// The clients whose moment has come.
    private func lateClients() -> [any Client] {
        state.withLock { state in
            // Whoever asks for an earlier moment from now on must be heard.
            state.sleepsUntil = .now
            let now = SuspendingClock.Instant.now
            var clients: [any Client] = []
            for (token, entry) in state.entries {
                guard let moment = entry.moment, moment <= now else { continue }
                state.entries[token]?.moment = nil
                if let client = entry.client { clients.append(client) }
            }
            return clients
        }
    }
}
