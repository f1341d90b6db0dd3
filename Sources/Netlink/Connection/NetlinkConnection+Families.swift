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
        return try await messageType(of: Request.Attributes.Family.self)
    }

    /// Which messages are events of a family.
    func eventFilter<Family: NetlinkFamily>(of family: Family.Type) async throws(NetlinkError) -> EventFilter {
        try netlinkProtocol.check(Family.self)
        guard Family.netlinkProtocol == .generic else { return .all }
        return .type(try await messageType(of: Family.self))
    }

    /// The number of a multicast group.
    func number<Family: NetlinkFamily>(of group: MulticastGroup<Family>) async throws(NetlinkError) -> UInt32 {
        try netlinkProtocol.check(Family.self)
        if let number = group.number { return number }
        return try await family(named: Family.name).number(of: group)
    }

    /// Whether the number of a family has been asked for.
    func knows<Family: NetlinkFamily>(_ family: Family.Type) -> Bool {
        Family.netlinkProtocol == .generic && familyTypes.withLock { $0[Family.self] != nil }
    }

    /// Whether a family's number is another than the one that was used, as after its module was loaded again.
    ///
    /// - Throws: ``NetlinkError/familyNotFound(_:)`` if there is no such family any more.
    func hasNewNumber(_ family: any NetlinkFamily.Type, since used: MessageType) async throws(NetlinkError) -> Bool {
        // Another task may have found out meanwhile.
        familyTypes.withLock { types in
            if types[family] == used { types[family] = nil }
        }
        return try await messageType(of: family) != used
    }

    private func messageType(of family: any NetlinkFamily.Type) async throws(NetlinkError) -> MessageType {
        if let type = familyTypes.withLock({ $0[family] }) { return type }
        // The controller is asked for all other numbers; its own is fixed.
        if family.name == NLCtrl.name { return .genericController }
        guard let number = try await self.family(named: family.name).familyId else {
            throw .replyMissing(request: NLCtrl.GetFamily.requestName)
        }
        let type = MessageType(rawValue: number)
        familyTypes.withLock { $0[family] = type }
        return type
    }
}
