import Netlink
import OVSFlow

/// SplitMix64: the same numbers in every run, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return value ^ value >> 31
    }
}

/// Makes keys and actions of all kinds at random.
struct RandomFlows {
    var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(state: seed) }

    mutating func number<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: 0
        case 1: .max
        case 2: Number.random(in: 0...9, using: &generator)
        default: Number.random(in: 0...Number.max, using: &generator)
        }
    }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in number() } }
    mutating func flag() -> Bool { Bool.random(using: &generator) }
    mutating func count(upTo limit: Int) -> Int { Int.random(in: 0...limit, using: &generator) }

    mutating func some<Value>(_ make: (inout RandomFlows) -> Value) -> Value? {
        count(upTo: 3) == 0 ? make(&self) : nil
    }

    mutating func v4() -> IPv4Address { IPv4Address(number(), number(), number(), number()) }
    mutating func v6() -> IPv6Address { IPv6Address(bytes: bytes(16)) ?? .any }

    mutating func ethernet() -> LinkLayerAddress {
        LinkLayerAddress(number(), number(), number(), number(), number(), number())
    }

    // MARK: - Keys

    mutating func key(depth: Int = 0) -> OVSFlow.Key {
        var key = OVSFlow.Key()
        key.recircId = some { $0.number() }
        key.dpHash = some { $0.number() }
        key.priority = some { $0.number() }
        key.tunnel = some { $0.tunnel() }
        key.inPort = some { $0.number() }
        key.skbMark = some { $0.number() }
        key.ctState = some { OVSFlow.CtStateFlags(rawValue: $0.number()) }
        key.ctZone = some { $0.number() }
        key.ctMark = some { $0.number() }
        key.ctLabels = some { $0.bytes(16) }
        key.ctOrigTupleIpv4 = some {
            .init(
                ipv4Src: $0.v4(),
                ipv4Dst: $0.v4(),
                srcPort: $0.number(),
                dstPort: $0.number(),
                ipv4Proto: $0.number()
            )
        }
        key.ctOrigTupleIpv6 = some {
            .init(
                ipv6Src: $0.v6(),
                ipv6Dst: $0.v6(),
                srcPort: $0.number(),
                dstPort: $0.number(),
                ipv6Proto: $0.number()
            )
        }
        key.ethernet = some { .init(ethSrc: $0.ethernet(), ethDst: $0.ethernet()) }
        key.ethertype = some { $0.number() }
        key.vlan = some { $0.number() }
        if depth < 3 { key.encap = some { $0.key(depth: depth + 1) } }
        key.ipv4 = some { $0.ipv4() }
        key.ipv6 = some { $0.ipv6() }
        key.ipv6Exthdrs = some { .init(hdrs: .init(rawValue: $0.number())) }
        key.nsh = some { $0.nsh() }
        key.arp = some {
            .init(
                arpSip: $0.v4(),
                arpTip: $0.v4(),
                arpOp: $0.number(),
                arpSha: $0.ethernet(),
                arpTha: $0.ethernet()
            )
        }
        key.mpls = some { flows in (0..<flows.count(upTo: 4)).map { _ in flows.number() } }
        key.tcp = some { .init(tcpSrc: $0.number(), tcpDst: $0.number()) }
        key.tcpFlags = some { .init(rawValue: $0.number()) }
        key.udp = some { .init(udpSrc: $0.number(), udpDst: $0.number()) }
        key.sctp = some { .init(sctpSrc: $0.number(), sctpDst: $0.number()) }
        key.icmp = some { .init(icmpType: $0.number(), icmpCode: $0.number()) }
        key.icmpv6 = some { .init(icmpv6Type: $0.number(), icmpv6Code: $0.number()) }
        key.nd = some { .init(ndTarget: $0.v6(), ndSll: $0.ethernet(), ndTll: $0.ethernet()) }
        key.packetType = some { $0.number() }
        key.ndExtensions = some { $0.bytes($0.flag() ? 8 : $0.count(upTo: 9)) }
        // As a newer kernel would send it.
        if count(upTo: 5) == 0 { key.arp?.tail.bytes = bytes(3) }
        key.unknownAttributes = unknown()
        return key
    }

    mutating func unknown() -> UnknownAttributes {
        guard count(upTo: 5) == 0 else { return UnknownAttributes() }
        var buffer = MessageBuffer()
        let (first, second) = (bytes(count(upTo: 9)), bytes(count(upTo: 9)))
        buffer.appendAttributes(of: AnyAttributes.self) { attributes in
            attributes.put(40, bytes: first.rawSpan)
            attributes.put(0x8000 | 41, bytes: second.rawSpan)
        }
        let key = try? OVSFlow.Key(Payload(buffer.bytes))
        return key?.unknownAttributes ?? UnknownAttributes()
    }

    mutating func ipv4() -> OVSFlow.OVSKeyIPv4 {
        .init(
            ipv4Src: v4(),
            ipv4Dst: v4(),
            ipv4Proto: number(),
            ipv4Tos: number(),
            ipv4Ttl: number(),
            ipv4Frag: .init(rawValue: number())
        )
    }

    mutating func ipv6() -> OVSFlow.OVSKeyIPv6 {
        .init(
            ipv6Src: v6(),
            ipv6Dst: v6(),
            ipv6Label: flag() ? number() : number() & 0xfffff,
            ipv6Proto: number(),
            ipv6Tclass: number(),
            ipv6Hlimit: number(),
            ipv6Frag: .init(rawValue: number())
        )
    }

    mutating func nshBase() -> OVSFlow.OVSNSHKeyBase {
        .init(flags: number(), ttl: number(), mdtype: number(), np: number(), pathHdr: number())
    }

    mutating func nshContext() -> OVSFlow.OVSNSHKeyMD1 {
        .init(context0: number(), context1: number(), context2: number(), context3: number())
    }

    mutating func nsh() -> OVSFlow.NSHKey {
        var nsh = OVSFlow.NSHKey()
        nsh.base = flag() ? nshBase() : nil
        nsh.md1 = flag() ? nshContext() : nil
        nsh.md2 = some { $0.bytes($0.count(upTo: 12)) }
        nsh.unknownAttributes = unknown()
        return nsh
    }

    mutating func tunnel() -> OVSFlow.TunnelKey {
        var tunnel = OVSFlow.TunnelKey(
            ipv4InfoBridge: count(upTo: 5) == 0,
            dontFragment: flag(),
            csum: flag(),
            oam: flag()
        )
        tunnel.id = some { $0.number() }
        tunnel.ipv4Src = some { $0.v4() }
        tunnel.ipv4Dst = some { $0.v4() }
        tunnel.ipv6Src = some { $0.v6() }
        tunnel.ipv6Dst = some { $0.v6() }
        tunnel.tos = some { $0.number() }
        tunnel.ttl = some { $0.number() }
        tunnel.tpSrc = some { $0.number() }
        tunnel.tpDst = some { $0.number() }
        tunnel.geneveOpts = some { flows in
            if flows.count(upTo: 3) == 0 { return flows.bytes(4 * flows.count(upTo: 4)) }
            return (0..<flows.count(upTo: 3)).flatMap { _ -> [UInt8] in
                let words = flows.count(upTo: 3)
                return flows.bytes(3) + [UInt8(words)] + flows.bytes(4 * words)
            }
        }
        tunnel.vxlanOpts = some { flows in .init(gbp: flows.some { $0.flag() ? $0.number() : $0.number() & 0xffffff }) }
        tunnel.erspanOpts = some { flows in
            let version: [UInt8] = [1, 2, 3].randomElement(using: &flows.generator).map { [$0, 0, 0, 0] } ?? []
            return flows.flag() ? version + flows.bytes(4) + [0, 0, 0, 0] : version + flows.bytes(8)
        }
        tunnel.unknownAttributes = unknown()
        return tunnel
    }

    // MARK: - Actions

    mutating func actions(depth: Int = 0) -> [OVSFlow.Action] {
        (0..<count(upTo: 3)).map { _ in action(depth: depth) }
    }

    mutating func action(depth: Int) -> OVSFlow.Action {
        let kind = count(upTo: depth < 3 ? 23 : 18)
        switch kind {
        case 0: return .output(number())
        case 1:
            var userspace = OVSFlow.Userspace(actions: flag())
            userspace.pid = some { $0.number() }
            userspace.userdata = some { $0.bytes($0.count(upTo: 20)) }
            userspace.egressTunPort = some { $0.number() }
            userspace.unknownAttributes = unknown()
            return .userspace(userspace)
        case 2: return .set(key(depth: 2))
        case 3: return .pushVlan(.init(vlanTpid: flag() ? 0x8100 : number(), vlanTci: number()))
        case 4: return [.popVlan, .popEth, .ctClear, .popNsh].randomElement(using: &generator) ?? .popVlan
        case 5: return .recirc(number())
        case 6: return .hash(.init(hashAlg: .init(rawValue: number()), hashBasis: number()))
        case 7: return .pushMpls(.init(mplsLse: number(), mplsEthertype: number()))
        case 8: return .popMpls(number())
        case 9, 10: return .setMasked(maskedKey())
        case 11: return .ct(ct())
        case 12: return .trunc(max(14, number()))
        case 13: return .pushEth(.init(addresses: .init(ethSrc: ethernet(), ethDst: ethernet())))
        case 14: return .pushNsh(.init(nsh: nsh()))
        case 15: return .meter(number())
        case 16:
            let flags = OVSFlow.MPLSTunnelFlags(rawValue: number())
            return .addMpls(.init(mplsLse: number(), mplsEthertype: number(), tunFlags: flags))
        case 17: return .drop(number())
        case 18:
            if flag() { return .unknown(UInt16(100 + count(upTo: 9)), bytes(count(upTo: 9))) }
            var psample = OVSFlow.Psample()
            psample.group = some { $0.number() }
            psample.cookie = some { $0.bytes($0.count(upTo: 16)) }
            psample.unknownAttributes = unknown()
            return .psample(psample)
        case 19, 20:
            var sample = OVSFlow.Sample()
            sample.probability = flag() ? number() : nil
            sample.actions = flag() ? actions(depth: depth + 1) : nil
            sample.unknownAttributes = unknown()
            return .sample(sample)
        case 21: return .clone(actions(depth: depth + 1))
        case 22:
            var check = OVSFlow.CheckPktLen()
            check.pktLen = some { max(1, $0.number()) }
            check.actionsIfGreater = flag() ? actions(depth: depth + 1) : nil
            check.actionsIfLessEqual = flag() ? actions(depth: depth + 1) : nil
            check.unknownAttributes = unknown()
            return .checkPktLen(check)
        default: return .decTtl(.init(action: flag() ? actions(depth: depth + 1) : nil))
        }
    }

    mutating func ct() -> OVSFlow.Ct {
        var ct = OVSFlow.Ct(commit: flag(), forceCommit: flag())
        ct.zone = some { $0.number() }
        ct.mark = some { .init(value: $0.number(), mask: $0.number()) }
        ct.labels = some { .init(value: $0.bytes(16), mask: $0.bytes(16)) }
        ct.helper = some { ["ftp", "", "a b", "x,y", "tftp-2"].randomElement(using: &$0.generator) ?? "" }
        ct.eventmask = some { .init(rawValue: $0.number()) }
        ct.timeout = some { ["short", "(", "ä"].randomElement(using: &$0.generator) ?? "" }
        ct.nat = some { $0.nat() }
        ct.unknownAttributes = unknown()
        return ct
    }

    mutating func nat() -> OVSFlow.NAT {
        var nat = OVSFlow.NAT(src: flag(), dst: flag(), persistent: flag(), protoHash: flag(), protoRandom: flag())
        let isIPv4 = flag()
        if flag() { nat.ipMin = isIPv4 ? .v4(v4()) : .v6(v6()) }
        if flag() { nat.ipMax = isIPv4 != (count(upTo: 5) == 0) ? .v4(v4()) : .v6(v6()) }
        if flag() { nat.protoMin = number() }
        if flag() { nat.protoMax = number() }
        if count(upTo: 9) == 0 { nat.ipMin = .other(bytes(3)) }
        nat.unknownAttributes = unknown()
        return nat
    }

    mutating func maskedKey() -> OVSFlow.MaskedKey {
        var key = OVSFlow.MaskedKey()
        key.priority = some { .init(value: $0.number(), mask: $0.number()) }
        key.skbMark = some { .init(value: $0.number(), mask: $0.number()) }
        key.ethernet = some {
            .init(
                value: .init(ethSrc: $0.ethernet(), ethDst: $0.ethernet()),
                mask: .init(ethSrc: $0.ethernet(), ethDst: $0.ethernet())
            )
        }
        key.ipv4 = some { .init(value: $0.ipv4(), mask: $0.ipv4()) }
        key.ipv6 = some { .init(value: $0.ipv6(), mask: $0.ipv6()) }
        key.nsh = some { flows in
            var nsh = OVSFlow.MaskedNSHKey()
            nsh.base = flows.some { .init(value: $0.nshBase(), mask: $0.nshBase()) }
            nsh.md1 = flows.some { .init(value: $0.nshContext(), mask: $0.nshContext()) }
            nsh.unknownAttributes = flows.unknown()
            return nsh
        }
        key.mpls = some { .init(value: $0.number(), mask: $0.number()) }
        key.tcp = some {
            .init(
                value: .init(tcpSrc: $0.number(), tcpDst: $0.number()),
                mask: .init(tcpSrc: $0.number(), tcpDst: $0.number())
            )
        }
        key.udp = some {
            .init(
                value: .init(udpSrc: $0.number(), udpDst: $0.number()),
                mask: .init(udpSrc: $0.number(), udpDst: $0.number())
            )
        }
        key.unknownAttributes = unknown()
        return key
    }
}
