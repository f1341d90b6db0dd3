import KernelRTLink
import Netlink

extension RTLink.GetLink.Reply {
    /// An element of what `ip -details -statistics -statistics link` prints.
    ///
    /// - Parameter links: All links, by index.
    /// - Returns: The object's members.
    func text(_ links: [UInt32: RTLink.GetLink.Reply]) -> [String: RouteJSON] {
        let peer = link.flatMap { $0 == 0 ? nil : links[$0] }
        var members: [String: RouteJSON] = [:]
        members["ifindex"] = .number(header.ifiIndex)
        members["ifname"] = .string(ifname)
        members["link"] = link.map { $0 == 0 ? .null : .string(links[$0]?.ifname ?? "if\($0)") }
        members["flags"] = .array(flagNames(peer).map { .string($0) })
        members["mtu"] = .number(mtu)
        members["qdisc"] = .string(qdisc)
        members["master"] = master.map { .string(links[$0]?.ifname ?? "if\($0)") }
        members["operstate"] = operstate.map { .string(Self.operstates[Int($0)]) }
        members["linkmode"] = linkmode.map { .string($0 == 0 ? "DEFAULT" : "DORMANT") }
        members["group"] = group.map { .string($0 == 0 ? "default" : "\($0)") }
        members["txqlen"] = txqlen.flatMap { $0 == 0 ? nil : .number($0) }
        members["link_type"] = .string(Self.types[header.ifiType] ?? "\(header.ifiType)")
        members["link_pointtopoint"] = header.ifiFlags.contains(.pointToPoint) && address != nil ? true : nil
        members["address"] = address.map { .string(hardwareText($0)) }
        members["broadcast"] = broadcast.map { .string(hardwareText($0)) }
        members["promiscuity"] = .number(promiscuity)
        members["allmulti"] = .number(allmulti)
        members["min_mtu"] = .number(minMtu)
        members["max_mtu"] = .number(maxMtu)
        members["linkinfo"] = linkinfo.map { .object($0.text(links)) }
        members["inet6_addr_gen_mode"] = afSpec?.inet6?.addrGenMode.map { .string($0 == 0 ? "eui64" : "mode \($0)") }
        members["num_tx_queues"] = .number(numTxQueues)
        members["num_rx_queues"] = .number(numRxQueues)
        members["gso_max_size"] = .number(gsoMaxSize)
        members["gso_max_segs"] = .number(gsoMaxSegs)
        members["tso_max_size"] = .number(tsoMaxSize)
        members["tso_max_segs"] = .number(tsoMaxSegs)
        members["gro_max_size"] = .number(groMaxSize)
        members["ifalias"] = .string(ifalias)
        members["altnames"] = propList.flatMap { $0.altIfname.isEmpty ? nil : .array($0.altIfname.map { .string($0) }) }
        if let stats64 { members["stats64"] = stats64.text(carrierChanges: carrierChanges) }
        return members
    }

    private static let operstates = [
        "UNKNOWN", "NOTPRESENT", "DOWN", "LOWERLAYERDOWN", "TESTING", "DORMANT", "UP",
    ]

    private static let types: [UInt16: String] = [
        1: "ether", 772: "loopback", 778: "gre", 824: "netlink", 65534: "none",
    ]

    /// An address of the link's type: those of IPv4 tunnels are addresses of IPv4.
    private func hardwareText(_ address: LinkLayerAddress) -> String {
        header.ifiType == 778 ? address.bytes.map(String.init).joined(separator: ".") : "\(address)"
    }

    private func flagNames(_ peer: RTLink.GetLink.Reply?) -> [String] {
        let flags = header.ifiFlags
        let names: [(RTLink.IfinfoFlags, String)] = [
            (.loopback, "LOOPBACK"), (.broadcast, "BROADCAST"), (.pointToPoint, "POINTOPOINT"),
            (.multicast, "MULTICAST"), (.noArp, "NOARP"), (.allMulti, "ALLMULTI"), (.promisc, "PROMISC"),
            (.master, "MASTER"), (.slave, "SLAVE"), (.debug, "DEBUG"), (.dynamic, "DYNAMIC"),
            (.autoMedia, "AUTOMEDIA"), (.portsel, "PORTSEL"), (.noTrailers, "NOTRAILERS"), (.up, "UP"),
            (.lowerUp, "LOWER_UP"), (.dormant, "DORMANT"), (.echo, "ECHO"),
        ]
        let noCarrier = flags.contains(.up) && !flags.contains(.running)
        let isPeerDown = peer.map { !$0.header.ifiFlags.contains(.up) } ?? false
        return (noCarrier ? ["NO-CARRIER"] : []) + names.filter { flags.contains($0.0) }.map(\.1)
            + (isPeerDown ? ["M-DOWN"] : [])
    }
}

