/// The objects of a dump, and then all changes to them.
///
/// ```swift
/// for try await change in netlink.follow(RTLink.GetLink.Dump()) {
///     switch change {
///     case .snapshot(let links): print(links.count, "links")
///     case .added(let link): print("new:", link.ifname ?? "?")
///     …
///     }
/// }
/// ```
///
/// Made by ``NetlinkConnection/follow(_:)``. Each iterator follows the objects on a socket of its own, from the moment at
/// which its first element is asked for.
public struct FollowSequence<Request: FollowableDump>: AsyncSequence, Sendable {
    /// All objects at the beginning, then a change.
    public typealias Element = ObjectChange<Request.Reply>

    /// Why it is not known for the moment what has changed.
    public typealias Failure = NetlinkError

    let connection: NetlinkConnection
    let request: Request

    /// Begins to follow the objects when the first element is asked for.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(connection, request) }

    /// Follows the objects.
    public struct AsyncIterator: AsyncIteratorProtocol {
        /// How far the objects are known.
        private enum Knowledge {
            /// Not at all.
            case none

            /// Up to the events that wait.
            case current

            /// Something has changed that no event names.
            case outdated
        }

        private let connection: NetlinkConnection
        private let request: Request
        private var knowledge = Knowledge.none

        /// Where changes come in; `nil` at the beginning.
        private var events: EventSequence<Request.Attributes.Family>?

        /// The objects as the consumer knows them when it has taken what is ``pending``.
        private var table: ObjectTable<Request>

        /// What the consumer has not asked for yet, the latest first.
        private var pending: [Element] = []

        /// Whether the consumer has been told of a loss, and not yet that it has been made up for.
        private var isBehind = false

        fileprivate init(_ connection: NetlinkConnection, _ request: Request) {
            self.connection = connection
            self.request = request
            table = ObjectTable(request)
        }

        /// Waits for the next change.
        ///
        /// - Returns: The change; never `nil`.
        /// - Throws: ``NetlinkError``, mostly ``NetlinkError/cancelled(_:)``, or
        ///   ``NetlinkError/dumpInterrupted(request:attempts:)`` if things change too fast. The next call goes on, and
        ///   tells of what has changed meanwhile.
        public mutating func next() async throws(NetlinkError) -> Element? {
            try await next(isolation: nil)
        }

        /// Waits for the next change, without leaving the caller's actor if there is one already.
        ///
        /// - Parameter actor: The caller's actor.
        /// - Returns: The change; never `nil`.
        /// - Throws: The same as ``next()``.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(NetlinkError) -> Element? {
            while true {
                if let change = pending.popLast() { return change }
                switch knowledge {
                case .none: try await begin(isolation: actor)
                case .current: try await takeEvent(isolation: actor)
                case .outdated: try await catchUp(isolation: actor)
                }
            }
        }
    }
}

extension FollowSequence.AsyncIterator {
    /// Subscribes, and only then dumps: no change falls in between.
    private mutating func begin(isolation actor: isolated (any Actor)?) async throws(NetlinkError) {
        // Of its own namespace alone: objects of others, for which a connection can listen too, are not dumped.
        let events = try await connection.events(
            of: Request.Attributes.Family.self,
            groups: request.changeGroups,
            listensToAllNamespaces: false
        )
        let objects = try await dump(isolation: actor)
        _ = table.replace(with: objects)
        self.events = events
        pending = [.snapshot(objects.filter { table.key(of: $0) != nil })]
        knowledge = .current
    }

    /// Takes in what the kernel tells.
    private mutating func takeEvent(isolation actor: isolated (any Actor)?) async throws(NetlinkError) {
        guard let events else { return knowledge = .none }
        var event: Request.Attributes.Family.Event?
        var namespace: NamespaceID?
        if let loss = try await events.next(&event, &namespace, isolation: actor) {
            pending = [.lost(loss.count)]
            isBehind = true
            knowledge = .outdated
        } else if let event {
            switch table.take(request.news(in: event)) {
            case .change(let change): pending = [change]
            case .nothing: break
            case .unclear: knowledge = .outdated
            }
        }
    }

    /// Dumps the objects again and finds out what has changed.
    ///
    /// Events that wait are older than the dump, which tells all that they do. They must not be taken in afterwards: of
    /// those before a loss, the ones that would set things right may be missing.
    private mutating func catchUp(isolation actor: isolated (any Actor)?) async throws(NetlinkError) {
        guard let events else { return knowledge = .none }
        if let loss = try events.discardWaiting() {
            pending = [.lost(loss.count)]
            isBehind = true
            return
        }
        try await request.settle(on: connection)
        let changes = table.replace(with: try await dump(isolation: actor))
        pending = (isBehind ? [.resynchronized] : []) + changes.reversed()
        isBehind = false
        knowledge = .current
    }

    /// Dumps the objects until the dump is consistent.
    private func dump(isolation actor: isolated (any Actor)?) async throws(NetlinkError) -> [Request.Reply] {
        // More often than others do: giving up costs a follower more.
        let rounds = 4
        var attempts = 0
        for _ in 0..<rounds {
            let snapshot = try await connection.snapshot(of: request)
            attempts += snapshot.attempts
            if snapshot.isConsistent { return snapshot.objects }
        }
        throw .dumpInterrupted(request: Request.requestName, attempts: attempts)
    }
}

extension NetlinkConnection {
    /// Follows the objects of a dump: subscribes to their changes, dumps them, and tells of every change from then on.
    ///
    /// If messages are lost, the sequence says so, dumps the objects again and tells what has changed, so that the
    /// consumer ends up with what is there. Changes that the kernel makes in silence, where that is known of a family, are
    /// found in the same way.
    ///
    /// - Parameter request: The dump.
    /// - Returns: A snapshot, and then the changes.
    public func follow<Request: FollowableDump>(_ request: Request) -> FollowSequence<Request> {
        FollowSequence(connection: self, request: request)
    }
}
