import Netlink
import OVSFlow
import OpenVSwitch
import Testing

@Suite("Texts of keys")
struct KeyTextTests {
    /// The grammar is that of Open vSwitch, lib/odp-util.c.
    ///
    /// `ovs-dpctl normalize-actions` of Open vSwitch 3.1 prints what it reads of these alike, except that it leaves out
    /// zone, mark and labels of connections and the id of tunnels. It reads neither the ports of `ct_tuple6` by the names
    /// that it prints, nor headers of NSH nor what has no name there: attributes and flags by number, `ipv6_exthdrs`.
    static let texts = [
        "in_port(1)",
        "recirc_id(0),dp_hash(0),skb_priority(0x1234),in_port(1),skb_mark(0)",
        "recirc_id(0x11),in_port(4294967295),ct_state(new|trk),ct_zone(0x5),ct_mark(0x10)",
        "ct_state(0),ct_label(0xfedc00000000000000000000000001)",
        "ct_state(est|rpl|trk|snat|dnat|0x100)",
        "ct_tuple4(src=192.0.2.1,dst=192.0.2.2,proto=17,tp_src=7,tp_dst=9)",
        "ct_tuple6(src=2001:db8::1,dst=2001:db8::2,proto=6,src_port=7,dst_port=9)",
        "eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0806),"
            + "arp(sip=192.0.2.1,tip=192.0.2.2,op=2,sha=02:00:00:00:00:01,tha=02:00:00:00:00:02)",
        "eth_type(0x0800),ipv4(src=192.0.2.1,dst=192.0.2.2,proto=6,tos=0x10,ttl=64,frag=no),tcp(src=80,dst=8080),"
            + "tcp_flags(syn|ack)",
        "eth_type(0x0800),ipv4(src=192.0.2.1,dst=192.0.2.2,proto=17,tos=0,ttl=1,frag=first),udp(src=4660,dst=53)",
        "eth_type(0x0800),ipv4(src=192.0.2.1,dst=192.0.2.2,proto=1,tos=0,ttl=1,frag=later),icmp(type=8,code=0)",
        "eth_type(0x86dd),ipv6(src=2001:db8::1,dst=::,label=0xfffff,proto=132,tclass=0x70,hlimit=128,frag=no),"
            + "sctp(src=1,dst=2)",
        "eth_type(0x86dd),ipv6(src=fe80::1,dst=ff02::1,label=0,proto=58,tclass=0,hlimit=255,frag=no),"
            + "icmpv6(type=135,code=0),nd(target=fe80::2,sll=02:00:00:00:00:01,tll=00:00:00:00:00:00)",
        "ipv6(src=::,dst=::,label=0,proto=0,tclass=0,hlimit=0,frag=no),ipv6_exthdrs(auth|hop)",
        "eth_type(0x8100),vlan(vid=99,pcp=7),encap(eth_type(0x0800))",
        "eth_type(0x88a8),vlan(vid=0,pcp=0,cfi=0),encap(eth_type(0x8100),vlan(vid=5,pcp=1),encap())",
        "eth_type(0x8847),mpls(label=100,tc=3,ttl=64,bos=1)",
        "mpls(label=100,tc=3,ttl=64,bos=0,label=1048575,tc=7,ttl=255,bos=1)",
        "eth_type(0x894f),nsh(flags=0,ttl=63,mdtype=1,np=3,spi=0x123456,si=255,c1=0x1,c2=0x0,c3=0x3,c4=0xffffffff)",
        "nsh(flags=0,ttl=63,mdtype=2,np=3,spi=0x0,si=255,md2=0x0102030405)",
        "tunnel(tun_id=0x7f10354,src=192.0.2.1,dst=192.0.2.2,tos=0x8,ttl=64,tp_src=1,tp_dst=4789,flags(df|csum|key))",
        "tunnel(ipv6_src=2001:db8::1,ipv6_dst=2001:db8::2,ttl=64,flags(0))",
        "tunnel(tun_id=0x0,ttl=64,geneve({class=0xffff,type=0x80,len=8,0xa00000001}{class=0,type=0,len=0}),"
            + "flags(oam|key))",
        "tunnel(tun_id=0x1,vxlan(gbp(id=10,flags=0xb)),flags(key))",
        "tunnel(vxlan(),flags(0))",
        "tunnel(erspan(ver=1,idx=0x7),flags(0))",
        "tunnel(erspan(ver=2,dir=1,hwid=0x7),flags(0))",
        "tcp_flags(0),packet_type(ns=1,id=0x800),nd_ext(nd_reserved=0x0,nd_options_type=2)",
        "tcp_flags(fin|ns|[800]|0x1000)",
        "ipv4(src=0.0.0.0,dst=0.0.0.0,proto=0,tos=0,ttl=0,frag=7)",
        "key40(0x0102),key41()",
        "key40(nested,0x0400ff00)",
        "ct_mark(0),key4(0x010203)",
        "tunnel(tun_id=0x1,key40(0x00),flags(key))",
    ]

