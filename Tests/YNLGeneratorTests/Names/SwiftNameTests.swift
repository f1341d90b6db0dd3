import Testing

@testable import YNLGenerator

@Suite struct SwiftNameTests {
    @Test(arguments: [
        ("mru", "mru"), ("dp-ifindex", "dpIfindex"), ("egress-tun-key", "egressTunKey"),
        ("if_idx", "ifIdx"), ("service_time", "serviceTime"), ("set id", "setId"), ("labels mask", "labelsMask"),
        ("DP", "dp"), ("Wlog", "wlog"), ("def-DP", "defDP"), ("max-P", "maxP"), ("ipv4Src", "ipv4Src"),
        ("8021q", "_8021q"), ("6rd-prefix", "_6rdPrefix"), ("77_5", "_775"), ("2ghz", "_2ghz"), ("a-1", "a1"),
        ("--after-last", "afterLast"), ("__after", "after"), ("a--b", "aB"),
        ("self", "self_"), ("Self", "self_"), ("init", "init_"), ("Any", "any"), ("Type", "type"),
        ("Protocol", "protocol"), ("none", "none"), ("default", "default"), ("---", "_unnamed"), ("größe", "grE"),
    ])
    func `Members join their words, all but the first capitalised`(name: String, member: String) {
        #expect(SwiftName.member(name) == member)
    }

    @Test(arguments: [
        ("ovs-header", "OVSHeader"), ("family-id", "FamilyID"), ("ip-map", "IPMap"), ("tcp_metrics", "TCPMetrics"),
        ("mptcp-pm", "MPTCPPm"), ("ipv6-addr", "IPv6Addr"), ("MAC", "MAC"), ("grid", "Grid"), ("DP", "DP"),
        ("tc-u32-sel", "TCU32Sel"), ("8021q", "_8021q"), ("--kernel-timespec", "KernelTimespec"),
        ("type", "Type_"), ("protocol", "Protocol_"), ("self", "Self_"), ("any", "Any_"), ("init", "Init"),
    ])
    func `Types capitalise every word, acronyms wholly`(name: String, type: String) {
        #expect(SwiftName.type(name) == type)
    }

    @Test(arguments: [
        ("getfamily", "GetFamily"), ("newlink", "NewLink"), ("dellink", "DelLink"), ("setneightbl", "SetNeightbl"),
        ("newmcast-grp", "NewMcastGrp"), ("get", "Get"), ("set", "Set"), ("new", "New"), ("delete", "Delete"),
        ("getid", "Getid"), ("get-policy", "GetPolicy"), ("settings", "Settings"), ("delete-policy", "DeletePolicy"),
        ("news", "News"),
        ("execute", "Execute"), ("port-get", "PortGet"),
    ])
    func `Operations part the verb from its object`(name: String, operation: String) {
        #expect(SwiftName.operation(name) == operation)
    }

    @Test func `Events part the verb from its object, too`() {
        #expect(SwiftName.event("newmcast-grp") == "newMcastGrp")
        #expect(SwiftName.event("miss") == "miss")
    }

    @Test(arguments: [
        ("op-attrs", "Op", "op"), ("ctrl-attr", "Ctrl", "ctrl"), ("vf-attributes", "Vf", "vf"),
        ("packet", "Packet", "packet"),
        ("attrs", "Attrs", "attrs"), ("ovs-key-attrs", "OVSKey", "ovsKey"), ("DP_ATTRS", "DP", "dp"),
    ])
    func `Sets drop the word that says they are sets`(name: String, type: String, property: String) {
        #expect(SwiftName.attributeSet(name) == type)
        #expect(SwiftName.contents(of: name) == property)
    }

    @Test(arguments: ["case", "class", "default", "for", "in", "is", "operator", "protocol", "repeat", "where"])
    func `Keywords stand in backticks where they are declared`(name: String) {
        #expect(SwiftName.declared(SwiftName.member(name)) == "`\(name)`")
    }

    @Test(arguments: ["none", "some", "type", "self_", "get", "set", "open", "mru"])
    func `Words that only look like keywords do not`(name: String) {
        #expect(SwiftName.declared(name) == name)
    }

    @Test(arguments: [
        ("OVSPacket", true), ("_a1", true), ("", false), ("1a", false), ("a-b", false), ("a b", false), ("ä", false),
        ("_", false), ("a.b", false), ("class", false), ("Type", false),
    ])
    func `An identifier begins with a letter and goes on with letters and digits`(text: String, isOne: Bool) {
        #expect(text.isSwiftIdentifier == isOne)
    }
}
