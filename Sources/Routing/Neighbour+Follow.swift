public import Netlink
public import RTNeigh

/// Neighbours, and the forwarding tables of bridges if the request is for their family.
///
/// Entries that the kernel makes for itself are left out: those without resolution (`NUD_NOARP`), as for multicast
/// addresses, and those that it has only begun to resolve. It does not tell of them.
extension RTNeigh.GetNeigh.Dump: FollowableDump {
    /// What the kernel tells neighbours apart by.
    public struct Key: Hashable, Sendable {
        /// The family, as its number.
        public var family: UInt8
        /// The interface.
        public var index: UInt32
        /// The neighbour's address; the tables of bridges have none.
        public var destination: IPAddress?
        /// What a bridge knows a station by, among others.
        public var station: LinkLayerAddress?
        /// The VLAN of a bridge's entry.
        public var vlan: UInt16?
        /// The network of a VXLAN's entry.
        public var vni: UInt32?
        /// Whether it is a device that has the entry, not the bridge that the device is a port of.
        public var isDeviceEntry: Bool
    }

    /// The group of neighbours.
    public var changeGroups: [MulticastGroup<RTNeigh>] { [RTNeigh.Groups.rtnlgrpNeigh] }

    /// Family, interface and address.
    ///
    /// The forwarding tables of bridges share the group. The dump has them only if it is for their family
    /// (`rtnl_fdb_dump`), and proxies only if it asks for those instead (`neigh_dump_info`).
    public func key(of neighbour: RTNeigh.GetNeigh.Reply) -> Key? {
        let isBridge = neighbour.header.family == .bridge
        guard isBridge == (header.family == .bridge) else { return nil }
        guard neighbour.header.flags.contains(.proxy) == header.flags.contains(.proxy) else { return nil }
        return Key(
            family: neighbour.header.family.rawValue,
            index: neighbour.header.index,
            destination: neighbour.dst,
            station: isBridge ? neighbour.lladdr : nil,
            vlan: isBridge ? neighbour.vlan : nil,
            vni: isBridge ? neighbour.vni : nil,
            isDeviceEntry: isBridge && neighbour.header.flags.contains(.self_)
        )
    }

    /// Whether the neighbour has the family, the interface and the master that the request asks for.
    public func includes(_ neighbour: RTNeigh.GetNeigh.Reply) -> Bool {
        let family = header.family
        if family.rawValue != 0, family != neighbour.header.family { return false }
        if let index = ifindex, index != neighbour.header.index { return false }
        let state = neighbour.header.state
        if header.family != .bridge, state.isEmpty || !state.isDisjoint(with: [.noARP, .incomplete]) { return false }
        // Neighbours do not tell the master of their interface: only a dump by the kernel can choose by it.
        return true
    }

    /// What an event tells about neighbours.
    public func news(in event: RTNeigh.Event) -> ObjectNews<RTNeigh.GetNeigh.Reply> {
        switch event {
        case .newNeigh(let neighbour): master == nil ? .present(neighbour) : .unclear
        case .delNeigh(let neighbour): master == nil ? .gone(neighbour) : .unclear
        default: .unrelated
        }
    }
}
