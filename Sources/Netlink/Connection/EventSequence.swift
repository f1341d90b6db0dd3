/// The messages that the kernel sends unasked, in the order in which it sends them.
///
/// ```swift
/// let events = try await netlink.events(of: OVSDatapath.self, groups: [OVSDatapath.ovsDatapath])
/// for try await event in events { print(event) }
/// ```
///
/// The sequence has a socket of its own, and begins with what happens after it has been made. Events wait in the kernel
/// until they are asked for; what does not fit its receive buffer is reported as `lost`, and the sequence goes on. It has
/// no end but the cancellation of the task that reads it.
///
/// The events can be read once: iterators share them. One task reads at a time.
public struct EventSequence<Family: EventFamily>: AsyncSequence, Sendable {
    /// What the sequence consists of.
    public typealias Element = Family.Event

    /// Why an event could not be read.
    public typealias Failure = NetlinkError

    let socket: PullSocket
    let filter: EventFilter

    /// The address of the sequence's socket, for families that send to ports instead of groups, as Open vSwitch does with
    /// packets.
    public var portID: UInt32 { socket.portID }

    /// Whether a task waits for an event.
    package var isWaitedFor: Bool { socket.isWaitedFor }

    /// Reads on where the last iterator left off.
    public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(events: self) }

    /// Reads the events.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let events: EventSequence

        /// Waits for an event.
        ///
        /// - Returns: The event; never `nil`.
        /// - Throws: ``NetlinkError``, mostly ``NetlinkError/cancelled(_:)``. Reading on is possible whatever the error.
        public mutating func next() async throws(NetlinkError) -> Family.Event? {
            try await next(isolation: nil)
        }

        /// Waits for an event, without leaving the caller's actor if there is one already.
        ///
        /// - Parameter actor: The caller's actor.
        /// - Returns: The event; never `nil`.
        /// - Throws: The same as ``next()``.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(NetlinkError) -> Family.Event? {
            var event: Family.Event?
            var namespace: NamespaceID?
            if let loss = try await events.next(&event, &namespace, isolation: actor) { return .lost(loss.count) }
            return event
        }

        /// Waits for an event, and tells which network namespace it is from.
        ///
        /// Only connections whose sockets listen to all namespaces (``NetlinkSocket/Options/listensToAllNamespaces``)
        /// receive events of others.
        ///
        /// - Parameter actor: The caller's actor.
        /// - Returns: The event, and the number of its namespace; that is `nil` for the connection's own namespace, unless
        ///   it has given itself a number, and for losses.
        /// - Throws: The same as ``next()``.
        public mutating func nextWithNamespace(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(NetlinkError) -> (namespace: NamespaceID?, event: Family.Event) {
            var event: Family.Event?
            var namespace: NamespaceID?
            let loss = try await events.next(&event, &namespace, isolation: actor)
            return event.map { (namespace, $0) } ?? (nil, .lost(loss?.count))
        }
    }
}

extension EventSequence {
    /// Waits for an event or a loss.
    ///
    /// - Parameters:
    ///   - event: Receives the event. The compiler cannot specialise this for families of other modules: an enum or a
    ///     tuple around the event would be looked up at run time, which takes half as long as the rest.
    ///   - namespace: Receives the number of its network namespace, if that is not the connection's own.
    ///   - actor: The caller's actor.
    /// - Returns: The loss, if messages were lost since the receive buffer was full; there is no event then.
    /// - Throws: ``NetlinkError``.
    func next(
        _ event: inout Family.Event?,
        _ namespace: inout NamespaceID?,
        isolation actor: isolated (any Actor)?
    ) async throws(NetlinkError) -> Loss? {
        while true {
            guard !Task.isCancelled else { throw .cancelled(Family.eventsName) }
            let found = try look { message, origin throws(DecodeError) in
                event = try Family.Event(message)
                namespace = origin
            }
            switch found {
            case .message: return nil
            case .loss(let loss): return loss
            case .nothing, .others: try await wait()
            }
        }
    }

    /// Throws away the events that have come and not been asked for.
    ///
    /// - Returns: What was lost meanwhile, whereupon more events may be there; `nil` if nothing was.
    func discardWaiting() throws(NetlinkError) -> Loss? {
        // Bounded, since events may come as fast as they are thrown away: what is left is but read later.
        for _ in 0..<(1 << 16) {
            switch try look({ _, _ in }) {
            case .message, .others: continue
            case .loss(let loss): return loss
            case .nothing: return nil
            }
        }
        return nil
    }

    /// Looks for an event, without waiting.
    ///
    /// - Parameter read: Reads an event, and is told the network namespace that it is from.
    /// - Returns: What was found; that a kernel says in a message that it cannot count a loss is one.
    /// - Throws: ``NetlinkError``.
    private func look(
        _ read: (Message, NamespaceID?) throws(DecodeError) -> Void
    ) throws(NetlinkError) -> PullSocket.Find<Void> {
        guard !socket.isWaitedFor else { throw .alreadyInUse(Family.eventsName) }
        var isOverrun = false
        do throws(ReadFailure) {
            let found = try socket.look { message, _, namespace throws(DecodeError) in
                isOverrun = message.type == .overrun
                guard !isOverrun, filter.accepts(message.type) else { return isOverrun }
                try read(message, namespace)
                return true
            }
            return isOverrun ? .loss(Loss(count: nil)) : found
        } catch {
            throw error.error(of: Family.eventsName)
        }
    }

    private func wait() async throws(NetlinkError) {
        switch await socket.wait(before: Deadline(nil)) {
        case .input, .timeLimitExceeded: return
        case .cancelled: throw .cancelled(Family.eventsName)
        case .taken: throw .alreadyInUse(Family.eventsName)
        case .failed(let error): throw error
        }
    }
}
