import Netlink
import OVSFlow
import OpenVSwitch
import Testing

/// What `ovs-dpctl` 3.1 printed for flows of a datapath of Linux 6.12, without and with `--more`.
@Suite("Lines of flows")
struct FlowEntryTests {
    static let lines = [
        "in_port(2),eth(src=06:1c:45:bb:c3:40,dst=ee:eb:f6:a2:87:c5), packets:169, bytes:2091846, used:0.204s, "
            + "flags:SFPR., actions:1",
        "in_port(1),eth(src=ee:eb:f6:a2:87:c5,dst=06:1c:45:bb:c3:40), packets:207, bytes:46434, used:12.009s, "
            + "flags:SFP., actions:2",
        "in_port(99),eth(), packets:0, bytes:0, used:never, actions:drop",
    ]

    static let longLines = [
        "recirc_id(0/0),dp_hash(0/0),skb_priority(0/0),in_port(1),skb_mark(0/0),ct_state(0/0),ct_zone(0/0),ct_mark(0/0),"
            + "ct_label(0/0),eth(src=ee:eb:f6:a2:87:c5,dst=06:1c:45:bb:c3:40),eth_type(0x0800/0x0000),"
            + "ipv4(src=10.0.0.1/0.0.0.0,dst=10.0.0.2/0.0.0.0,proto=1/0,tos=0/0,ttl=64/0),icmp(type=8/0,code=0/0), "
            + "packets:207, bytes:46434, used:0.342s, flags:SFP., dp:ovs, actions:2",
        "ufid:04030201-0807-0605-0c0b-0a09100f0e0d, recirc_id(0/0),dp_hash(0/0),skb_priority(0/0),in_port(99),"
            + "skb_mark(0/0),ct_state(0x22/0x23),ct_zone(0/0),ct_mark(0/0),ct_label(0/0),"
            + "eth(src=00:00:00:00:00:00/00:00:00:00:00:00,dst=00:00:00:00:00:00/00:00:00:00:00:00),"
            + "eth_type(0x0000/0x0000), packets:0, bytes:0, used:never, dp:ovs, actions:drop",
    ]

    @Test("print as they were read", arguments: lines)
    func readsAndPrints(line: String) throws { #expect(try FlowEntry(dpctl: line).dpctl == line) }

    @Test("with wildcards print as they were read", arguments: longLines)
    func readsAndPrintsMore(line: String) throws { #expect(try FlowEntry(dpctl: line).dpctl(more: true) == line) }

    @Test("have all that is known of a flow")
    func readsFields() throws {
        #expect(
            try FlowEntry(dpctl: Self.lines[0])
                == FlowEntry(
                    match: FlowMatch(dpctl: "in_port(2),eth(src=06:1c:45:bb:c3:40,dst=ee:eb:f6:a2:87:c5)"),
                    packets: 169,
                    bytes: 2_091_846,
                    age: .milliseconds(204),
                    tcpFlags: [.syn, .fin, .psh, .rst, .ack],
                    actions: [.output(1)]
                )
        )
        let unused = try FlowEntry(dpctl: Self.longLines[1])
        #expect(unused.ufid?.bytes == Array(1...16))
        #expect(unused.age == nil && unused.tcpFlags == [] && unused.actions == [])
        #expect(
            unused.dpctl == "in_port(99),ct_state(-new+est+trk),eth(), packets:0, bytes:0, used:never, actions:drop"
        )
    }

