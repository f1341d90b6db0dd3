/// What the kernel accepts in the requests of a generic netlink family: its input policies, as the kernel has them.
public struct FamilyPolicies: Hashable, Sendable {
    /// The policy of one message: what is accepted in each attribute, by number.
    ///
    /// Other attributes are refused, or ignored by old families.
    public typealias Table = [UInt16: NLCtrl.Policy]

    /// How an operation is asked for.
    public enum Mode: Hashable, Sendable {
        /// A request for one object or one change.
        case perform

        /// A request for all objects.
        case dump
    }

    /// The policies by their index, which ``NLCtrl/Policy/policyIdx`` of a nested attribute tells too.
    ///
    /// A policy that accepts no attribute is absent: the kernel does not list it.
    public private(set) var tables: [UInt32: Table] = [:]

    /// The index of each operation's policies.
    private var operations: [UInt16: NLCtrl.OpPolicy] = [:]

    /// The commands of the operations that have a policy, in order.
    ///
    /// Operations that can only be dumped are absent, unless asked for by number: the kernel (6.18) gives them all the
    /// number 0 (`ctrl_dumppolicy_put_op`).
    public var commands: [UInt16] { operations.keys.sorted() }

    /// The policy of a request, empty if it accepts no attribute.
    ///
    /// - Parameters:
    ///   - command: The operation.
    ///   - mode: How it is asked for.
    /// - Returns: `nil` if the operation has no policy, or not in this mode.
    public func table(of command: UInt16, _ mode: Mode) -> Table? {
        guard let operation = operations[command] else { return nil }
        let index = mode == .perform ? operation.do : operation.dump
        return index.map { tables[$0] ?? [:] }
    }

    /// The policy of what an attribute holds.
    ///
    /// - Parameter policy: The attribute's own policy.
    /// - Returns: `nil` if it is no nest, or one whose contents the kernel does not check beforehand.
    public func table(inside policy: NLCtrl.Policy) -> Table? {
        policy.policyIdx.map { tables[$0] ?? [:] }
    }
}

extension FamilyPolicies {
    /// Collects what a policy dump tells.
    ///
    /// - Parameters:
    ///   - replies: The parts of the dump.
    ///   - command: Tells the true number of an operation from the one in the dump; `nil` leaves it out.
    init(_ replies: [NLCtrl.GetPolicy.Reply], command: (UInt16) -> UInt16?) {
        for reply in replies {
            for entry in reply.opPolicy ?? [] {
                if let command = command(entry.opId) { operations[command] = entry.opPolicy }
            }
            for entry in reply.policy ?? [] {
                tables[UInt32(entry.policyId), default: [:]][entry.attrId] = entry.policy
            }
        }
    }
}

extension NetlinkSocket {
    /// What the kernel accepts in the requests of a generic netlink family.
    ///
    /// - Parameters:
    ///   - name: The family's name.
    ///   - command: The operation that is of interest; `nil` is all of them.
    /// - Returns: The policies.
    /// - Throws: ``NetlinkError/familyNotFound(_:)``, or ``NetlinkError/kernel(_:)`` with `ENODATA` for a family without
    ///   policies and `ENOENT` for an unknown operation.
    public mutating func policies(of name: String, command: UInt16? = nil) throws(NetlinkError) -> FamilyPolicies {
        let family = try family(named: name)
        let replies = try dump(NLCtrl.GetPolicy.Dump(familyId: family.familyId, op: command.map(UInt32.init)))
        let known = Set(family.ops?.compactMap(\.id) ?? [])
        return FamilyPolicies(replies) { number in
            command ?? (known.contains(UInt32(number)) ? number : nil)
        }
    }
}
