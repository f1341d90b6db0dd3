import KernelRTAddr
import KernelRTLink
import KernelRTNeigh
import KernelRTRoute
import KernelRTRule
import Netlink

/// Typed values in the words of iproute2, so that both can be compared field by field.
enum RouteText {
    /// The names of links, by index.
    typealias Names = [UInt32: String]

    /// IPv4 (`AF_INET`).
    static let inet: UInt8 = 2

    /// IPv6 (`AF_INET6`).
    static let inet6: UInt8 = 10

    static func family(_ number: UInt8) -> String {
        switch number {
        case inet: "inet"
        case inet6: "inet6"
        case 7: "bridge"
        default: "family \(number)"
        }
    }

    static func scope(_ number: UInt8) -> String {
        switch number {
        case 0: "global"
        case 200: "site"
        case 253: "link"
        case 254: "host"
        case 255: "nowhere"
        default: "\(number)"
        }
    }

    static func table(_ number: UInt32) -> String {
        switch number {
        case 253: "default"
        case 254: "main"
        case 255: "local"
        default: "\(number)"
        }
    }

    static func routeProtocol(_ number: UInt8) -> String {
        switch number {
        case 0: "unspec"
        case 1: "redirect"
        case 2: "kernel"
        case 3: "boot"
        case 4: "static"
        case 9: "ra"
        case 186: "bgp"
        default: "\(number)"
        }
    }

    /// A prefix; hosts have no length.
    static func prefix(_ address: IPAddress?, length: UInt8, family: UInt8) -> String {
        guard let address else { return length == 0 ? "default" : "0/\(length)" }
        let isHost = length == (family == inet6 ? 128 : 32)
        return isHost ? "\(address)" : "\(address)/\(length)"
    }

}

// MARK: - Addresses

extension RTAddr.GetAddr.Reply {
    /// An element of `addr_info`.
    var text: [String: RouteJSON] {
        let flags = flags ?? header.ifaFlags
        let own = local ?? address
        var members: [String: RouteJSON] = [:]
        members["family"] = .string(RouteText.family(header.ifaFamily))
        members["local"] = own.map { .string("\($0)") }
        members["address"] = address == own ? nil : address.map { .string("\($0)") }
        members["prefixlen"] = .number(header.ifaPrefixlen)
        members["metric"] = .number(rtPriority)
        members["broadcast"] = broadcast.map { .string("\($0)") }
        members["anycast"] = anycast.map { .string("\($0)") }
        members["scope"] = .string(RouteText.scope(header.ifaScope))
        members["label"] = .string(label)
        members["valid_life_time"] = .number(cacheinfo?.ifaValid)
        members["preferred_life_time"] = .number(cacheinfo?.ifaPrefered)
        let names: [(RTAddr.IfaFlags, String)] = [
            (.secondary, header.ifaFamily == RouteText.inet6 ? "temporary" : "secondary"), (.nodad, "nodad"),
            (.optimistic, "optimistic"), (.dadfailed, "dadfailed"), (.homeaddress, "home"),
            (.deprecated, "deprecated"), (.tentative, "tentative"), (.managetempaddr, "mngtmpaddr"),
            (.noprefixroute, "noprefixroute"), (.mcautojoin, "autojoin"), (.stablePrivacy, "stable-privacy"),
        ]
        for (flag, name) in names where flags.contains(flag) { members[name] = true }
        if !flags.contains(.permanent) { members["dynamic"] = true }
        return members
    }
}

// MARK: - Routes

