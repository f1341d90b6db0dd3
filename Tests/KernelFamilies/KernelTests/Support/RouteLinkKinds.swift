import KernelRTLink
import Netlink

/// The name at a position in a list; the number where there is none.
private func name<Number: BinaryInteger>(_ number: Number?, _ names: [String]) -> RouteJSON? {
    number.map { .string(names.indices ~= Int($0) ? names[Int($0)] : "\($0)") }
}

/// A number that is true if it is not 0.
private func bool<Number: BinaryInteger>(_ number: Number?) -> RouteJSON? { number.map { .bool($0 != 0) } }

/// A number in hexadecimal digits if it is not 0.
private func hexadecimal<Number: BinaryInteger>(_ number: Number?) -> RouteJSON? {
    number.flatMap { $0 == 0 ? nil : .string("0x" + String($0, radix: 16)) }
}

/// A link by its number, if there is one.
private func linkName(_ number: UInt32?, _ links: [UInt32: RTLink.GetLink.Reply]) -> RouteJSON? {
    number.flatMap { $0 == 0 ? nil : .string(links[$0]?.ifname ?? "if\($0)") }
}

/// An address that is not all zeros.
private func endpoint(_ address: IPAddress?) -> RouteJSON? {
    address.flatMap { $0.bytes.allSatisfy { $0 == 0 } ? nil : .string("\($0)") }
}

extension RTLink.LinkinfoBond {
    /// The data of a bond as `ip -details link` prints it.
    ///
    /// - Parameter links: All links, by number.
    /// - Returns: The object's members.
    func text(_ links: [UInt32: RTLink.GetLink.Reply]) -> [String: RouteJSON] {
        let modes = [
            "balance-rr", "active-backup", "balance-xor", "broadcast", "802.3ad", "balance-tlb", "balance-alb",
        ]
        let policies = ["layer2", "layer3+4", "layer2+3", "encap2+3", "encap3+4", "vlan+srcmac"]
        let validation = ["none", "active", "backup", "all", "filter", "filter_active", "filter_backup"]
        var members: [String: RouteJSON] = [:]
        members["mode"] = name(mode, modes)
        members["active_slave"] = linkName(activeSlave, links)
        members["miimon"] = .number(miimon)
        members["updelay"] = .number(updelay)
        members["downdelay"] = .number(downdelay)
        members["peer_notify_delay"] = .number(peerNotifDelay)
        members["use_carrier"] = .number(useCarrier)
        members["arp_interval"] = .number(arpInterval)
        members["arp_missed_max"] = .number(missedMax)
        members["arp_ip_target"] = arpIpTarget.flatMap { $0.isEmpty ? nil : .array($0.map { .string("\($0)") }) }
        members["ns_ip6_target"] = nsIp6Target.flatMap { $0.isEmpty ? nil : .array($0.map { .string("\($0)") }) }
        members["arp_validate"] = arpValidate == 0 ? RouteJSON.null : name(arpValidate, validation)
        members["arp_all_targets"] = name(arpAllTargets, ["any", "all"])
        members["primary"] = linkName(primary, links)
        members["primary_reselect"] = name(primaryReselect, ["always", "better", "failure"])
        members["fail_over_mac"] = name(failOverMac, ["none", "active", "follow"])
        members["xmit_hash_policy"] = name(xmitHashPolicy, policies)
        members["resend_igmp"] = .number(resendIgmp)
        members["num_peer_notif"] = .number(numPeerNotif)
        members["all_slaves_active"] = .number(allSlavesActive)
        members["min_links"] = .number(minLinks)
        members["lp_interval"] = .number(lpInterval)
        members["packets_per_slave"] = .number(packetsPerSlave)
        members["ad_lacp_active"] = name(adLacpActive, ["off", "on"])
        members["ad_lacp_rate"] = name(adLacpRate, ["slow", "fast"])
        members["ad_select"] = name(adSelect, ["stable", "bandwidth", "count"])
        members["ad_info"] = adInfo.map { .object($0.text) }
        members["ad_actor_sys_prio"] = .number(adActorSysPrio)
        members["ad_user_port_key"] = .number(adUserPortKey)
        members["ad_actor_system"] = adActorSystem.map { .string("\($0)") }
        members["tlb_dynamic_lb"] = .number(tlbDynamicLb)
        return members
    }
}

extension RTLink.BondAdInfo {
    fileprivate var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["aggregator"] = .number(aggregator)
        members["num_ports"] = .number(numPorts)
        members["actor_key"] = .number(actorKey)
        members["partner_key"] = .number(partnerKey)
        members["partner_mac"] = partnerMac.map { .string("\($0)") }
        return members
    }
}

