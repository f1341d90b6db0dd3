extension FlowCase {
    /// Flows that together have each action that the kernel takes, but those that change headers.
    static let actions: [FlowCase] = [
        FlowCase("no actions", Headers.ethernet, "drop"),
        FlowCase("a drop with a reason", Headers.ethernet, "drop(7)", printed: otherNumbers),
        FlowCase("several outputs", Headers.ethernet, "1,2,trunc(100),2"),
        FlowCase(
            "upcalls",
            Headers.ethernet,
            "userspace(pid=1234567,userdata(0102030405060708090a),actions,tunnel_out_port=2),userspace(pid=7)"
        ),
        FlowCase(
            "VLANs pushed and popped",
            Headers.ethernet,
            "push_vlan(vid=12,pcp=3),push_vlan(tpid=0x88a8,vid=13,pcp=5),pop_vlan,2"
        ),
        FlowCase("MPLS pushed", Headers.ipv4, "push_mpls(label=100,tc=0,ttl=64,bos=1,eth_type=0x8847),2"),
        FlowCase("MPLS popped", Headers.mpls, "pop_mpls(eth_type=0x800),2"),
        FlowCase(
            "MPLS added behind the Ethernet header",
            Headers.ipv4,
            "add_mpls(label=200,tc=7,ttl=64,bos=1,eth_type=0x8847,tun_flags=0x1),2",
            printed: .wrongly("the flags of add_mpls are left out")
        ),
        FlowCase("MPLS added in front", Headers.ipv4, "add_mpls(label=200,tc=7,ttl=64,bos=1,eth_type=0x8847),2"),
        FlowCase(
            "an Ethernet header pushed",
            Headers.noEthernet,
            "push_eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),2"
        ),
        FlowCase("an Ethernet header popped", Headers.ipv4, "pop_eth,2"),
        FlowCase(
            "a service header pushed",
            Headers.ipv4,
            "push_nsh(flags=0,ttl=63,mdtype=1,np=3,spi=0x1,si=2,c1=0x1,c2=0x2,c3=0x3,c4=0x4),2"
        ),
        FlowCase(
            "a service header of type 2 pushed",
            Headers.ipv4,
            "push_nsh(flags=0,ttl=63,mdtype=2,np=3,spi=0x1,si=2,md2=0x0102030401020304),2",
            printed: .differently("md2 without the zero in front")
        ),
        FlowCase("a service header popped", Headers.nsh, "pop_nsh(),recirc(0x1)"),
        FlowCase(
            "samples",
            Headers.ethernet,
            "sample(sample=50.0%,actions(1)),sample(sample=100.0%,actions(userspace(pid=9,actions))),2"
        ),
        FlowCase("a hash", Headers.ipv4, "hash(l4(7)),recirc(0x10)"),
        FlowCase("a symmetric hash", Headers.ipv4, "hash(sym_l4(0)),recirc(0x11)"),
        FlowCase("a meter", Headers.ethernet, "meter(3),2"),
        FlowCase("clones", Headers.ethernet, "clone(push_vlan(vid=12,pcp=0),clone(1)),2"),
        FlowCase("a check of the length", Headers.ethernet, "check_pkt_len(size=200,gt(drop),le(1)),2"),
        FlowCase("a hop less", Headers.ipv4, "dec_ttl(le_1(userspace(pid=1,actions))),2", printed: otherNumbers),
        FlowCase("samples for psample", Headers.ethernet, "psample(group=12,cookie=0x0102),2", printed: otherNumbers),
        FlowCase(
            "a connection",
            Headers.tcp,
            "ct(commit,zone=5,mark=0xa0/0xfe,label=0x1/0xff,helper=ftp),2"
        ),
        FlowCase(
            "a connection by force",
            Headers.tcp,
            "ct(force_commit,zone=6,eventmask=0x5,timeout=short),ct_clear,2",
            printed: .wrongly("the events are left out")
        ),
        FlowCase(
            "a connection in zone 0",
            Headers.tcp,
            "ct,recirc(0x12)",
            stored: Stored(actions: "ct(zone=0),recirc(0x12)", reason: "the zone is always told, zero too"),
            printed: .wrongly("zone 0 is left out")
        ),
        FlowCase("translation as the connection has it", Headers.tcp, "ct(zone=1,nat),recirc(0x13)"),
        FlowCase(
            "translation of the source",
            Headers.tcp,
            "ct(commit,zone=1,nat(src=192.0.2.240-192.0.2.254:32768-65535,persistent,random)),2"
        ),
        FlowCase("translation of the destination", Headers.tcp, "ct(commit,zone=1,nat(dst=192.0.2.128:80,hash)),2"),
        FlowCase(
            "translation over IPv6",
            Headers.udpOverIPv6,
            "ct(commit,zone=1,nat(src=2001:db8::1-2001:db8::2)),2",
            printed: extensionHeaders
        ),
    ]

    /// The numbers from 23 on are others in Open vSwitch 3.1, which has actions of its own there for user space.
    private static let otherNumbers = Printed.wrongly("the action's number is taken for another")
}
