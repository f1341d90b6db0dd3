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
    public mutating func nextEventWithNamespace<Family: EventFamily>(
        of family: Family.Type,
        timeLimit: Duration? = nil
    ) throws(NetlinkError) -> (namespace: NamespaceID?, event: Family.Event) {
        let filter = try eventFilter(of: Family.self)
        let deadline = Deadline(timeLimit)
        var isOver = false
        while true {
            if let loss = inbox.losses.takeNews(for: Family.name) { return (nil, .lost(loss.count)) }
            guard !isOver else { throw .timeLimitExceeded(Family.eventsName, limit: timeLimit ?? .zero) }
            if let event = try nextEvent(of: Family.self, filter, before: deadline) { return event }
            // Looked at after messages of others too, which may come without end.
            isOver = deadline.hasPassed
        }
    }

    /// Takes the oldest event, or receives one datagram.
    ///
    /// - Returns: The event, or `nil` if there was none.
    private mutating func nextEvent<Family: EventFamily>(
        of family: Family.Type,
        _ filter: EventFilter,
        before deadline: Deadline
    ) throws(NetlinkError) -> (namespace: NamespaceID?, event: Family.Event)? {
        if let filed = inbox.takeEvent(filter) {
            let event = try Family.decoding { () throws(DecodeError) in
                try Family.Event(try Message(filed.bytes.rawSpan))
            }
            return (filed.namespace, event)
        }
        guard case .datagram = try receive(before: deadline) else { return nil }
        let event = try Family.decoding { () throws(DecodeError) in
            try inbox.file(buffer, first: filter) { message throws(DecodeError) in try Family.Event(message) }
        }
        return event.map { (buffer.namespace, $0) }
    }
}

extension EventFamily {
    /// What is waited for, for error messages.
    static var eventsName: String { "events of \(name)" }

    /// Names the family in errors.
    fileprivate static func decoding<Value>(_ body: () throws(DecodeError) -> Value) throws(NetlinkError) -> Value {
        do {
            return try body()
        } catch {
            throw .malformedMessage(MalformedMessage(error, in: eventsName))
        }
    }
}