    @Test("are made of what the kernel tells")
    func takesReplies() throws {
        let match = try FlowMatch(dpctl: "in_port(1),eth()")
        var flow = OVSFlow.Get.Reply(
            ufid: UniqueIdentifier(bytes: [0x0a, 0x01]),
            key: match.key,
            mask: match.mask,
            used: 5_998,
            stats: .init(nPackets: 3, nBytes: 294),
            tcpFlags: [.syn, .cwr],
            actions: [.output(2)]
        )
        // Open vSwitch takes whole milliseconds of its clock.
        let entry = FlowEntry(flow, now: .seconds(7) + .microseconds(1_999))
        #expect(entry.age == .milliseconds(1_003))
        #expect(entry.dpctl == "in_port(1),eth(), packets:3, bytes:294, used:1.003s, flags:SC, actions:2")
        #expect(
            entry.dpctl(more: true) == "ufid:0a01, in_port(1),eth(src=00:00:00:00:00:00/00:00:00:00:00:00,"
                + "dst=00:00:00:00:00:00/00:00:00:00:00:00), packets:3, bytes:294, used:1.003s, flags:SC, dp:ovs, actions:2"
        )
        #expect(FlowEntry(flow, now: .zero).dpctl.contains(" used:-5.998s,"))
        flow.used = .max
        #expect(FlowEntry(flow, now: .zero).dpctl.contains(" used:-18446744073709551.615s,"))
        for used: UInt64? in [0, nil] {
            flow.used = used
            #expect(FlowEntry(flow, now: .seconds(7)).age == nil)
        }
        #expect(
            FlowEntry(OVSFlow.Get.Reply(), now: .zero).dpctl == ", packets:0, bytes:0, used:never, actions:drop"
        )
    }

    @Test("have ages by the kernel's clock")
    func readsClock() throws {
        let flow = OVSFlow.Get.Reply(used: 1)
        let before = try #require(FlowEntry(flow, now: SystemCall.monotonicTime()).age)
        let age = try #require(FlowEntry(flow).age)
        let after = try #require(FlowEntry(flow, now: SystemCall.monotonicTime()).age)
        #expect(before <= age && age <= after)
        #expect(before > .zero)
    }

    @Test(
        "print ages to the millisecond",
        arguments: [(-1, "-0.001"), (0, "0.000"), (59, "0.059"), (-61_030, "-61.030")]
    )
    func printsAges(milliseconds: Int, text: String) throws {
        let line = ", packets:0, bytes:0, used:\(text)s, actions:drop"
        let entry = FlowEntry(match: try FlowMatch(dpctl: ""), age: .milliseconds(milliseconds))
        #expect(entry.dpctl == line)
        #expect(try FlowEntry(dpctl: line) == entry)
    }

    @Test("print what is less than a millisecond as none")
    func printsShortAges() throws {
        let match = try FlowMatch(dpctl: "")
        for age: Duration in [.microseconds(-999), .microseconds(999)] {
            #expect(FlowEntry(match: match, age: age).dpctl.contains(" used:0.000s,"))
        }
    }

    @Test("have all control bits, in the order of Open vSwitch")
    func printsControlBits() throws {
        let match = try FlowMatch(dpctl: "")
        let all = FlowEntry(match: match, tcpFlags: .init(rawValue: .max))
        #expect(all.dpctl.contains(" flags:SFPRU.ECN[200][400][800][1000][2000][4000][8000],"))
        for shift in 0..<16 {
            let bit = FlowEntry(match: match, tcpFlags: .init(rawValue: 1 << shift))
            let others = FlowEntry(match: match, tcpFlags: .init(rawValue: ~(1 << shift)))
            #expect(try FlowEntry(dpctl: bit.dpctl) == bit)
            #expect(try FlowEntry(dpctl: others.dpctl) == others)
        }
    }

    @Test("have identifiers of any length", arguments: 0...16)
    func printsIdentifiers(count: UInt8) throws {
        let match = try FlowMatch(dpctl: "in_port(1)")
        let identifier = UniqueIdentifier(bytes: Array(0..<count))
        let entry = FlowEntry(ufid: identifier, match: match)
        #expect(try FlowEntry(dpctl: entry.dpctl(more: true)).ufid == (count == 0 ? nil : identifier))
    }

    @Test("for random flows are read back", arguments: 0..<4)
    func readsRandomFlows(seed: UInt64) throws {
        var flows = RandomFlows(seed: 4000 + seed)
        for number in 0..<50 as Range<UInt64> {
            let entry = FlowEntry(
                match: FlowMatch(key: flows.key(), mask: flows.key()),
                packets: number << 58,
                bytes: UInt64.max - number,
                age: flows.flag() ? .milliseconds(number) : nil,
                tcpFlags: .init(rawValue: UInt16(number)),
                actions: flows.actions()
            )
            for more in [false, true] {
                let line = entry.dpctl(more: more)
                var read = try FlowEntry(dpctl: line)
                #expect(read.match == (try FlowMatch(dpctl: entry.match.dpctl(wildcards: more))))
                read.match = entry.match
                #expect(read == entry, "\(line)")
            }
        }
    }

    @Test(
        "that are wrong say where and what is needed",
        arguments: [
            ("", "column 1: expected \"packets:\", found the end"),
            ("in_port(1)", "column 11: expected \"packets:\", found the end"),
            ("in_port(1)packets:1", "column 11: expected a comma or the end, found \"packets:1\""),
            ("encap(packets:1)", "column 7: expected the name of a field, found \"packets:1)\""),
            ("eth(), packets:0x1", "column 17: expected \", bytes:\", found \"x1\""),
            ("eth(), packets:", "column 16: expected a number up to 18446744073709551615, found the end"),
            (
                "eth(), packets:18446744073709551616",
                "column 16: expected a number up to 18446744073709551615, found \"1844674407370955\""
            ),
            ("eth(), packets:1, bytes:2", "column 26: expected \", used:\", found the end"),
            ("eth(), packets:1, bytes:2, used:1s", "column 34: expected \".\", found \"s\""),
            ("eth(), packets:1, bytes:2, used:1.23s", "column 35: expected three digits, found \"23s\""),
            (
                "eth(), packets:1, bytes:2, used:18446744073709552.000s",
                "column 33: expected a number up to 18446744073709551, found \"1844674407370955\""
            ),
            (
                "eth(), packets:1, bytes:2, used:never, flags:, actions:1",
                "column 46: expected some of SFPRU.ECN in this order, found \", actions:1\""
            ),
            (
                "eth(), packets:1, bytes:2, used:never, flags:FS, actions:1",
                "column 47: expected \", actions:\", found \"S, actions:1\""
            ),
            (
                "eth(), packets:1, bytes:2, used:never, dp:tc, actions:1",
                "column 38: expected \", actions:\", found \", dp:tc, actions\""
            ),
            (
                "eth(), packets:1, bytes:2, used:never, actions:",
                "column 48: expected an action or \"drop\", found the end"
            ),
            (
                "eth(), packets:1, bytes:2, used:never, actions:1)",
                "column 49: expected a comma or the end, found \")\""
            ),
            (
                "ufid:, eth(), packets:1",
                "column 6: expected an identifier of 1 to 16 bytes, found \", eth(), packets\""
            ),
            (
                "ufid:0, eth(), packets:1",
                "column 6: expected an identifier of 1 to 16 bytes, found \"0, eth(), packet\""
            ),
        ]
    )
    func explains(line: String, message: String) {
        let error = #expect(throws: FlowTextError.self) { try FlowEntry(dpctl: line) }
        #expect(error?.description == message)
    }

    @Test("do not end a key that stands alone")
    func leavesKeys() {
        let error = #expect(throws: FlowTextError.self) { try FlowMatch(dpctl: "in_port(1), packets:1") }
        #expect(error?.description == "column 13: expected the name of a field, found \"packets:1\"")
    }
}
