import Netlink
import OVSFlow
import OpenVSwitch
import Testing

@Suite("Texts of actions")
struct ActionTextTests {
    /// Texts that Open vSwitch 3.1 reads and prints as they are (`ovs-dpctl parse-actions`).
    static let common = [
        "drop",
        "1,2,3",
        "userspace(pid=1234567,userdata(0102030405060708090a0b0c0d0e0f),actions)",
        "userspace(pid=1234567,userdata(0102030405060708),tunnel_out_port=10)",
        "set(eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02))",
        "set(eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02/ff:ff:ff:00:00:00))",
        "set(eth())",
        "set(ipv4(src=192.0.2.1,dst=192.0.2.2,proto=5,tos=0x80,ttl=128,frag=no))",
        "set(ipv4(src=192.0.2.0/255.255.255.0,tos=0x80,ttl=128))",
        "set(ipv4(tos=0/0x3))",
        "set(ipv6(src=2001:db8::1,dst=2001:db8::2,label=0,proto=10,tclass=0x70,hlimit=128,frag=no))",
        "set(ipv6(label=0/0xfff,tclass=0x70/0x70))",
        "set(tcp(src=80/0xff00,dst=8080)),set(udp(dst=53)),set(sctp(src=7))",
        "set(skb_mark(0x1/0x3)),set(skb_priority(0x4))",
        "set(tunnel(tun_id=0xabcdef1234567890,src=192.0.2.1,dst=192.0.2.2,ttl=64,flags(df|csum|key)))",
        "set(tunnel(tun_id=0x1,dst=192.0.2.2,ttl=64,erspan(ver=2,dir=1,hwid=0x1),flags(df|key)))",
        "push_vlan(vid=12,pcp=0)",
        "push_vlan(tpid=0x9100,vid=13,pcp=5,cfi=0),pop_vlan",
        "trunc(100)",
        "meter(3)",
        "sample(sample=50.0%,actions(1))",
        "sample(sample=9.7%,actions(1,2,push_vlan(vid=1,pcp=2)))",
        "sample(sample=0.0%,actions(1)),sample(sample=100.0%,actions(1))",
        "ct",
        "ct(commit,zone=5,mark=0xa0/0xfe,label=0x1/0xff,helper=ftp)",
        "ct(force_commit,timeout=short)",
        "ct(nat)",
        "ct(commit,nat(src))",
        "ct(commit,nat(dst=192.0.2.128-192.0.2.254,hash))",
        "ct(commit,nat(src=192.0.2.240:32768-65535,random))",
        "ct(commit,nat(src=192.0.2.240-192.0.2.254:80,persistent))",
        "ct(commit,nat(src=2001:db8::1-2001:db8::2,random))",
        "ct(commit,nat(src=[2001:db8::1]-[2001:db8::2]:255-4096,random))",
        "ct_clear",
        "clone(clone(push_vlan(vid=12,pcp=0),2),1)",
        "check_pkt_len(size=200,gt(drop),le(5))",
        "check_pkt_len(size=200,gt(ct(nat)),le(drop))",
        "push_nsh(flags=0,ttl=63,mdtype=1,np=3,spi=0x1,si=2,c1=0x1,c2=0x2,c3=0x3,c4=0x4),pop_nsh()",
        "add_mpls(label=200,tc=7,ttl=64,bos=1,eth_type=0x8847)",
    ]