extension RTRoute.GetRoute.Reply {
    /// An element of what `ip -details route` prints.
    func text(_ names: RouteText.Names) -> [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["type"] = .string("\(header.rtmType)")
        members["dst"] = .string(RouteText.prefix(dst, length: header.rtmDstLen, family: header.rtmFamily))
        members["from"] = src.map { .string(RouteText.prefix($0, length: header.rtmSrcLen, family: header.rtmFamily)) }
        members["tos"] = header.rtmTos == 0 ? nil : .string("\(header.rtmTos)")
        members["gateway"] = gateway.map { .string("\($0)") }
        members["via"] = via.flatMap(Self.via)
        members["dev"] = oif.map { .string(names[$0] ?? "if\($0)") }
        members["table"] = .string(RouteText.table(table ?? UInt32(header.rtmTable)))
        members["protocol"] = .string(RouteText.routeProtocol(header.rtmProtocol))
        members["scope"] = .string(RouteText.scope(header.rtmScope))
        members["prefsrc"] = prefsrc.map { .string("\($0)") }
        members["metric"] = .number(priority)
        members["flags"] = .array(Self.flags(header.rtmFlags))
        members["metrics"] = metrics.map { .array([.object($0.text)]) }
        members["expires"] = cacheinfo.flatMap { $0.rtaExpires == 0 ? nil : .number($0.rtaExpires / 100) }
        members["pref"] = pref.map { .string([1: "high", 3: "low"][$0] ?? "medium") }
        members["nexthops"] = multipath.map { .array(NextHop.all(in: $0).map { .object($0.text(names)) }) }
        return members
    }

    static func flags<Bits: BinaryInteger>(_ bits: Bits) -> [RouteJSON] {
        let names = ["dead", "pervasive", "onlink", "offload", "linkdown", "unresolved", "trap"]
        return names.enumerated().filter { Int(bits) & 1 << $0.offset != 0 }.map { .string($0.element) }
    }

    /// A next hop of another family: two bytes that tell which, and its address (`struct rtvia`).
    private static func via(_ bytes: [UInt8]) -> RouteJSON? {
        guard bytes.count > 2, let address = IPAddress(bytes: Array(bytes.dropFirst(2))) else { return nil }
        return .object(["family": .string(RouteText.family(bytes[0])), "host": .string("\(address)")])
    }
}

extension RTRoute.Metrics {
    fileprivate var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["mtu"] = .number(mtu)
        members["window"] = .number(window)
        members["ssthresh"] = .number(ssthresh)
        members["cwnd"] = .number(cwnd)
        members["advmss"] = .number(advmss)
        members["reordering"] = .number(reordering)
        members["hoplimit"] = .number(hoplimit)
        members["initcwnd"] = .number(initcwnd)
        members["initrwnd"] = .number(initrwnd)
        members["quickack"] = .number(quickack)
        members["ecn"] = features.map { $0 & 1 != 0 ? .null : .string("features \($0)") }
        members["congestion"] = .string(ccAlgo)
        members["fastopen_no_cookie"] = .number(fastopenNoCookie)
        return members
    }
}

/// One of several next hops of a route, which the spec leaves as bytes (`struct rtnexthop` and attributes).
struct NextHop: Hashable {
    var flags: UInt8 = 0
    var weight = 1
    var link: UInt32
    var gateway: IPAddress?

    /// Reads the value of `multipath`.
    static func all(in bytes: [UInt8]) -> [NextHop] {
        var hops: [NextHop] = []
        var rest = Payload(bytes.rawSpan)
        while rest.count >= 8 {
            let length = Int(rest.member(UInt16.self, at: 0))
            guard length >= 8, length <= rest.count else { return [] }
            var hop = NextHop(
                flags: rest.member(UInt8.self, at: 2),
                weight: Int(rest.member(UInt8.self, at: 3)) + 1,
                link: rest.member(UInt32.self, at: 4)
            )
            let end = rest.count - length
            var attributes = Attributes(rest, from: 8)
            while let attribute = try? attributes.next(), attribute.offset + 4 <= bytes.count - end {
                if attribute.number == 5 { hop.gateway = IPAddress(attribute.payload) }
            }
            hops.append(hop)
            rest = rest.dropping((length + 3) & ~3)
        }
        return hops
    }

