import Foundation
import Netlink
import OVSFlow
import OVSPacket
import OpenVSwitch
import Testing

/// The captures of Tests/OVSPacketTests/Fixtures; the texts follow from the bytes that are described there.
@Suite("Keys and actions that a kernel sent or took")
struct CapturedTextTests {
    private static let metadata =
        "recirc_id(0),dp_hash(0),skb_priority(0),in_port(1),skb_mark(0),ct_state(0),ct_zone(0),ct_mark(0),ct_label(0),"
    private static let ethernet = "eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),"
    private static let query =
        "eth_type(0x0800),ipv4(src=10.0.0.1,dst=10.0.0.2,proto=17,tos=0,ttl=64,frag=no),udp(src=4660,dst=53)"

    /// Reads a file of the tests of ovs_packet.
    private func message(_ name: String) throws -> [UInt8] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "OVSPacketTests/Fixtures/\(name).hex")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .flatMap { $0.split(separator: " ") }.compactMap { UInt8($0, radix: 16) }
    }

    @Test("print the key of a packet without a flow")
    func printsMiss() throws {
        let bytes = try message("miss-upcall")
        let key = try #require(try OVSPacket.Upcall(Message(bytes.rawSpan)).key)
        #expect(key.dpctl == Self.metadata + Self.ethernet + Self.query)
        #expect(try OVSFlow.Key(dpctl: key.dpctl) == key)
    }

    @Test("print the key and the actions of an upcall by an action")
    func printsAction() throws {
        let bytes = try message("action-upcall")
        let upcall = try OVSPacket.Upcall(Message(bytes.rawSpan))
        let (key, actions) = (try #require(upcall.key), try #require(upcall.actions))
        #expect(
            key.dpctl == Self.metadata + Self.ethernet + "eth_type(0x8100),vlan(vid=291,pcp=5),encap(eth_type(0x0800),"
                + "ipv4(src=192.168.1.10,dst=192.168.1.20,proto=6,tos=0x8,ttl=64,frag=no),tcp(src=40000,dst=80),"
                + "tcp_flags(psh|ack))"
        )
        #expect(
            actions.dpctl == "set(tunnel(tun_id=0x123456,dst=192.0.2.2,tos=0x8,ttl=64,flags(df|key))),trunc(61),"
                + "userspace(pid=159,userdata(68656c6c6f2c2075736572),actions,tunnel_out_port=3)"
        )
        #expect(try OVSFlow.Key(dpctl: key.dpctl) == key)
        #expect(try [OVSFlow.Action](dpctl: actions.dpctl) == actions)
        let tunnel = try #require(upcall.egressTunKey)
        #expect(
            OVSFlow.Key(tunnel: tunnel).dpctl == "tunnel(tun_id=0x123456,src=192.0.2.1,dst=192.0.2.2,tos=0x8,ttl=64,"
                + "tp_src=53823,tp_dst=4789,flags(df|key))"
        )
    }

    @Test(
        "print the key and the actions of a request",
        arguments: [
            ("execute", metadata + ethernet + query),
            ("encoded-execute", "skb_priority(0),in_port(1),skb_mark(0)," + ethernet + query),
        ]
    )
    func printsExecute(name: String, text: String) throws {
        let bytes = try message(name)
        let request = try OVSPacket.Execute(Message(bytes.rawSpan))
        #expect(request.key.dpctl == text)
        #expect(request.actions.dpctl == "2")
    }
}