extension RTLink.RtnlLinkStats64 {
    /// The counters that iproute2 prints; some only where they are not 0.
    func text(carrierChanges: UInt32?) -> RouteJSON {
        var received: [String: RouteJSON] = [
            "bytes": .number(rxBytes), "packets": .number(rxPackets), "errors": .number(rxErrors),
            "dropped": .number(rxDropped), "over_errors": .number(rxOverErrors), "multicast": .number(multicast),
            "length_errors": .number(rxLengthErrors), "crc_errors": .number(rxCrcErrors),
            "frame_errors": .number(rxFrameErrors), "fifo_errors": .number(rxFifoErrors),
            "missed_errors": .number(rxMissedErrors),
        ]
        var sent: [String: RouteJSON] = [
            "bytes": .number(txBytes), "packets": .number(txPackets), "errors": .number(txErrors),
            "dropped": .number(txDropped), "carrier_errors": .number(txCarrierErrors),
            "collisions": .number(collisions), "aborted_errors": .number(txAbortedErrors),
            "fifo_errors": .number(txFifoErrors), "window_errors": .number(txWindowErrors),
            "heartbeat_errors": .number(txHeartbeatErrors),
        ]
        if rxCompressed != 0 { received["compressed"] = .number(rxCompressed) }
        if rxNohandler != 0 { received["nohandler"] = .number(rxNohandler) }
        if rxOtherhostDropped != 0 { received["otherhost_dropped"] = .number(rxOtherhostDropped) }
        if txCompressed != 0 { sent["compressed"] = .number(txCompressed) }
        if let carrierChanges { sent["carrier_changes"] = .number(carrierChanges) }
        return .object(["rx": .object(received), "tx": .object(sent)])
    }
}

extension RTLink.Linkinfo {
    fileprivate func text(_ links: [UInt32: RTLink.GetLink.Reply]) -> [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["info_kind"] = .string(kind)
        members["info_data"] = data?.text(links).map { .object($0) }
        members["info_slave_kind"] = .string(slaveKind)
        members["info_slave_data"] = slaveData?.text.map { .object($0) }
        return members
    }
}

extension RTLink.LinkinfoData {
    fileprivate func text(_ links: [UInt32: RTLink.GetLink.Reply]) -> [String: RouteJSON]? {
        switch self {
        case .bond(let bond): bond.text(links)
        case .bridge(let bridge): bridge.text
        case .geneve(let tunnel): tunnel.text
        case .gre(let tunnel), .gretap(let tunnel): tunnel.text(links)
        case .vlan(let link): link.text
        case .vxlan(let tunnel): tunnel.text(links)
        case .macvlan(let link), .macvtap(let link): link.text
        default: ["data": .string("\(self)")]
        }
    }
}

extension RTLink.LinkinfoMemberData {
    fileprivate var text: [String: RouteJSON]? {
        switch self {
        case .bond(let port): port.text
        case .bridge(let port): port.text
        default: ["data": .string("\(self)")]
        }
    }
}

extension RTLink.IflaBridgeID {
    /// The priority and the address, whose bytes iproute2 writes with as many digits as they need.
    var text: String {
        let digits = String(prio, radix: 16)
        let bytes = addr.bytes.map { String($0, radix: 16) }
        return String(repeating: "0", count: 4 - digits.count) + digits + "." + bytes.joined(separator: ":")
    }
}

/// A number as `printf` writes it with `%#x`.
private func hexadecimal<Number: BinaryInteger>(_ number: Number) -> RouteJSON {
    .string(number == 0 ? "0" : "0x" + String(number, radix: 16))
}