    /// Texts that Open vSwitch prints and does not read, or does neither.
    static let others = [
        "recirc(0x10)",
        "push_nsh(flags=0,ttl=63,mdtype=2,np=3,spi=0x1,si=2,md2=0x0102030401020304)",
        "hash(l4(7)),hash(sym_l4(0))",
        "push_eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),pop_eth",
        "push_mpls(label=100,tc=0,ttl=64,bos=1,eth_type=0x8847),pop_mpls(eth_type=0x800)",
        "add_mpls(label=200,tc=7,ttl=64,bos=1,eth_type=0x8847,tun_flags=0x1)",
        "dec_ttl(le_1(userspace(pid=1,actions)))",
        "dec_ttl(le_1(drop)),dec_ttl()",
        "psample(group=12,cookie=0x0102),psample(group=1)",
        "drop(0),1",
        "drop(7)",
        "clone(drop(3))",
        "sample(sample=33.3333333%,actions(drop))",
        "sample(actions(1)),sample()",
        "ct(zone=0),ct(eventmask=0x5)",
        "ct(nat(src=192.0.2.1:0-5)),ct(nat(random))",
        "ct(nat(attr5(0x0100)))",
        "userspace(),userspace(userdata())",
        "set(tcp(src=80/0xffff,dst=8080))",
        "set(tcp(src=80,dst=0/0))",
        "set(nsh(flags=0,ttl=63/0xf,spi=0x5/0xff,c1=0x3))",
        "set(),set(encap())",
        "set(mpls(label=3/0xff,tc=1/7,ttl=0/0x0,bos=0/0)),set(vlan(vid=5/0x3))",
        "action40(0x0102),action41()",
        "ct(commit,attr40(0x01020304))",
        "psample(group=1,attr40(nested,0x0400ff00))",
    ]

    @Test("print as they were read", arguments: common + others)
    func readsAndPrints(text: String) throws {
        let actions = try [OVSFlow.Action](dpctl: text)
        // Where a zero is left out, nothing differs.
        #expect(actions.dpctl == text.replacingZeros)
        #expect(try [OVSFlow.Action](dpctl: actions.dpctl) == actions)
    }

    @Test("are read into cases")
    func readsCases() throws {
        let actions = try [OVSFlow.Action](
            dpctl: "2,set(udp(src=1,dst=2)),set(udp(dst=2/0xff)),sample(sample=50%,actions(drop)),ct(commit,zone=5,"
                + "nat(src=10.0.0.1:80)),drop(1)"
        )
        #expect(
            actions == [
                .output(2), .set(.init(udp: .init(udpSrc: 1, udpDst: 2))),
                .setMasked(.init(udp: .init(value: .init(udpDst: 2), mask: .init(udpDst: 255)))),
                .sample(.init(probability: 0x8000_0000, actions: [])),
                .ct(
                    .init(
                        commit: true,
                        zone: 5,
                        nat: .init(src: true, ipMin: .v4(IPv4Address(10, 0, 0, 1)), protoMin: 80)
                    )
                ), .drop(1),
            ]
        )
    }

    @Test(
        "may be written in other ways",
        arguments: [
            ("1 2", "1,2"), ("0x10", "16"), ("ct()", "ct"), ("recirc(1)", "recirc(0x1)"), ("clone()", "clone(drop)"),
            ("pop_nsh", "pop_nsh()"), ("ct(commit, zone=5)", "ct(commit,zone=5)"), ("clone( drop )", "clone(drop)"),
            ("check_pkt_len(le(1),size=9,gt(2))", "check_pkt_len(size=9,gt(2),le(1))"),
            ("push_nsh(mdtype=2,md2=0x10203)", "push_nsh(flags=0,ttl=0,mdtype=2,np=0,spi=0x0,si=0,md2=0x010203)"),
            ("set(mpls(label=3/0xff,tc=1))", "set(mpls(label=3/0xff,tc=1/7,ttl=0/0x0,bos=0/0))"),
            ("ct(mark=1)", "ct(mark=0x1/0xffffffff)"), ("push_vlan(vid=1,pcp=0,cfi=1)", "push_vlan(vid=1,pcp=0)"),
        ]
    )
    func readsOtherForms(text: String, printed: String) throws {
        #expect(try [OVSFlow.Action](dpctl: text).dpctl == printed)
    }

    @Test("tell all probabilities apart")
    func keepsProbabilities() throws {
        var generator = SeededGenerator(state: 1)
        let numbers = (0..<2000).map { _ in UInt32.random(in: 0...UInt32.max, using: &generator) }
        for number in numbers + [0, 1, 2, .max - 1, .max] {
            let actions: [OVSFlow.Action] = [.sample(.init(probability: number, actions: [.output(1)]))]
            #expect(try [OVSFlow.Action](dpctl: actions.dpctl) == actions, "\(actions.dpctl)")
        }
    }
}

extension String {
    fileprivate var replacingZeros: String { self == "set(tcp(src=80,dst=0/0))" ? "set(tcp(src=80))" : self }
}