    @Test("print as they were read", arguments: texts)
    func readsAndPrints(text: String) throws {
        let key = try OVSFlow.Key(dpctl: text)
        #expect(Set(parts(key.dpctl)) == Set(parts(text)))
        #expect(try OVSFlow.Key(dpctl: key.dpctl) == key)
    }

    /// The order of attributes is that of the spec, not of the text.
    private func parts(_ text: String) -> [Substring] { text.split(separator: ",") }

    @Test("are read into the fields")
    func readsFields() throws {
        let key = try OVSFlow.Key(
            dpctl:
                "recirc_id(0),in_port(1),skb_mark(0),ct_state(0x21),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),"
                + "eth_type(0x0800),ipv4(src=10.0.0.1,dst=10.0.0.2,proto=17,tos=0,ttl=64,frag=no),udp(src=4660,dst=53)"
        )
        #expect(
            key
                == OVSFlow.Key(
                    recircId: 0,
                    inPort: 1,
                    skbMark: 0,
                    ctState: [.new, .tracked],
                    ethernet: .init(
                        ethSrc: LinkLayerAddress(2, 0, 0, 0, 0, 1),
                        ethDst: LinkLayerAddress(2, 0, 0, 0, 0, 2)
                    ),
                    ethertype: 0x0800,
                    ipv4: .init(
                        ipv4Src: IPv4Address(10, 0, 0, 1),
                        ipv4Dst: IPv4Address(10, 0, 0, 2),
                        ipv4Proto: 17,
                        ipv4Tos: 0,
                        ipv4Ttl: 64,
                        ipv4Frag: .none
                    ),
                    udp: .init(udpSrc: 0x1234, udpDst: 53)
                )
        )
    }

    @Test("of ovs-dpctl(8) are read, and print with the fields they leave out")
    func readsManualPage() throws {
        let arp = try OVSFlow.Key(dpctl: "in_port(1),eth(),eth_type(0x0806),arp()")
        #expect(arp.arp == OVSFlow.OVSKeyARP())
        let ipv4 = try OVSFlow.Key(
            dpctl: "in_port(1),eth(),eth_type(0x800),\n  ipv4(src=172.31.110.4,dst=172.31.110.5)"
        )
        #expect(
            ipv4.dpctl == "in_port(1),eth(src=00:00:00:00:00:00,dst=00:00:00:00:00:00),eth_type(0x0800),"
                + "ipv4(src=172.31.110.4,dst=172.31.110.5,proto=0,tos=0,ttl=0,frag=no)"
        )
    }

    @Test(
        "may be written in other ways",
        arguments: [
            ("in_port(0x10)", "in_port(16)"), ("ct_state(+new+trk)", "ct_state(new|trk)"),
            ("ct_state(+new-est)", "ct_state(new)"), ("eth_type(2048)", "eth_type(0x0800)"),
            ("in_port(1) skb_mark(2)", "in_port(1),skb_mark(0x2)"), (",in_port(1),", "in_port(1)"), ("", ""),
            ("vlan(vid=5)", "vlan(vid=5,pcp=0)"), ("tunnel(flags())", "tunnel(flags(0))"),
            ("tunnel(geneve({class=1,type=2,len=4}))", "tunnel(geneve({class=0x1,type=0x2,len=4,0}),flags(0))"),
            (
                "ct_tuple6(src=::1,dst=::2,proto=6,tp_src=7,tp_dst=9)",
                "ct_tuple6(src=::1,dst=::2,proto=6,src_port=7,dst_port=9)"
            ),
            ("key40(01 02 0a)", "key40(0x01020a)"), ("mpls()", "mpls(label=0,tc=0,ttl=0,bos=0)"),
        ]
    )
    func readsOtherForms(text: String, printed: String) throws {
        #expect(try OVSFlow.Key(dpctl: text).dpctl == printed)
    }
}