/// Hundredths of a second.
private func seconds(_ ticks: UInt64) -> RouteJSON { .number(Double(ticks) / 100) }

extension RTLink.LinkinfoBridge {
    fileprivate var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["forward_delay"] = .number(forwardDelay)
        members["hello_time"] = .number(helloTime)
        members["max_age"] = .number(maxAge)
        members["ageing_time"] = .number(ageingTime)
        members["stp_state"] = .number(stpState)
        members["priority"] = .number(priority)
        members["vlan_filtering"] = .number(vlanFiltering)
        members["vlan_protocol"] = vlanProtocol.map { .string($0 == 0x8100 ? "802.1Q" : "\($0)") }
        members["bridge_id"] = .string(bridgeId?.text)
        members["root_id"] = .string(rootId?.text)
        members["root_port"] = .number(rootPort)
        members["root_path_cost"] = .number(rootPathCost)
        members["topology_change"] = .number(topologyChange)
        members["topology_change_detected"] = .number(topologyChangeDetected)
        members["hello_timer"] = helloTimer.map(seconds)
        members["tcn_timer"] = tcnTimer.map(seconds)
        members["topology_change_timer"] = topologyChangeTimer.map(seconds)
        members["gc_timer"] = gcTimer.map(seconds)
        members["vlan_default_pvid"] = .number(vlanDefaultPvid)
        members["vlan_stats_enabled"] = .number(vlanStatsEnabled)
        members["vlan_stats_per_port"] = .number(vlanStatsPerPort)
        members["group_fwd_mask"] = groupFwdMask.map(hexadecimal)
        members["group_addr"] = groupAddr.map { .string("\($0)") }
        members["mcast_snooping"] = .number(mcastSnooping)
        members["no_linklocal_learn"] = multiBoolopt.flatMap { $0.optmask & 1 == 0 ? nil : .number($0.optval & 1) }
        members["mcast_vlan_snooping"] = multiBoolopt.flatMap {
            $0.optmask & 2 == 0 ? nil : .number($0.optval >> 1 & 1)
        }
        members["mcast_router"] = .number(mcastRouter)
        members["mcast_query_use_ifaddr"] = .number(mcastQueryUseIfaddr)
        members["mcast_querier"] = .number(mcastQuerier)
        members["mcast_hash_elasticity"] = .number(mcastHashElasticity)
        members["mcast_hash_max"] = .number(mcastHashMax)
        members["mcast_last_member_cnt"] = .number(mcastLastMemberCnt)
        members["mcast_startup_query_cnt"] = .number(mcastStartupQueryCnt)
        members["mcast_last_member_intvl"] = .number(mcastLastMemberIntvl)
        members["mcast_membership_intvl"] = .number(mcastMembershipIntvl)
        members["mcast_querier_intvl"] = .number(mcastQuerierIntvl)
        members["mcast_query_intvl"] = .number(mcastQueryIntvl)
        members["mcast_query_response_intvl"] = .number(mcastQueryResponseIntvl)
        members["mcast_startup_query_intvl"] = .number(mcastStartupQueryIntvl)
        members["mcast_stats_enabled"] = .number(mcastStatsEnabled)
        members["mcast_igmp_version"] = .number(mcastIgmpVersion)
        members["mcast_mld_version"] = .number(mcastMldVersion)
        members["nf_call_iptables"] = .number(nfCallIptables)
        members["nf_call_ip6tables"] = .number(nfCallIp6tables)
        members["nf_call_arptables"] = .number(nfCallArptables)
        return members
    }
}

