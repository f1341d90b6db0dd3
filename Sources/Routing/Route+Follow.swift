public import Netlink
public import RTRoute

/// Routes of IPv4 and IPv6.
///
/// The kernel removes IPv4 routes without telling so when their link, source address or next hop object goes
/// (`fib_flush`), and tells of IPv6 routes with several next hops in parts. Events of links, addresses and next hops
/// therefore ask for another dump, and so does whatever is not clear from one event.
extension RTRoute.GetRoute.Dump: FollowableDump {
    /// What routes have in common that the kernel looks at one after the other.
    public struct Key: Hashable, Sendable {
        /// The family, as its number.
        public var family: UInt8
        /// The routing table.
        public var table: UInt32
        /// The destination; `nil` is any.
        public var destination: IPAddress?
        /// The length of the destination's prefix, in bits.
        public var destinationLength: UInt8
        /// The source, which only IPv6 routes have; `nil` is any.
        public var source: IPAddress?
        /// The length of the source's prefix, in bits.
        public var sourceLength: UInt8
        /// The type of service, which only IPv4 routes have.
        public var tos: UInt8
        /// The metric: the least is taken first.
        public var priority: UInt32
    }

    /// The groups of routes, and of what takes routes along when it goes.
    public var changeGroups: [MulticastGroup<RTRoute>] {
        let ipv4: [MulticastGroup<RTRoute>] = [RTRoute.Groups.rtnlgrpIpv4Route, .ipv4Addresses]
        let ipv6: [MulticastGroup<RTRoute>] = [RTRoute.Groups.rtnlgrpIpv6Route]
        let both: [MulticastGroup<RTRoute>] = [.links, .nextHops]
        switch header.family {
        case .inet: return both + ipv4
        case .inet6: return both + ipv6
        default: return both + ipv4 + ipv6
        }
    }

    /// Table, destination, source, type of service and metric.
    ///
    /// Events tell of cached routes too, which the dump has only if it asks for them.
    public func key(of route: RTRoute.GetRoute.Reply) -> Key? {
        guard route.header.flags.contains(.cloned) == header.flags.contains(.cloned) else { return nil }
        return Key(
            family: route.header.family.rawValue,
            table: table(of: route),
            destination: route.dst,
            destinationLength: route.header.dstLength,
            source: route.src,
            sourceLength: route.header.srcLength,
            tos: route.header.tos,
            priority: route.priority ?? 0
        )
    }

    /// Whether the route is one of IPv4 or IPv6 that the request asks for.
    ///
    /// Without a family the kernel also dumps what multicast routing knows, of the families 128 and 129, and MPLS.
    public func includes(_ route: RTRoute.GetRoute.Reply) -> Bool {
        let family = header.family
        guard [.inet, .inet6].contains(route.header.family) else { return false }
        if family.rawValue != 0, family != route.header.family { return false }
        if let table, table.rawValue != self.table(of: route) { return false }
        if header.protocol.rawValue != 0, header.protocol != route.header.protocol { return false }
        if header.type.rawValue != 0, header.type != route.header.type { return false }
        if let oif, oif != route.oif { return false }
        return true
    }

    /// The attribute has tables above 255, for which the header has no room.
    private func table(of route: RTRoute.GetRoute.Reply) -> UInt32 {
        route.table?.rawValue ?? UInt32(route.header.table.rawValue)
    }

    /// Whether the next hop is the same, so that the event cannot be about another route beside the known one.
    public func isSame(_ route: RTRoute.GetRoute.Reply, as known: RTRoute.GetRoute.Reply) -> Bool {
        // A route of IPv6 with several next hops loses one of them as a route of its own.
        guard route.multipath == nil, known.multipath == nil else { return route.multipath == known.multipath }
        return route.oif == known.oif && route.gateway == known.gateway && route.via == known.via
            && route.nhId == known.nhId && route.header.type == known.header.type
    }

    /// What an event tells about routes.
    public func news(in event: RTRoute.Event) -> ObjectNews<RTRoute.GetRoute.Reply> {
        switch event {
        case .newRoute(let route): .present(route)
        case .delRoute(let route): .gone(route)
        case .unknown: .unclear
        default: .unrelated
        }
    }

    /// Waits until the routes of a link that is told to be down are gone (`__dev_notify_flags`).
    public func settle(on connection: NetlinkConnection) async throws(NetlinkError) {
        try await connection.waitForRoutingLock()
    }
}

extension MulticastGroup<RTRoute> {
    /// Links (`RTNLGRP_LINK`).
    fileprivate static var links: MulticastGroup { MulticastGroup("rtnlgrp-link", number: 1) }

    /// Addresses of IPv4 (`RTNLGRP_IPV4_IFADDR`).
    fileprivate static var ipv4Addresses: MulticastGroup { MulticastGroup("rtnlgrp-ipv4-ifaddr", number: 5) }

    /// Next hop objects (`RTNLGRP_NEXTHOP`).
    fileprivate static var nextHops: MulticastGroup { MulticastGroup("rtnlgrp-nexthop", number: 32) }
}
