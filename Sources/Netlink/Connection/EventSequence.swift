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
            try await nextWithNamespace(isolation: actor).event
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
            switch try await events.nextArrival(isolation: actor) {
            case .event(let event, let namespace): (namespace, event)
            case .loss(let loss): (nil, .lost(loss.count))
            }
        }
    }
}

extension EventSequence {
    /// What the kernel has sent, or failed to.
    enum Arrival {
        /// An event, and the number of its network namespace.
        case event(Family.Event, NamespaceID?)

        /// Messages were lost, since the receive buffer was full.
        case loss(Loss)
    }

    /// Waits for an event or a loss.
    func nextArrival(isolation actor: isolated (any Actor)?) async throws(NetlinkError) -> Arrival {
        while true {
            guard !Task.isCancelled else { throw .cancelled(Family.eventsName) }
            switch try find({ message throws(DecodeError) in try Family.Event(message) }) {
            case .message(.event(let event)): return .event(event, socket.namespace)
            case .message(.overrun): return .loss(Loss(count: nil))
            case .loss(let loss): return .loss(loss)
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
            switch try find({ _ in nil as Never? }) {
            case .message(.overrun): return Loss(count: nil)
            case .message, .others: continue
            case .loss(let loss): return loss
            case .nothing: return nil
            }
        }
        return nil
    }

    /// A message that an event sequence wants.
    private enum Found<Event> {
        case event(Event)

        /// Messages were lost, as a kernel says that cannot count them.
        case overrun
    }

    /// Looks for an event, without waiting.
    private func find<Event>(
        _ read: (Message) throws(DecodeError) -> Event?
    ) throws(NetlinkError) -> PullSocket.Find<Found<Event>> {
        guard !socket.isWaitedFor else { throw .alreadyInUse(Family.eventsName) }
        do throws(ReadFailure) {
            return try socket.find { message, _ throws(DecodeError) in
                if message.type == .overrun { return .overrun }
                return filter.accepts(message.type) ? try read(message).map { .event($0) } : nil
            }
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
