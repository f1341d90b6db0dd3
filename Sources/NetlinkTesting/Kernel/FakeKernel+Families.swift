public import Netlink
import Synchronization

extension FakeKernel {
    /// Makes a family known; handlers do so for theirs.
    ///
    /// A generic netlink family gets a number, by which its requests come.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - headerSize: The size of the fixed header behind that of generic netlink, in bytes.
    public func register<Family: NetlinkFamily>(_ family: Family.Type, headerSize: Int = 0) {
        guard Family.netlinkProtocol == .generic, Family.name != NLCtrl.name else { return }
        core.state.withLock { $0.register(Family.name, headerSize: headerSize) }
    }

    /// Gives generic netlink families multicast groups, which have a number from then on.
    ///
    /// - Parameter groups: The groups.
    public func register<Family: NetlinkFamily>(_ groups: MulticastGroup<Family>...) {
        register(Family.self)
        core.state.withLock { state in
            for group in groups { state.addGroup(group.name, to: Family.name) }
        }
    }

    /// Loads a generic netlink family's module again: the family has a new number, and the old one is unknown.
    ///
    /// - Parameter family: The family.
    public func reload<Family: GenericNetlinkFamily>(_ family: Family.Type) {
        core.state.withLock { state in
            state.renumber(Family.name)
            state.families[Family.name]?.isAbsent = false
        }
    }

    /// Unloads a generic netlink family's module: the family is unknown until it is loaded again.
    ///
    /// - Parameter family: The family.
    public func unload<Family: GenericNetlinkFamily>(_ family: Family.Type) {
        core.state.withLock { $0.families[Family.name]?.isAbsent = true }
    }

    /// The message type of a generic netlink family, or `nil` if it is unknown.
    ///
    /// - Parameter family: The family.
    /// - Returns: The type.
    public func messageType<Family: GenericNetlinkFamily>(of family: Family.Type) -> MessageType? {
        if Family.name == NLCtrl.name { return .genericController }
        guard let known = core.state.withLock({ $0.families[Family.name] }), !known.isAbsent else { return nil }
        return MessageType(rawValue: known.id)
    }

    /// Answers questions about families, as `nlctrl` does.
    func installController() {
        let core = core
        on(NLCtrl.GetFamily.self, validation: .liberal) { request in
            // Neither name nor number: the kernel has nothing to look for.
            guard request.familyName != nil || request.familyId != nil else { return .refuse(.invalidArgument) }
            let found = core.described.first { family in
                request.familyName.map { $0 == family.familyName } ?? (request.familyId == family.familyId)
            }
            return found.map { .reply($0, command: 1) } ?? .refuse(.noEntry)
        }
        on(dump: NLCtrl.GetFamily.Dump.self, validation: .liberal) { _ in .replies(core.described, command: 1) }
    }
}

extension KernelCore {
    /// What the controller tells about the families.
    fileprivate var described: [NLCtrl.GetFamily.Reply] {
        state.withLock { state in
            let controller = KernelState.Family(name: NLCtrl.name, id: 0x10, headerSize: 0)
            let others = state.families.values.filter { !$0.isAbsent }.sorted { $0.id < $1.id }
            return ([controller] + others).map { $0.description(state.operations.keys) }
        }
    }
}

extension KernelState.Family {
    fileprivate func description(_ keys: some Collection<OperationKey>) -> NLCtrl.GetFamily.Reply {
        let numbers = Set(keys.filter { $0.family == name }.map(\.number)).sorted()
        let ops = numbers.map { NLCtrl.Op(id: UInt32($0)) }
        let groups = groups.map { NLCtrl.McastGroup(name: $0.name, id: $0.number) }
        return NLCtrl.GetFamily.Reply(
            familyId: id,
            familyName: name,
            version: 1,
            hdrsize: UInt32(headerSize),
            maxattr: 0,
            ops: ops.isEmpty ? nil : IndexedArray(ops),
            mcastGroups: groups.isEmpty ? nil : IndexedArray(groups)
        )
    }
}