    /// The bytes of one next hop.
    var bytes: [UInt8] {
        let address = gateway?.bytes ?? []
        let attribute = address.isEmpty ? [] : [UInt8(address.count + 4), 0, 5, 0] + address
        let index = (0..<4).map { UInt8(truncatingIfNeeded: link >> ($0 * 8)) }
        return [UInt8(8 + attribute.count), 0, flags, UInt8(weight - 1)] + index + attribute
    }

    fileprivate func text(_ names: RouteText.Names) -> [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["gateway"] = gateway.map { .string("\($0)") }
        members["dev"] = .string(names[link] ?? "if\(link)")
        members["weight"] = .number(weight)
        members["flags"] = .array(RTRoute.GetRoute.Reply.flags(flags))
        return members
    }
}

// MARK: - Neighbours

extension RTNeigh.GetNeigh.Reply {
    /// An element of what `ip -statistics neigh` prints.
    func text(_ names: RouteText.Names) -> [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["dst"] = dst.map { .string("\($0)") }
        members["dev"] = .string(names[UInt32(header.ndmIfindex)] ?? "if\(header.ndmIfindex)")
        members["lladdr"] = lladdr.map { .string("\($0)") }
        members["refcnt"] = cacheinfo.flatMap { $0.refcnt == 0 ? nil : .number($0.refcnt) }
        members["used"] = cacheinfo.map { .number($0.used / 100) }
        members["confirmed"] = cacheinfo.map { .number($0.confirmed / 100) }
        members["updated"] = cacheinfo.map { .number($0.updated / 100) }
        members["probes"] = .number(probes)
        members["protocol"] = `protocol`.map { .string(RouteText.routeProtocol($0)) }
        members["state"] =
            header.ndmState == []
            ? nil : .array(header.ndmState.setNames.map { .string($0.uppercased()) })
        let flags: [(RTNeigh.NtfFlags, String)] = [
            (.router, "router"), (.proxy, "proxy"), (.extLearned, "extern_learn"), (.offloaded, "offload"),
        ]
        for (flag, name) in flags where header.ndmFlags.contains(flag) { members[name] = RouteJSON.null }
        return members
    }
}

extension RTNeigh.GetNeightbl.Reply {
    /// An element of what `ip -statistics ntable` prints, without the times of housekeeping, which it prints as dates.
    func text(_ names: RouteText.Names) -> [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["family"] = .string(RouteText.family(header.family))
        members["name"] = .string(name)
        members["dev"] = parms?.ifindex.map { .string(names[$0] ?? "if\($0)") }
        members["thresh1"] = .number(thresh1)
        members["thresh2"] = .number(thresh2)
        members["thresh3"] = .number(thresh3)
        members["gc_interval"] = .number(gcInterval)
        members["key_length"] = .number(config?.keyLen)
        members["entry_size"] = .number(config?.entrySize)
        members["entries"] = .number(config?.entries)
        members["hash_rnd"] = .number(config?.hashRnd)
        members["hash_mask"] = config.map { .string("0x" + String($0.hashMask, radix: 16)) }
        members["hash_chain_gc"] = .number(config?.hashChainGc)
        members["proxy_qlen"] = .number(config?.proxyQlen)
        if let parms { members.merge(parms.text) { _, new in new } }
        if let stats { members.merge(stats.text) { _, new in new } }
        return members
    }
}

extension RTNeigh.Ndtpa {
    fileprivate var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["refcnt"] = .number(refcnt)
        members["reachable"] = .number(reachableTime)
        members["base_reachable"] = .number(baseReachableTime)
        members["retrans"] = .number(retransTime)
        members["gc_stale"] = .number(gcStaletime)
        members["delay_probe"] = .number(delayProbeTime)
        members["queue"] = .number(queueLen)
        members["app_probes"] = .number(appProbes)
        members["ucast_probes"] = .number(ucastProbes)
        members["mcast_probes"] = .number(mcastProbes)
        members["anycast_delay"] = .number(anycastDelay)
        members["proxy_delay"] = .number(proxyDelay)
        members["proxy_queue"] = .number(proxyQlen)
        members["locktime"] = .number(locktime)
        return members
    }
}

