extension NetlinkConnection {
    /// Joins multicast groups and returns what comes through them, and what is sent to the sequence's own port.
    ///
    /// Nothing that happens after this call is missed in silence, whenever reading begins. Families that share a protocol
    /// without generic netlink, as those of routing do, share their messages too: what is foreign to a family is `unknown`
    /// to it.
    ///
    /// When the module of a generic netlink family goes, its groups go with it (`genl_unregister_family`). Nothing comes
    /// through them any more, nor when it is loaded again, since groups and messages have new numbers then.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - groups: The groups; none for a family that sends to ports alone.
    /// - Returns: The events, on a socket of their own.
    /// - Throws: ``NetlinkError/familyNotFound(_:)``,
    ///   ``NetlinkError/multicastGroupNotFound(_:family:available:)``, or ``NetlinkError/systemCall(_:_:)`` with `EPERM`
    ///   for groups that need a privilege.
    public func events<Family: EventFamily>(
        of family: Family.Type,
        groups: [MulticastGroup<Family>] = []
    ) async throws(NetlinkError) -> EventSequence<Family> {
        try await events(of: Family.self, groups: groups, listensToAllNamespaces: socketOptions.listensToAllNamespaces)
    }

    /// The events of all namespaces, or of the connection's own alone.
    func events<Family: EventFamily>(
        of family: Family.Type,
        groups: [MulticastGroup<Family>],
        listensToAllNamespaces: Bool
    ) async throws(NetlinkError) -> EventSequence<Family> {
        let filter = try await eventFilter(of: Family.self)
        var options = socketOptions
        options.receiveBufferSize = self.options.eventBufferSize
        options.listensToAllNamespaces = listensToAllNamespaces
        let socket = try PullSocket(netlinkProtocol, options: options, endpoint: endpoint)
        for group in groups { try socket.join(try await number(of: group)) }
        return EventSequence(socket: socket, filter: filter)
    }
}
