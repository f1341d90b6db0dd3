import OVSFlow
import OpenVSwitch
import Testing

@Suite("Texts that are wrong")
struct TextErrorTests {
    @Test(
        "in keys say where and what is needed",
        arguments: [
            ("in_port", "column 8: expected \"(\", found the end"),
            ("in_port(", "column 9: expected a number up to 4294967295, found the end"),
            ("in_port(4294967296)", "column 9: expected a number up to 4294967295, found \"4294967296)\""),
            ("in_port(010)", "column 9: expected a number up to 4294967295, found \"010)\""),
            ("in_port(1/0xff)", "column 10: expected a comma or \")\", found \"/0xff)\""),
            ("in_port(1)skb_mark(1)", "column 11: expected a comma or the end, found \"skb_mark(1)\""),
            ("in_port(1))", "column 11: expected a comma or the end, found \")\""),
            ("in_port(1),in_port(2)", "column 12: expected no second in_port, found \"in_port(2)\""),
            ("port(1)", "column 1: expected the name of a field, found \"port(1)\""),
            ("eth(src=02:00)", "column 9: expected an Ethernet address, found \"02:00)\""),
            ("eth(from=1)", "column 5: expected one of src, dst, found \"from=1)\""),
            (
                "eth(src=02:00:00:00:00:01,src=02:00:00:00:00:01)",
                "column 27: expected no second src, found \"src=02:00:00:00:\""
            ),
            ("ipv4(src=10.0.0.256)", "column 10: expected an IPv4 address, found \"10.0.0.256)\""),
            ("ipv4(frag=yes)", "column 11: expected \"no\", \"first\", \"later\" or a number, found \"yes)\""),
            ("ipv6(src=1::2::3)", "column 10: expected an IPv6 address, found \"1::2::3)\""),
            ("vlan(vid=4096)", "column 10: expected a number up to 4095, found \"4096)\""),
            (
                "ct_state(new|old)",
                "column 14: expected one of new, est, rel, rpl, inv, trk, snat, dnat, found \"old)\""
            ),
            ("encap(eth_type(5", "column 17: expected a comma or \")\", found the end"),
            ("tunnel(geneve({len=3}))", "column 20: expected a multiple of 4, found \"3}))\""),
            ("tunnel(geneve({0x1}))", "column 16: expected \"len=\" before data, found \"0x1}))\""),
            ("tunnel(erspan(ver=3))", "column 19: expected 1 or 2, found \"3))\""),
            ("key3(0x01)", "column 1: expected bytes that can be key3, found \"key3(0x01)\""),
            ("key40(0x123)", "column 9: expected pairs of hexadecimal digits, found \"123)\""),
            (
                "ct_label(0x100000000000000000000000000000000)",
                "column 10: expected a number of 16 bytes, found \"0x10000000000000\""
            ),
        ]
    )
    func explains(text: String, message: String) {
        let error = #expect(throws: FlowTextError.self) { try OVSFlow.Key(dpctl: text) }
        #expect(error?.description == message)
    }

    @Test("because of too many levels are refused")
    func limitsLevels() throws {
        func levels(_ count: Int) -> String {
            String(repeating: "encap(", count: count) + String(repeating: ")", count: count)
        }
        #expect(try OVSFlow.Key(dpctl: levels(31)).encap != nil)
        let error = #expect(throws: FlowTextError.self) { try OVSFlow.Key(dpctl: levels(100_000)) }
        #expect(error?.column == 6 * 31 + 1)
    }

    @Test(
        "in masks say where and what is needed",
        arguments: [
            ("in_port(1/)", "column 11: expected a number up to 4294967295, found \")\""),
            ("eth(src=02:00:00:00:00:01/48)", "column 27: expected an Ethernet address, found \"48)\""),
            ("eth_type(0/0x10000)", "column 12: expected a number of 2 bytes, found \"0x10000)\""),
            ("key40(0x0102/0xff)", "column 14: expected a mask of 2 bytes, found \"0xff)\""),
            ("tunnel(flags(+df-key+ecn))", "column 22: expected one of oam, df, csum, key, found \"ecn))\""),
        ]
    )
    func explainsMasks(text: String, message: String) {
        let error = #expect(throws: FlowTextError.self) { try FlowMatch(dpctl: text) }
        #expect(error?.description == message)
    }

    @Test(
        "in actions say where and what is needed",
        arguments: [
            ("", "column 1: expected an action or \"drop\", found the end"),
            ("output:1", "column 1: expected an action, found \"output:1\""),
            ("1,drop", "column 7: expected \"(\", found the end"),
            ("pop_vlan1", "column 1: expected an action, found \"pop_vlan1\""),
            ("1)", "column 2: expected a comma or the end, found \")\""),
            ("4294967296", "column 1: expected a number up to 4294967295, found \"4294967296\""),
            ("hash(l3(0))", "column 6: expected one of l4, sym_l4, found \"l3(0))\""),
            ("sample(sample=101%,actions(1))", "column 15: expected a percentage, found \"101%,actions(1))\""),
            ("ct(zone=65536)", "column 9: expected a number up to 65535, found \"65536)\""),
            ("ct(commit,commit)", "column 11: expected no second commit, found \"commit)\""),
            ("ct(helper=)", "column 11: expected a name, found \")\""),
            ("ct(nat(src=host))", "column 12: expected an IP address, found \"host))\""),
            ("ct(nat(src=::1-10.0.0.1))", "column 16: expected an address of the same version, found \"10.0.0.1))\""),
            ("ct(nat(both))", "column 8: expected one of src, dst, persistent, hash, random, found \"both))\""),
            ("set(udp(src=1)", "column 15: expected \")\", found the end"),
            ("set(tunnel(dst=1.1.1.1/255.0.0.0))", "column 23: expected a comma or \")\", found \"/255.0.0.0))\""),
            ("userspace(pid=1,userdata(012))", "column 26: expected pairs of hexadecimal digits, found \"012))\""),
            ("clone(1", "column 8: expected \")\", found the end"),
            ("action7(0x01)", "column 1: expected an action that can be sent, found \"action7(0x01)\""),
        ]
    )
    func explainsActions(text: String, message: String) {
        let error = #expect(throws: FlowTextError.self) { try [OVSFlow.Action](dpctl: text) }
        #expect(error?.description == message)
    }

    @Test("because actions have too many levels are refused")
    func limitsActionLevels() {
        let text = String(repeating: "clone(", count: 100_000)
        let error = #expect(throws: FlowTextError.self) { try [OVSFlow.Action](dpctl: text) }
        #expect(error?.column == 6 * 32 + 1)
    }

    @Test("because they are too long for an attribute are refused")
    func limitsLength() {
        let digits = String(repeating: "00", count: 65_532)
        #expect(throws: FlowTextError.self) { try OVSFlow.Key(dpctl: "key40(\(digits))") }
        #expect(throws: FlowTextError.self) { try OVSFlow.Key(dpctl: "encap(key40(\(digits)))") }
        #expect(throws: FlowTextError.self) { try [OVSFlow.Action](dpctl: "userspace(userdata(\(digits)))") }
        #expect(throws: FlowTextError.self) { try FlowMatch(dpctl: "key40(0x00),mask40(\(digits))") }
    }
}
