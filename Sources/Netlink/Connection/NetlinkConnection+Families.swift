extension NetlinkConnection {
    /// What the kernel tells about a generic netlink family.
    ///
    /// Asking by name may load the module that has the family.
    ///
    /// - Parameter name: The family's name.
    /// - Returns: Its number, operations and multicast groups.
    /// - Throws: ``NetlinkError/familyNotFound(_:)`` if there is none, or why the kernel could not be asked.
    public func family(named name: String) async throws(NetlinkError) -> NLCtrl.GetFamily.Reply {
        do throws(NetlinkError) {
            return try await perform(NLCtrl.GetFamily(familyName: name))
        } catch .kernel(let error) where error.errno == .noEntry {
            throw .familyNotFound(name)
        }
    }

    /// The message type of a request.
    func messageType<Request: NetlinkRequest>(
        of request: Request.Type
    ) async throws(NetlinkError) -> MessageType {
        try netlinkProtocol.check(Request.Attributes.Family.self)
        guard Request.Attributes.Family.netlinkProtocol == .generic else {
            return MessageType(rawValue: Request.command)
        }
        return try await messageType(named: Request.Attributes.Family.name)
    }

    /// Which messages are events of a family.
    func eventFilter<Family: NetlinkFamily>(of family: Family.Type) async throws(NetlinkError) -> EventFilter {
        try netlinkProtocol.check(Family.self)
        guard Family.netlinkProtocol == .generic else { return .all }
        return .type(try await messageType(named: Family.name))
    }

    /// The number of a multicast group.
    func number<Family: NetlinkFamily>(of group: MulticastGroup<Family>) async throws(NetlinkError) -> UInt32 {
        try netlinkProtocol.check(Family.self)
        if let number = group.number { return number }
        return try await family(named: Family.name).number(of: group)
    }

    /// Whether the number of a family has been asked for.
    func knows<Family: NetlinkFamily>(_ family: Family.Type) -> Bool {
        Family.netlinkProtocol == .generic && familyTypes.withLock { $0[Family.name] != nil }
    }

    /// Whether a family's number is another than the one that was used, as after its module was loaded again.
    ///
    /// - Throws: ``NetlinkError/familyNotFound(_:)`` if there is no such family any more.
    func hasNewNumber<Family: NetlinkFamily>(
        _ family: Family.Type,
        since used: MessageType
    ) async throws(NetlinkError) -> Bool {
        // Another task may have found out meanwhile.
        familyTypes.withLock { types in
            if types[Family.name] == used { types[Family.name] = nil }
        }
        return try await messageType(named: Family.name) != used
    }

    private func messageType(named name: String) async throws(NetlinkError) -> MessageType {
        // The controller is asked for all other numbers; its own is fixed.
        if name == NLCtrl.name { return .genericController }
        if let type = familyTypes.withLock({ $0[name] }) { return type }
        guard let number = try await family(named: name).familyId else {
            throw .replyMissing(request: NLCtrl.GetFamily.requestName)
        }
        let type = MessageType(rawValue: number)
        familyTypes.withLock { $0[name] = type }
        return type
    }
}
