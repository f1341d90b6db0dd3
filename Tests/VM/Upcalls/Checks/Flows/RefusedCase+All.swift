extension RefusedCase {
    /// Flows with the attributes that the kernel does not take.
    static let all = keys + sets

    private static let keys = [
        RefusedCase("key.packet-type", "packet_type(ns=1,id=0x800),eth_type(0x0800),ipv4(frag=no)"),
        RefusedCase("key.nd-extensions", Headers.neighbour + ",nd_ext(nd_reserved=0x1,nd_options_type=2)"),
        RefusedCase("key.tunnel-info", Headers.ethernet + ",key31(0x00)"),
        RefusedCase(
            "key.nsh.md2",
            "eth(),eth_type(0x894f),nsh(flags=0,ttl=63,mdtype=2,np=3,spi=0x1,si=2,md2=0x0102030401020304)"
        ),
        RefusedCase(
            "key.tunnel.ipv4-info-bridge",
            "tunnel(tun_id=0x1,key16(),flags(key))," + Headers.ethernet,
            isForgotten: true
        ),
    ]

    private static let sets = [
        set("recirc-id", Headers.ethernet, "recirc_id(1)"),
        set("dp-hash", Headers.ethernet, "dp_hash(1)"),
        set("in-port", Headers.ethernet, "in_port(1)"),
        set("ct-state", Headers.ethernet, "ct_state(0x1)"),
        set("ct-zone", Headers.ethernet, "ct_zone(1)"),
        set("ct-orig-tuple-ipv4", Headers.ipv4, "ct_tuple4(src=192.0.2.1)"),
        set("ct-orig-tuple-ipv6", Headers.udpOverIPv6, "ct_tuple6(src=2001:db8::1)"),
        set("ethertype", Headers.ethernet, "eth_type(0x800)"),
        set("vlan", Headers.vlan, "vlan(vid=1,pcp=0)"),
        set("encap", Headers.vlan, "encap(eth_type(0x800))"),
        set("ipv6-exthdrs", Headers.udpOverIPv6, "ipv6_exthdrs(hop)"),
        set("arp", Headers.arp, "arp(op=1)"),
        set("tcp-flags", Headers.tcp, "tcp_flags(syn)"),
        set("icmp", Headers.icmp, "icmp(type=1)"),
        set("icmpv6", Headers.neighbour, "icmpv6(type=1)"),
        set("nd", Headers.neighbour, "nd(target=2001:db8::1)"),
        set("packet-type", Headers.ethernet, "packet_type(ns=1,id=1)"),
        set("nd-extensions", Headers.neighbour, "nd_ext(nd_reserved=0x1)"),
        // Kernels up to 6.17 took a service header to set, and then did not set it as it was meant.
        set("nsh", Headers.nsh, "nsh(flags=0,ttl=1,mdtype=1,np=3,spi=0x1,si=2,c1=0x1,c2=0x2,c3=0x3,c4=0x4)"),
        RefusedCase("action.set-masked.nsh", Headers.nsh, "set(nsh(flags=0,ttl=63/0xf)),2"),
    ]

    private static func set(_ attribute: String, _ match: String, _ change: String) -> RefusedCase {
        RefusedCase("action.set.\(attribute)", match, "set(\(change)),2")
    }
}
