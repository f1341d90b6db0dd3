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
            while true {
                guard !Task.isCancelled else { throw .cancelled(Family.eventsName) }
                if let event = try events.take() { return event }
                try await events.wait()
            }
        }
    }
}

extension EventSequence {
    /// The next event, if there is one already.
    fileprivate func take() throws(NetlinkError) -> (namespace: NamespaceID?, event: Family.Event)? {
        guard !socket.isWaitedFor else { throw .alreadyInUse(Family.eventsName) }
        do throws(ReadFailure) {
            let found = try socket.find { message, _ throws(DecodeError) -> Family.Event? in
                filter.accepts(message.type) ? try Family.Event(message) : nil
            }
            return switch found {
            case .message(let event): (socket.namespace, event)
            case .loss(let loss): (nil, .lost(loss.count))
            case .nothing, .others: nil
            }
        } catch {
            throw error.error(of: Family.eventsName)
        }
    }

    fileprivate func wait() async throws(NetlinkError) {
        switch await socket.wait(before: Deadline(nil)) {
        case .input, .timeLimitExceeded: return
        case .cancelled: throw .cancelled(Family.eventsName)
        case .taken: throw .alreadyInUse(Family.eventsName)
        case .failed(let error): throw error
        }
    }
}
