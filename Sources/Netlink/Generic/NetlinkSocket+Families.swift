extension NetlinkSocket {
    /// What the kernel tells about a generic netlink family.
    ///
    /// Asking by name may load the module that has the family.
    ///
    /// - Parameter name: The family's name.
    /// - Returns: Its number, operations and multicast groups.
    /// - Throws: ``NetlinkError/familyNotFound(_:)`` if there is none, or why the kernel could not be asked.
    public mutating func family(named name: String) throws(NetlinkError) -> NLCtrl.GetFamily.Reply {
        do throws(NetlinkError) {
            return try perform(NLCtrl.GetFamily(familyName: name))
        } catch .kernel(let error) where error.errno == .noEntry {
            throw .familyNotFound(name)
        }
    }

    /// What the kernel tells about all generic netlink families whose modules are loaded.
    ///
    /// - Throws: Why the kernel could not be asked.
    public mutating func families() throws(NetlinkError) -> [NLCtrl.GetFamily.Reply] {
        try dump(NLCtrl.GetFamily.Dump())
    }

    /// The message type of a request.
    mutating func messageType<Request: NetlinkRequest>(of request: Request.Type) throws(NetlinkError) -> MessageType {
        try netlinkProtocol.check(Request.Attributes.Family.self)
        guard Request.Attributes.Family.netlinkProtocol == .generic else {
            return MessageType(rawValue: Request.command)
        }
        return try messageType(named: Request.Attributes.Family.name)
    }

    /// Which messages are events of a family.
    mutating func eventFilter<Family: NetlinkFamily>(of family: Family.Type) throws(NetlinkError) -> EventFilter {
        try netlinkProtocol.check(Family.self)
        guard Family.netlinkProtocol == .generic else { return .all }
        return .type(try messageType(named: Family.name))
    }

    /// The number of a multicast group.
    mutating func number<Family: NetlinkFamily>(of group: MulticastGroup<Family>) throws(NetlinkError) -> UInt32 {
        try netlinkProtocol.check(Family.self)
        if let number = group.number { return number }
        return try family(named: Family.name).number(of: group)
    }

    /// Whether a family's number is another than the one remembered, as after its module was loaded again.
    ///
    /// - Throws: ``NetlinkError/familyNotFound(_:)`` if there is no such family any more.
    mutating func hasNewNumber<Family: NetlinkFamily>(_ family: Family.Type) throws(NetlinkError) -> Bool {
        guard let known = familyTypes.removeValue(forKey: Family.name) else { return false }
        return try messageType(named: Family.name) != known
    }

    private mutating func messageType(named name: String) throws(NetlinkError) -> MessageType {
        // The controller is asked for all other numbers; its own is fixed.
        if name == NLCtrl.name { return .genericController }
        if let type = familyTypes[name] { return type }
        guard let number = try family(named: name).familyId else {
            throw .replyMissing(request: NLCtrl.GetFamily.requestName)
        }
        let type = MessageType(rawValue: number)
        familyTypes[name] = type
        return type
    }
}

extension NetlinkProtocol {
    /// Checks that a family travels on the protocol.
    ///
    /// - Throws: ``NetlinkError/wrongProtocol(family:needed:socket:)``.
    func check<Family: NetlinkFamily>(_ family: Family.Type) throws(NetlinkError) {
        guard Family.netlinkProtocol == self else {
            throw .wrongProtocol(family: Family.name, needed: Family.netlinkProtocol, socket: self)
        }
    }
}

extension NLCtrl.GetFamily.Reply {
    /// The number of one of the family's multicast groups.
    ///
    /// - Throws: ``NetlinkError/multicastGroupNotFound(_:family:available:)``.
    func number<Family: NetlinkFamily>(of group: MulticastGroup<Family>) throws(NetlinkError) -> UInt32 {
        let groups = mcastGroups ?? []
        guard let number = groups.first(where: { $0.name == group.name })?.id else {
            let names = groups.compactMap(\.name)
            throw .multicastGroupNotFound(group.name, family: Family.name, available: names)
        }
        return number
    }
}