extension RTLink.LinkinfoBrport {
    fileprivate var text: [String: RouteJSON] {
        func bool(_ value: UInt8?) -> RouteJSON? { value.map { .bool($0 != 0) } }
        let states = ["disabled", "listening", "learning", "forwarding", "blocking"]
        var members: [String: RouteJSON] = [:]
        members["state"] = state.map { .string(states[Int($0)]) }
        members["priority"] = .number(priority)
        members["cost"] = .number(cost)
        members["hairpin"] = bool(mode)
        members["guard"] = bool(`guard`)
        members["root_block"] = bool(protect)
        members["fastleave"] = bool(fastLeave)
        members["learning"] = bool(learning)
        members["flood"] = bool(unicastFlood)
        members["id"] = id.map(hexadecimal)
        members["no"] = no.map(hexadecimal)
        members["designated_port"] = .number(designatedPort)
        members["designated_cost"] = .number(designatedCost)
        members["bridge_id"] = .string(bridgeId?.text)
        members["root_id"] = .string(rootId?.text)
        members["hold_timer"] = holdTimer.map(seconds)
        members["message_age_timer"] = messageAgeTimer.map(seconds)
        members["forward_delay_timer"] = forwardDelayTimer.map(seconds)
        members["topology_change_ack"] = .number(topologyChangeAck)
        members["config_pending"] = .number(configPending)
        members["proxy_arp"] = bool(proxyarp)
        members["proxy_arp_wifi"] = bool(proxyarpWifi)
        members["multicast_router"] = .number(multicastRouter)
        members["mcast_flood"] = bool(mcastFlood)
        members["bcast_flood"] = bool(bcastFlood)
        members["mcast_to_unicast"] = bool(mcastToUcast)
        members["neigh_suppress"] = bool(neighSuppress)
        members["group_fwd_mask"] = groupFwdMask.map(hexadecimal)
        members["group_fwd_mask_str"] = groupFwdMask.map { .string("0x" + String($0, radix: 16)) }
        members["vlan_tunnel"] = bool(vlanTunnel)
        members["isolated"] = bool(isolated)
        members["locked"] = bool(locked)
        return members
    }
}

extension RTLink.LinkinfoVxlan {
    fileprivate func text(_ links: [UInt32: RTLink.GetLink.Reply]) -> [String: RouteJSON] {
        func set(_ value: UInt8?) -> RouteJSON? { value.flatMap { $0 == 0 ? nil : .bool(true) } }
        func number<Number: BinaryInteger>(_ value: Number?) -> RouteJSON? {
            value.flatMap { $0 == 0 ? nil : .number($0) }
        }
        let isGroup = group.map { $0.bytes[0] >> 4 == 14 } ?? false
        let isGroup6 = group6.map { $0.bytes[0] == 0xff } ?? false
        var members: [String: RouteJSON] = [:]
        members["id"] = .number(id)
        members[isGroup ? "group" : "remote"] = group.map { .string("\($0)") }
        members[isGroup6 ? "group6" : "remote6"] = group6.map { .string("\($0)") }
        members["local"] = local.map { .string("\($0)") }
        members["local6"] = local6.map { .string("\($0)") }
        members["link"] = link.flatMap { $0 == 0 ? nil : .string(links[$0]?.ifname ?? "if\($0)") }
        members["port_range"] = portRange.map { .object(["low": .number($0.low), "high": .number($0.high)]) }
        members["port"] = .number(port)
        members["learning"] = learning.map { .bool($0 != 0) }
        members["proxy"] = set(proxy)
        members["rsc"] = set(rsc)
        members["l2miss"] = set(l2miss)
        members["l3miss"] = set(l3miss)
        members["tos"] = tos.flatMap { $0 == 0 ? nil : .string("0x" + String($0, radix: 16)) }
        members["ttl"] = ttlInherit == 1 ? nil : .number(ttl)
        members["df"] = df.map { .string(["unset", "set", "inherit"][Int($0)]) }
        members["label"] = label.flatMap { $0 == 0 ? nil : .string("0x" + String($0, radix: 16)) }
        members["ageing"] = number(ageing)
        members["limit"] = number(limit)
        members["udp_csum"] = udpCsum.map { .bool($0 != 0) }
        members["udp_zero_csum6_tx"] = udpZeroCsum6Tx.map { .bool($0 != 0) }
        members["udp_zero_csum6_rx"] = udpZeroCsum6Rx.map { .bool($0 != 0) }
        members["gbp"] = gbp ? .bool(true) : nil
        return members
    }
}

extension RTLink.LinkinfoMacvlan {
    fileprivate var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["mode"] = mode.map { .string($0.setNames.joined()) }
        members["bcqueuelen"] = .number(bcQueueLen)
        members["usedbcqueuelen"] = .number(bcQueueLenUsed)
        return members
    }
}
