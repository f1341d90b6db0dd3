import Netlink
import OVSFlow
import OpenVSwitch
import Testing

@Suite("Texts of keys with masks")
struct FlowMatchTests {
    static let texts = [
        "in_port(1/0xff),eth(src=02:00:00:00:00:01/ff:ff:ff:ff:ff:f0)",
        "recirc_id(0),in_port(1),eth(),eth_type(0x1234/0xfff0)",
        "ct_state(-new+est-inv+trk),ct_zone(0x5/0xff),ct_mark(0x10/0xf0),ct_label(0x1/0xff)",
        "ct_state(0x1/0x101)",
        "eth(),eth_type(0x0800),ipv4(src=192.0.2.0/255.255.255.0,proto=5/0xf0,tos=0x80/0xf0,ttl=128/0xf0,frag=no)",
        "ipv6(src=::1/::ff,label=0/0xf0,hlimit=128/0xf0)",
        "tcp(src=80/0xff00,dst=8080/0xff),tcp_flags(-syn+ack)",
        "udp(src=81)",
        "icmpv6(type=136,code=0),nd(target=fe80::3/ffff::,tll=02:00:00:00:00:01/ff:ff:ff:ff:ff:00)",
        "vlan(vid=99/0xff0,pcp=7/0x6),encap(eth_type(0x0800))",
        "vlan(vid=99,cfi=1/0)",
        "vlan(pcp=3)",
        "mpls(label=100/0xff,tc=7/7,ttl=64/0x0,bos=1/1)",
        "tunnel(tun_id=0x7f10354/0xff,src=192.0.2.0/255.255.255.0,ttl=64,vxlan(gbp(id=10/0xff,flags=0xb)),"
            + "flags(oam|csum|key))",
        "tunnel(tun_id=0x1,flags(-df+csum+key))",
        "tunnel(tun_id=0x1,geneve({class=0,type=0,len=4,0xa/0xff}{class=0xffff,type=0x1,len=4,0xffffffff}),"
            + "flags(key))",
        "tunnel(erspan(ver=1/0,idx=0x7/0xf))",
        "tunnel(erspan(ver=2,dir=1/0x1,hwid=0x7/0xe),flags(df))",
        "nsh(flags=0,mdtype=1,spi=0x123/0xfff,c2=0x1/0x1)",
        "tunnel()",
        "key40(0x0102/0xff00),key41(0x01)",
        "in_port(1),mask40(0xff)",
        "in_port(1),eth(),eth_type(0/0xffff)",
        "ipv4(frag=1/0x1)",
        "packet_type(ns=1,id=0x800/0xff00)",
    ]

    @Test("print as they were read", arguments: texts)
    func readsAndPrints(text: String) throws {
        let match = try FlowMatch(dpctl: text)
        #expect(Set(match.dpctl.split(separator: ",")) == Set(text.split(separator: ",")))
        #expect(try FlowMatch(dpctl: match.dpctl) == match)
        #expect(try FlowMatch(dpctl: match.dpctl(wildcards: true)) == match)
    }

    @Test("have a mask for each field")
    func readsMasks() throws {
        let match = try FlowMatch(dpctl: "in_port(1),eth(),eth_type(0x0800),ipv4(dst=10.0.0.0/255.0.0.0)")
        #expect(match.key.ipv4?.ipv4Dst == IPv4Address(10, 0, 0, 0))
        #expect(
            match.mask
                == OVSFlow.Key(
                    inPort: .max,
                    ethernet: .init(),
                    ethertype: .max,
                    ipv4: .init(ipv4Dst: IPv4Address(255, 0, 0, 0))
                )
        )
    }

    @Test("show wildcards if asked to")
    func showsWildcards() throws {
        let match = try FlowMatch(dpctl: "in_port(1/0),udp(dst=53)")
        #expect(match.dpctl == "udp(dst=53)")
        #expect(match.dpctl(wildcards: true) == "in_port(1/0),udp(src=0/0,dst=53)")
        #expect(FlowMatch(key: match.key).dpctl == "in_port(1),udp(src=0,dst=53)")
        #expect(FlowMatch(key: match.key, mask: OVSFlow.Key()).dpctl == "")
        #expect(
            FlowMatch(key: match.key, mask: OVSFlow.Key()).dpctl(wildcards: true)
                == "in_port(1/0),udp(src=0/0,dst=53/0)"
        )
    }

    @Test("with bytes of different lengths print those of the mask apart")
    func printsLengths() throws {
        let text = "key40(0x0102),mask40(0xff)"
        #expect(try FlowMatch(dpctl: text).dpctl == text)
    }
}
