extension FlowCase {
    /// Flows that together have each attribute of keys that the kernel takes.
    static let keys: [FlowCase] = [
        FlowCase(
            "metadata and addresses",
            "dp_hash(0x12/0xff),skb_priority(0x1234),skb_mark(0x5/0xf),"
                + "eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:00/ff:ff:ff:ff:ff:00),eth_type(0x88b5)"
        ),
        FlowCase(
            "a TCP connection over IPv4",
            "ct_state(-new+est+trk),ct_zone(0x5),ct_mark(0x10/0xf0),ct_label(0x1/0xff),"
                + "ct_tuple4(src=192.0.2.1,dst=192.0.2.0/255.255.255.0,proto=6,tp_src=7,tp_dst=80/0xff),eth(),"
                + "eth_type(0x0800),ipv4(src=192.0.2.1,dst=198.51.100.0/255.255.255.0,proto=6,tos=0x80/0xf0,ttl=64,"
                + "frag=no),tcp(src=4660,dst=80/0xff),tcp_flags(-syn+ack)"
        ),
        FlowCase(
            "a UDP connection over IPv6",
            "ct_state(+trk),ct_tuple6(src=2001:db8::1,dst=2001:db8::2,proto=17,tp_src=7,tp_dst=9),eth(),"
                + "eth_type(0x86dd),ipv6(src=2001:db8::1,dst=2001:db8::/ffff:ffff::,label=0x12345,proto=17,tclass=0x70,"
                + "hlimit=128,frag=no),udp(src=4660,dst=53)",
            printed: extensionHeaders
        ),
        FlowCase(
            "extension headers and SCTP",
            "eth(),eth_type(0x86dd),ipv6(proto=132,frag=no),ipv6_exthdrs(-auth+hop),sctp(src=1,dst=2)",
            printed: extensionHeaders
        ),
        FlowCase("ICMP", "eth(),eth_type(0x0800),ipv4(proto=1,frag=no),icmp(type=8,code=0)"),
        FlowCase("a later fragment", "eth(),eth_type(0x0800),ipv4(proto=17,frag=later)"),
        FlowCase(
            "neighbour discovery",
            "eth(),eth_type(0x86dd),ipv6(proto=58,frag=no),icmpv6(type=135,code=0),"
                + "nd(target=fe80::2,sll=02:00:00:00:00:01,tll=02:00:00:00:00:00/ff:ff:00:00:00:00)",
            printed: extensionHeaders
        ),
        FlowCase(
            // The kernel compares the lower byte of the operation (`ovs_key_from_nlattrs`).
            "ARP",
            "eth(),eth_type(0x0806),arp(sip=192.0.2.1,tip=192.0.2.0/255.255.255.0,op=1/0xff,sha=02:00:00:00:00:01,"
                + "tha=02:00:00:00:00:02)"
        ),
        FlowCase(
            "three MPLS labels",
            "eth(),eth_type(0x8847),mpls(label=100,tc=3,ttl=64,bos=0,label=101,tc=0,ttl=63,bos=0,"
                + "label=1048575,tc=7,ttl=255,bos=1)"
        ),
        FlowCase("parts of an MPLS label", "eth(),eth_type(0x8847),mpls(label=100/0xff,tc=3,ttl=64/0,bos=1)"),
        FlowCase(
            "parts of two MPLS labels",
            "eth(),eth_type(0x8847),mpls(label=100/0xff,tc=3,ttl=64,bos=0,label=101,tc=0,ttl=63/0,bos=1)"
        ),
        FlowCase(
            "two VLANs",
            "eth(),eth_type(0x88a8),vlan(vid=99,pcp=7),encap(eth_type(0x8100),vlan(vid=5/0xff,pcp=1),"
                + "encap(eth_type(0x0800),ipv4(src=192.0.2.1,frag=no)))"
        ),
        FlowCase("a service header", Headers.nsh),
        FlowCase(
            "a tunnel over IPv4 with options of Geneve",
            "tunnel(tun_id=0x7f10354,src=192.0.2.1,dst=192.0.2.0/255.255.255.0,tos=0x8,ttl=64,tp_src=1,tp_dst=6081,"
                + "geneve({class=0xffff,type=0x80,len=4,0xa/0xff}{class=0x102,type=0x1,len=8,0x1}),"
                + "flags(-df+csum+key+oam))," + Headers.ethernet
        ),
        FlowCase(
            "a tunnel over IPv6 with a group policy of VXLAN",
            "tunnel(tun_id=0x1/0xff,ipv6_src=2001:db8::1,ipv6_dst=2001:db8::/ffff:ffff::,ttl=64,"
                + "vxlan(gbp(id=10,flags=0xb)),flags(+df-csum+key))," + Headers.ethernet
        ),
        FlowCase(
            "a tunnel with options of ERSPAN",
            "tunnel(tun_id=0x1,src=192.0.2.1,dst=192.0.2.2,ttl=64,erspan(ver=2,dir=1,hwid=0x7),flags(-df+key)),"
                + Headers.ethernet
        ),
        FlowCase("a packet without Ethernet header", Headers.noEthernet),
    ]

    /// The kernel's key of IPv6 always has extension headers, which no Open vSwitch knows by name.
    static let extensionHeaders = Printed.differently("ipv6_exthdrs as key32")
}
