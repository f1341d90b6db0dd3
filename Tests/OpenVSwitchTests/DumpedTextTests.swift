import OVSFlow
import OpenVSwitch
import Testing

/// What `ovs-appctl dpctl/dump-flows` printed, without and with `-m`.
///
/// Open vSwitch 3.1 had got the flows with `dpctl/add-flow`, for a datapath of the kind `dummy` in user space.
@Suite("Flows that Open vSwitch printed")
struct DumpedTextTests {
    static let unused = "skb_priority(0/0),skb_mark(0/0),ct_state(0/0),ct_zone(0/0),ct_mark(0/0),ct_label(0/0),"
    static let anyEthernet =
        "eth(src=00:00:00:00:00:00/00:00:00:00:00:00,dst=00:00:00:00:00:00/00:00:00:00:00:00),"

    static let flows = [
        (
            "recirc_id(0),in_port(1),packet_type(ns=0,id=0),eth(src=02:00:00:00:00:01/ff:ff:ff:ff:ff:f0),"
                + "eth_type(0x0800),ipv4(src=192.0.2.0/255.255.255.0,proto=6,tos=0x80/0xf0,frag=no),tcp(src=80/0xff00),"
                + "tcp_flags(-syn+ack)",
            unused + "recirc_id(0),dp_hash(0/0),in_port(1),packet_type(ns=0,id=0),"
                + "eth(src=02:00:00:00:00:01/ff:ff:ff:ff:ff:f0,dst=00:00:00:00:00:00/00:00:00:00:00:00),"
                + "eth_type(0x0800),ipv4(src=192.0.2.0/255.255.255.0,dst=0.0.0.0/0.0.0.0,proto=6,tos=0x80/0xf0,ttl=0/0,"
                + "frag=no),tcp(src=80/0xff00,dst=0/0),tcp_flags(-syn+ack)"
        ),
        (
            "recirc_id(0),in_port(1),packet_type(ns=0,id=0),eth_type(0x86dd),ipv6(dst=2001:db8::/ffff:ffff::,proto=58,"
                + "hlimit=255,frag=no),icmpv6(type=135,code=0),nd(target=fe80::1)",
            unused + "recirc_id(0),dp_hash(0/0),in_port(1),packet_type(ns=0,id=0)," + anyEthernet
                + "eth_type(0x86dd),ipv6(src=::/::,dst=2001:db8::/ffff:ffff::,label=0/0,proto=58,tclass=0/0,hlimit=255,"
                + "frag=no),icmpv6(type=135,code=0),nd(target=fe80::1,sll=00:00:00:00:00:00/00:00:00:00:00:00,"
                + "tll=00:00:00:00:00:00/00:00:00:00:00:00)"
        ),
        (
            "tunnel(tun_id=0x2,src=1.1.1.1,dst=2.2.2.2/255.0.0.0,ttl=64,geneve({class=0x102,type=0x80,len=4,0xa/0xff}),"
                + "flags(csum|key)),recirc_id(0),in_port(1),packet_type(ns=0,id=0),eth_type(0x1234)",
            "skb_priority(0/0),tunnel(tun_id=0x2,src=1.1.1.1,dst=2.2.2.2/255.0.0.0,ttl=64,geneve({class=0x102,"
                + "type=0x80,len=4,0xa/0xff}),flags(csum|key)),skb_mark(0/0),ct_state(0/0),ct_zone(0/0),ct_mark(0/0),"
                + "ct_label(0/0),recirc_id(0),dp_hash(0/0),in_port(1),packet_type(ns=0,id=0)," + anyEthernet
                + "eth_type(0x1234)"
        ),
        (
            "recirc_id(0),in_port(1),packet_type(ns=0,id=0),eth_type(0x8100),vlan(vid=99,pcp=7),"
                + "encap(eth_type(0x0806),arp(sip=1.2.3.4/255.0.0.0,op=1))",
            unused + "recirc_id(0),dp_hash(0/0),in_port(1),packet_type(ns=0,id=0)," + anyEthernet
                + "eth_type(0x8100),vlan(vid=99,pcp=7),encap(eth_type(0x0806),arp(sip=1.2.3.4/255.0.0.0,"
                + "tip=0.0.0.0/0.0.0.0,op=1,sha=00:00:00:00:00:00/00:00:00:00:00:00,"
                + "tha=00:00:00:00:00:00/00:00:00:00:00:00))"
        ),
    ]

    @Test("print the same again, in the order of the spec", arguments: flows)
    func readsAndPrints(short: String, long: String) throws {
        let match = try FlowMatch(dpctl: long)
        #expect(parts(match.dpctl(wildcards: true)) == parts(long))
        // The datapath in user space tells an Ethernet header by the type of the packet.
        #expect(parts(match.dpctl).subtracting(["eth()"]) == parts(short))
    }

    @Test("have states of connections by number or name")
    func readsStates() throws {
        let match = try FlowMatch(dpctl: "ct_state(0x22/0x23),ct_zone(0x5),ct_mark(0x10/0xf0),ct_label(0x1/0xff)")
        #expect(match.dpctl == "ct_state(-new+est+trk),ct_zone(0x5),ct_mark(0x10/0xf0),ct_label(0x1/0xff)")
        #expect(match == (try FlowMatch(dpctl: match.dpctl)))
    }

    @Test("have actions that print the same again")
    func readsActions() throws {
        for text in [
            "drop", "push_vlan(vid=5,pcp=0),2", "set(ipv4(tos=0/0x3)),ct(commit,nat(src=10.0.0.1)),recirc(0x5)",
        ] {
            #expect(try [OVSFlow.Action](dpctl: text).dpctl == text)
        }
    }

    private func parts(_ text: String) -> Set<Substring> { Set(text.split(separator: ",")) }
}