extension RTNeigh.NdtStats {
    fileprivate var text: [String: RouteJSON] {
        [
            "allocs": .number(allocs), "destroys": .number(destroys), "hash_grows": .number(hashGrows),
            "res_failed": .number(resFailed), "lookups": .number(lookups), "hits": .number(hits),
            "rcv_probes_mcast": .number(rcvProbesMcast), "rcv_probes_ucast": .number(rcvProbesUcast),
            "periodic_gc_runs": .number(periodicGcRuns), "forced_gc_runs": .number(forcedGcRuns),
            "table_fulls": .number(tableFulls),
        ]
    }
}

// MARK: - Rules

extension RTRule.GetRule.Reply {
    /// An element of what `ip -details rule` prints.
    var text: [String: RouteJSON] {
        let host = header.family == RouteText.inet6 ? 128 : 32 as UInt8
        var members: [String: RouteJSON] = [:]
        members["priority"] = .number(priority ?? 0)
        if header.flags & 2 != 0 { members["not"] = RouteJSON.null }
        members["src"] = .string(src.map { "\($0)" } ?? (header.srcLen == 0 ? "all" : "0"))
        members["srclen"] = src == nil || header.srcLen == host ? nil : .number(header.srcLen)
        members["dst"] = dst.map { .string("\($0)") }
        members["dstlen"] = dst == nil || header.dstLen == host ? nil : .number(header.dstLen)
        members["tos"] = header.tos == 0 ? nil : .string("0x" + String(header.tos, radix: 16))
        members["fwmark"] = fwmark.flatMap { $0 == 0 && fwmask == 0 ? nil : .string("0x" + String($0, radix: 16)) }
        members["fwmask"] = fwmask.flatMap { [0, .max].contains($0) ? nil : .string("0x" + String($0, radix: 16)) }
        members["iif"] = .string(iifname)
        members["oif"] = .string(oifname)
        members["uid_start"] = .number(uidRange?.start)
        members["uid_end"] = .number(uidRange?.end)
        members["ipproto"] = ipProto.map { .string([6: "tcp", 17: "udp"][$0] ?? "ipproto-\($0)") }
        members["tun_id"] = .number(tunId)
        members["suppress_prefixlen"] = suppressPrefixlen.flatMap { $0 == .max ? nil : .number($0) }
        members["suppress_ifgroup"] = suppressIfgroup.flatMap { $0 == .max ? nil : .string("\($0)") }
        members["flow_from"] = flow.flatMap { $0 >> 16 == 0 ? nil : .string("\($0 >> 16)") }
        members["flow_to"] = flow.map { .string("\($0 & 0xffff)") }
        members["goto"] = .number(goto)
        members["protocol"] = `protocol`.map { .string(RouteText.routeProtocol($0)) }
        if header.flags & 8 != 0 { members["iif_detached"] = RouteJSON.null }
        if header.flags & 16 != 0 { members["oif_detached"] = RouteJSON.null }
        if header.flags & 4 != 0 { members["unresolved"] = RouteJSON.null }
        members.merge(Self.range(sportRange, "sport")) { $1 }
        members.merge(Self.range(dportRange, "dport")) { $1 }
        let table = table ?? UInt32(header.table)
        if l3mdev == 1 {
            members["l3mdev"] = RouteJSON.null
        } else if table != 0 {
            members["table"] = .string(RouteText.table(table))
        }
        if ![.toTbl, .goto].contains(header.action) { members["action"] = .string("\(header.action)") }
        return members
    }

    private static func range(_ range: RTRule.FibRulePortRange?, _ name: String) -> [String: RouteJSON] {
        guard let range else { return [:] }
        if range.start == range.end { return [name: .number(range.start)] }
        return ["\(name)_start": .number(range.start), "\(name)_end": .number(range.end)]
    }
}