extension RTLink.BondSlave {
    /// The data of a link in a bond as `ip -details link` prints it.
    var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["state"] = name(state, ["ACTIVE", "BACKUP"])
        members["mii_status"] = name(miiStatus, ["UP", "GOING_DOWN", "DOWN", "GOING_BACK"])
        members["link_failure_count"] = .number(linkFailureCount)
        members["perm_hwaddr"] = permHwaddr.map { .string("\($0)") }
        members["queue_id"] = .number(queueId)
        members["prio"] = .number(prio)
        members["ad_aggregator_id"] = .number(adAggregatorId)
        return members
    }
}

extension RTLink.LinkinfoVLAN {
    /// The data of a VLAN as `ip -details link` prints it.
    var text: [String: RouteJSON] {
        let names: [(RTLink.VLANFlags, String)] = [
            (.reorderHdr, "REORDER_HDR"), (.gvrp, "GVRP"), (.mvrp, "MVRP"), (.looseBinding, "LOOSE_BINDING"),
            (.bridgeBinding, "BRIDGE_BINDING"),
        ]
        var members: [String: RouteJSON] = [:]
        let protocols: [RTLink.VLANProtocols: String] = [._8021q: "802.1Q", ._8021ad: "802.1ad"]
        members["protocol"] = `protocol`.map { .string(protocols[$0] ?? "\($0)") }
        members["id"] = .number(id)
        members["flags"] = flags.map { flags in
            .array(names.filter { flags.flags.contains($0.0) }.map { .string($0.1) })
        }
        members["ingress_qos"] = ingressQos?.text
        members["egress_qos"] = egressQos?.text
        return members
    }
}

extension RTLink.IflaVLANQos {
    fileprivate var text: RouteJSON {
        .array(mapping.map { .object(["from": .number($0.from), "to": .number($0.to)]) })
    }
}

extension RTLink.LinkinfoGre {
    /// The data of a tunnel as `ip -details link` prints it.
    ///
    /// - Parameter links: All links, by number.
    /// - Returns: The object's members.
    func text(_ links: [UInt32: RTLink.GetLink.Reply]) -> [String: RouteJSON] {
        let (checksum, key, sequence): (UInt16, UInt16, UInt16) = (0x8000, 0x2000, 0x1000)
        func has(_ flag: UInt16, _ flags: UInt16?) -> Bool { (flags ?? 0) & flag != 0 }
        func keyText(_ key: UInt32?) -> RouteJSON? {
            key.map { key in .string([24, 16, 8, 0].map { "\(key >> $0 & 0xff)" }.joined(separator: ".")) }
        }
        var members: [String: RouteJSON] = [:]
        members["remote"] = endpoint(remote) ?? "any"
        members["local"] = endpoint(local) ?? "any"
        members["link"] = linkName(link, links)
        members["ttl"] = .number(ttl)
        members["tos"] = tos == 1 ? "inherit" : hexadecimal(tos)
        members["pmtudisc"] = bool(pmtudisc)
        members["ignore_df"] = ignoreDf == 1 ? true : nil
        members["ikey"] = has(key, iflags) ? keyText(ikey) : nil
        members["okey"] = has(key, oflags) ? keyText(okey) : nil
        members["iseq"] = has(sequence, iflags) ? true : nil
        members["oseq"] = has(sequence, oflags) ? true : nil
        members["icsum"] = has(checksum, iflags) ? true : nil
        members["ocsum"] = has(checksum, oflags) ? true : nil
        members["fwmark"] = hexadecimal(fwmark)
        return members
    }
}

extension RTLink.LinkinfoGeneve {
    /// The data of a tunnel as `ip -details link` prints it.
    var text: [String: RouteJSON] {
        var members: [String: RouteJSON] = [:]
        members["id"] = .number(id)
        members["remote"] = endpoint(remote)
        members["remote6"] = endpoint(remote6)
        members["ttl"] = ttl.flatMap { $0 == 0 ? nil : .number($0) }
        members["tos"] = hexadecimal(tos)
        members["df"] = name(df, ["unset", "set", "inherit"])
        members["label"] = hexadecimal(label)
        members["port"] = .number(port)
        members["udp_csum"] = bool(udpCsum)
        members["udp_zero_csum6_tx"] = bool(udpZeroCsum6Tx)
        members["udp_zero_csum6_rx"] = bool(udpZeroCsum6Rx)
        return members
    }
}
