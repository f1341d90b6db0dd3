/// A flow that the kernel takes.
struct FlowCase {
    /// What is in it that no other one has.
    let subject: String

    /// The key with its masks, as `ovs-dpctl` writes it.
    let match: String

    /// The actions, as `ovs-dpctl` writes them.
    let actions: String

    /// What the kernel makes of the actions, if it is not the same.
    let stored: Stored?

    /// How `ovs-dpctl` prints the flow.
    let printed: Printed

    /// What the kernel keeps, and why it differs from what was sent.
    struct Stored {
        let actions: String
        let reason: String
    }

    /// How `ovs-dpctl` prints a flow.
    enum Printed: Hashable {
        /// As we do.
        case same

        /// Otherwise, so that it is read back as the same flow nevertheless.
        case differently(String)

        /// Not as what it is.
        case wrongly(String)
    }

    init(
        _ subject: String,
        _ match: String,
        _ actions: String = "2",
        stored: Stored? = nil,
        printed: Printed = .same
    ) {
        self.subject = subject
        self.match = match
        self.actions = actions
        self.stored = stored
        self.printed = printed
    }
}

/// A flow with an attribute that the kernel does not take there.
struct RefusedCase {
    /// The attribute.
    let place: String

    let match: String
    let actions: String

    /// Whether the kernel takes the flow nevertheless, and does not tell of the attribute.
    let isForgotten: Bool

    init(_ place: String, _ match: String, _ actions: String = "2", isForgotten: Bool = false) {
        self.place = place
        self.match = match
        self.actions = actions
        self.isForgotten = isForgotten
    }
}

/// The beginnings of keys of flows.
enum Headers {
    static let ethernet = "eth(),eth_type(0x88b5)"
    static let noEthernet = "eth_type(0x0800),ipv4(frag=no)"
    static let ipv4 = "eth(),eth_type(0x0800),ipv4(frag=no)"
    static let tcp = "eth(),eth_type(0x0800),ipv4(proto=6,frag=no),tcp(),tcp_flags(0/0)"
    static let sctp = "eth(),eth_type(0x0800),ipv4(proto=132,frag=no),sctp()"
    static let icmp = "eth(),eth_type(0x0800),ipv4(proto=1,frag=no),icmp()"
    static let udpOverIPv6 = "eth(),eth_type(0x86dd),ipv6(proto=17,frag=no),udp()"
    static let neighbour = "eth(),eth_type(0x86dd),ipv6(proto=58,frag=no),icmpv6(type=136,code=0),nd()"
    static let arp = "eth(),eth_type(0x0806),arp()"
    static let vlan = "eth(),eth_type(0x8100),vlan(vid=5,pcp=1),encap(eth_type(0x88b5))"
    static let mpls = "eth(),eth_type(0x8847),mpls(label=7,tc=0,ttl=64,bos=1)"
    static let nsh = "eth(),eth_type(0x894f),nsh(flags=0,ttl=63,mdtype=1,np=3,spi=0x1,si=2,c1=0x1,c2=0x2,c3=0x3,c4=0x4)"
}
