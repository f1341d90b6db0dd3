extension FlowCase {
    /// Flows that together have each change of headers and metadata that the kernel takes.
    static let changes: [FlowCase] = [
        FlowCase(
            "Ethernet, mark, priority set",
            Headers.ethernet,
            "set(eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02)),set(skb_mark(0x5)),set(skb_priority(0x4)),2"
        ),
        FlowCase(
            // The kernel takes them, and sets nothing (`execute_set_action`).
            "mark and labels of the connection set",
            Headers.ethernet,
            "set(ct_mark(0x5)),set(ct_label(0x1)),2"
        ),
        FlowCase(
            "IPv4 and TCP set",
            Headers.tcp,
            "set(ipv4(src=192.0.2.1,dst=192.0.2.2,proto=6,tos=0x80,ttl=128,frag=no)),set(tcp(src=80,dst=8080)),2"
        ),
        FlowCase(
            "IPv6 and UDP set",
            Headers.udpOverIPv6,
            "set(ipv6(src=2001:db8::1,dst=2001:db8::2,label=0x5,proto=17,tclass=0x70,hlimit=128,frag=no)),"
                + "set(udp(src=1,dst=53)),2",
            printed: extensionHeaders
        ),
        FlowCase("SCTP set", Headers.sctp, "set(sctp(src=7,dst=9)),2"),
        FlowCase("MPLS set", Headers.mpls, "set(mpls(label=3,tc=1,ttl=9,bos=1)),2"),
        FlowCase(
            "a tunnel over IPv4 with options of Geneve set",
            Headers.ethernet,
            "set(tunnel(tun_id=0xabcdef1234567890,src=192.0.2.1,dst=192.0.2.2,tos=0x8,ttl=64,tp_src=1,tp_dst=6081,"
                + "geneve({class=0xffff,type=0x80,len=4,0xa}),flags(df|csum|key|oam))),2"
        ),
        FlowCase(
            "a tunnel over IPv6 with a group policy of VXLAN set",
            Headers.ethernet,
            "set(tunnel(tun_id=0x1,ipv6_src=2001:db8::1,ipv6_dst=2001:db8::2,ttl=64,tp_dst=4789,"
                + "vxlan(gbp(id=10,flags=0xb)),flags(key))),2"
        ),
        FlowCase(
            "a tunnel with options of ERSPAN set",
            Headers.ethernet,
            "set(tunnel(tun_id=0x1,dst=192.0.2.2,ttl=64,erspan(ver=2,dir=1,hwid=0x1),flags(df|key))),2"
        ),
        FlowCase(
            "a tunnel whose device knows the address set",
            Headers.ethernet,
            "set(tunnel(tun_id=0x1,key16(),flags(key))),2",
            printed: .wrongly("the attribute's number is taken for another")
        ),
        FlowCase(
            "parts of Ethernet, mark, priority set",
            Headers.ethernet,
            "set(eth(dst=02:00:00:00:00:00/ff:ff:ff:00:00:00)),set(skb_mark(0x1/0x3)),set(skb_priority(0x4/0xf)),2"
        ),
        FlowCase(
            "parts of IPv4 and TCP set",
            Headers.tcp,
            "set(ipv4(src=192.0.2.0/255.255.255.0,tos=0x80/0xf0,ttl=128)),set(tcp(dst=80/0xff)),2"
        ),
        FlowCase(
            "parts of IPv6 and UDP set",
            Headers.udpOverIPv6,
            "set(ipv6(dst=2001:db8::/ffff:ffff::,label=0x5/0xff,tclass=0x70/0x70)),set(udp(src=1/0xf)),2",
            printed: extensionHeaders
        ),
        FlowCase("parts of SCTP set", Headers.sctp, "set(sctp(src=7/0xf)),2"),
        FlowCase("parts of MPLS set", Headers.mpls, "set(mpls(label=3/0xff,tc=1)),2"),
    ]
}
