public import Netlink
public import RTAddr

/// Addresses of interfaces.
extension RTAddr.GetAddr.Dump: FollowableDump {
    /// What the kernel tells addresses apart by.
    public struct Key: Hashable, Sendable {
        /// The interface.
        public var index: UInt32
        /// The length of the prefix, in bits.
        public var prefixLength: UInt8
        /// The address of the interface itself.
        public var local: IPAddress?
        /// The address of the other end, or of the interface itself.
        public var address: IPAddress?
    }

    /// The groups of the family, or of both.
    public var changeGroups: [MulticastGroup<RTAddr>] {
        switch header.family {
        case .inet: [RTAddr.Groups.rtnlgrpIpv4Ifaddr]
        case .inet6: [RTAddr.Groups.rtnlgrpIpv6Ifaddr]
        default: [RTAddr.Groups.rtnlgrpIpv4Ifaddr, RTAddr.Groups.rtnlgrpIpv6Ifaddr]
        }
    }

    /// Interface, prefix and addresses.
    public func key(of address: RTAddr.GetAddr.Reply) -> Key? {
        Key(
            index: address.header.index,
            prefixLength: address.header.prefixLength,
            local: address.local,
            address: address.address
        )
    }

    /// Whether the address is on the interface that the request asks for.
    public func includes(_ address: RTAddr.GetAddr.Reply) -> Bool {
        header.index == 0 || header.index == address.header.index
    }

    /// What an event tells about addresses.
    public func news(in event: RTAddr.Event) -> ObjectNews<RTAddr.GetAddr.Reply> {
        switch event {
        case .newAddr(let address): .present(address)
        case .delAddr(let address): .gone(address)
        default: .unrelated
        }
    }
}
