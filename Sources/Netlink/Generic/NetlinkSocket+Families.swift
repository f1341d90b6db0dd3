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
        try messageType(of: RequestKind(Request.self))
    }

    /// The message type of a request.
    mutating func messageType(of request: RequestKind) throws(NetlinkError) -> MessageType {
        try netlinkProtocol.check(request.family)
        guard netlinkProtocol == .generic else { return MessageType(rawValue: request.type.command) }
        return try messageType(of: request.family)
    }

    /// Which messages are events of a family.
    mutating func eventFilter(of family: any NetlinkFamily.Type) throws(NetlinkError) -> EventFilter {
        try netlinkProtocol.check(family)
        guard family.netlinkProtocol == .generic else { return .all }
        return .type(try messageType(of: family))
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
    mutating func hasNewNumber(_ family: any NetlinkFamily.Type) throws(NetlinkError) -> Bool {
        guard let known = familyTypes[family] else { return false }
        familyTypes[family] = nil
        return try messageType(of: family) != known
    }

    private mutating func messageType(of family: any NetlinkFamily.Type) throws(NetlinkError) -> MessageType {
        if let type = familyTypes[family] { return type }
        // The controller is asked for all other numbers; its own is fixed.
        if family.name == NLCtrl.name { return .genericController }
        // There may be a request in the buffer that waits for this number.
        var waiting = MessageBuffer()
        swap(&request, &waiting)
        defer { swap(&request, &waiting) }
        guard let number = try self.family(named: family.name).familyId else {
            throw .replyMissing(request: NLCtrl.GetFamily.requestName)
        }
        let type = MessageType(rawValue: number)
        familyTypes[family] = type
        return type
    }
}

extension NetlinkProtocol {
    /// Checks that a family travels on the protocol.
    ///
    /// - Throws: ``NetlinkError/wrongProtocol(family:needed:socket:)``.
    func check(_ family: any NetlinkFamily.Type) throws(NetlinkError) {
        guard family.netlinkProtocol == self else {
            throw .wrongProtocol(family: family.name, needed: family.netlinkProtocol, socket: self)
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
