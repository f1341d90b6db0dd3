extension NetlinkSocket {
    /// Joins a multicast group, whose messages ``nextEvent(of:timeLimit:)`` then returns.
    ///
    /// - Parameter group: The group.
    /// - Throws: ``NetlinkError/familyNotFound(_:)``,
    ///   ``NetlinkError/multicastGroupNotFound(_:family:available:)``, or ``NetlinkError/systemCall(_:_:)`` with `EPERM`
    ///   for groups that need a privilege.
    public mutating func join<Family: NetlinkFamily>(_ group: MulticastGroup<Family>) throws(NetlinkError) {
        try descriptor.set(.addMembership, to: number(of: group))
    }

    /// Leaves a multicast group.
    ///
    /// - Parameter group: The group.
    /// - Throws: The same as ``join(_:)``.
    public mutating func leave<Family: NetlinkFamily>(_ group: MulticastGroup<Family>) throws(NetlinkError) {
        try descriptor.set(.dropMembership, to: number(of: group))
    }

    /// Waits for a message that the kernel sends unasked: to a group that the socket has joined, or to its port alone.
    ///
    /// Messages of other families are kept until their turn comes. Families that share a protocol without generic
    /// netlink, as those of routing do, share their messages too: what is foreign to a family is `unknown` to it.
    ///
    /// If messages were lost, the event is `lost`. The kernel does not tell whose they were, so that the readers of all
    /// families are told.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - timeLimit: The longest time to wait; `nil` waits for ever.
    /// - Returns: The event.
    /// - Throws: ``NetlinkError``, mostly ``NetlinkError/timeLimitExceeded(_:limit:)``.
    public mutating func nextEvent<Family: EventFamily>(
        of family: Family.Type,
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> Family.Event {
        try nextEventWithNamespace(of: Family.self, timeLimit: timeLimit).event
    }

    /// Waits for a message that the kernel sends unasked, and tells which network namespace it is from.
    ///
    /// Only sockets with ``Options/listensToAllNamespaces`` receive messages of other namespaces.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - timeLimit: The longest time to wait; `nil` waits for ever.
    /// - Returns: The event, and the number of its namespace; that is `nil` for the socket's own namespace, unless it
    ///   has given itself a number, and for losses.
    /// - Throws: The same as ``nextEvent(of:timeLimit:)``.
    @inlinable
    public mutating func nextEventWithNamespace<Family: EventFamily>(
        of family: Family.Type,
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> (namespace: NamespaceID?, event: Family.Event) {
        var event: Family.Event?
        let arrival = try nextEvent(ofFamily: Family.self, timeLimit: timeLimit) { message throws(DecodeError) in
            event = try Family.Event(message)
        }
        return event.map { (arrival.namespace, $0) } ?? (nil, .lost(arrival.lostCount))
    }

    /// Waits for a message that the kernel sends unasked, and shows it to a closure where it was received.
    ///
    /// With the views of generated code it is read without a copy of it:
    ///
    /// ```swift
    /// let event = try socket.withNextEvent(of: OVSPacket.self) { message throws(DecodeError) in
    ///     let upcall = try OVSPacket.PacketView(message)
    ///     return try upcall.key()?.inPort
    /// }
    /// if case .message(let port?) = event { print("a packet from port \(port)") }
    /// ```
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - timeLimit: The longest time to wait; `nil` waits for ever.
    ///   - body: Reads the message.
    /// - Returns: What the closure returns, or that messages were lost.
    /// - Throws: The same as ``nextEvent(of:timeLimit:)``, also if the closure throws.
    @inlinable @inline(__always)
    public mutating func withNextEvent<Family: EventFamily, Value>(
        of family: Family.Type,
        timeLimit: Duration? = nil,
        _ body: (Message) throws(DecodeError) -> Value
    ) throws(NetlinkError) -> ReceivedEvent<Value> {
        var value: Value?
        let arrival = try nextEvent(ofFamily: Family.self, timeLimit: timeLimit) { message throws(DecodeError) in
            value = try body(message)
        }
        return value.map { .message($0) } ?? .lost(arrival.lostCount)
    }
}

/// What a wait for an event came to.
@frozen
public enum ReceivedEvent<Value> {
    /// A message, and what was made of it.
    case message(Value)

    /// Messages were lost since the receive buffer was full; how many, if the kernel tells.
    case lost(Int?)
}

extension ReceivedEvent: Sendable where Value: Sendable {}

extension ReceivedEvent: Equatable where Value: Equatable {}

extension NetlinkSocket {
    /// Waits for an event or a loss.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - timeLimit: The longest time to wait; `nil` waits for ever.
    ///   - body: Reads an event; it is called once unless messages were lost.
    /// - Returns: What the wait came to.
    /// - Throws: ``NetlinkError``.
    @usableFromInline
    mutating func nextEvent(
        ofFamily family: any EventFamily.Type,
        timeLimit: Duration?,
        _ body: (Message) throws(DecodeError) -> Void
    ) throws(NetlinkError) -> EventArrival {
        let filter: EventFilter = if let type = familyTypes[family] { .type(type) } else { try eventFilter(of: family) }
        var limit = TimeLimit(timeLimit)
        var isOver = false
        while true {
            if let loss = inbox.losses.takeNews(for: family.name) { return EventArrival(lostCount: loss.count) }
            guard !isOver else { throw .timeLimitExceeded(family.eventsName, limit: timeLimit ?? .zero) }
            if let arrival = try nextEvent(of: family, filter, within: &limit, body) { return arrival }
            // Looked at after messages of others too, which may come without end.
            isOver = limit.hasPassed()
        }
    }

    /// Takes the oldest event, or receives one datagram.
    ///
    /// - Returns: What is known of the event, or `nil` if there was none.
    @inline(__always)
    private mutating func nextEvent(
        of family: any EventFamily.Type,
        _ filter: EventFilter,
        within limit: inout TimeLimit,
        _ body: (Message) throws(DecodeError) -> Void
    ) throws(NetlinkError) -> EventArrival? {
        do throws(DecodeError) {
            if inbox.hasEvents, let filed = inbox.takeEvent(filter) {
                try body(try Message(filed.bytes.rawSpan))
                return EventArrival(namespace: filed.namespace)
            }
        } catch {
            throw .malformedMessage(MalformedMessage(error, in: family.eventsName))
        }
        guard case .datagram = try receive(within: &limit) else { return nil }
        do throws(DecodeError) {
            return try inbox.file(buffer, first: filter, body) ? EventArrival(namespace: buffer.namespace) : nil
        } catch {
            throw .malformedMessage(MalformedMessage(error, in: family.eventsName))
        }
    }
}

/// What is known of an event besides its message, or that there was a loss instead.
@usableFromInline
struct EventArrival {
    /// The network namespace that the event is from, if that is not the socket's own.
    @usableFromInline var namespace: NamespaceID?

    /// How many messages were lost, if the kernel tells.
    @usableFromInline var lostCount: Int?
}

extension EventFamily {
    /// What is waited for, for error messages.
    static var eventsName: String { "events of \(name)" }
}
