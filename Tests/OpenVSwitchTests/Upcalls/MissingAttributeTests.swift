import Netlink
import NetlinkTesting
import OVSPacket
import Testing

/// Requests written by closures that forget an attribute; all ways to send lead through here.
@Suite("Requests that lack an attribute")
struct MissingAttributeTests {
    private let kernel: NetlinkTesting.FakeKernel
    private let missing = EncodeError(.missing, attribute: AttributePath([.name("key")]))

    init() throws {
        kernel = try NetlinkTesting.FakeKernel()
        kernel.on(OVSPacket.Execute.self) { _ in .acknowledge }
    }

    private static func write(_ message: inout AttributeBuilder<OVSPacket.PacketAttributes>, key: Bool) {
        let packet = [UInt8](repeating: 0, count: 14)
        message.packet(packet.rawSpan)
        if key { message.key { _ in } }
        // Number 2 is the key too, but not in here.
        message.actions { $0.put(2, bytes: [UInt8]().rawSpan) }
    }

    @Test("are not sent by a socket")
    func socket() throws {
        var socket = try kernel.socket()
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(OVSPacket.Execute.self, header: .init(dpIfindex: 6)) { Self.write(&$0, key: false) }
        }
        #expect(error == .invalidRequest(missing, request: "ovs_packet execute"))
        try socket.perform(OVSPacket.Execute.self, header: .init(dpIfindex: 6)) { Self.write(&$0, key: true) }
        #expect(try kernel.requests(OVSPacket.Execute.self).count == 1)
    }

    @Test("are sent if it is there, whoever wrote it", arguments: [2, 0x8002] as [UInt16])
    func byNumber(type: UInt16) throws {
        var socket = try kernel.socket()
        try socket.perform(OVSPacket.Execute.self, header: .init(dpIfindex: 6)) { message in
            Self.write(&message, key: false)
            message.put(type, bytes: [UInt8]().rawSpan)
        }
        #expect(try kernel.requests(OVSPacket.Execute.self).count == 1)
    }

    @Test("are not sent by a connection")
    func connection() async throws {
        let connection = try kernel.connection()
        let error = await #expect(throws: NetlinkError.self) {
            try await connection.perform(OVSPacket.Execute.self, header: .init(dpIfindex: 6)) {
                Self.write(&$0, key: false)
            }
        }
        #expect(error == .invalidRequest(missing, request: "ovs_packet execute"))
        #expect(try kernel.requests(OVSPacket.Execute.self).isEmpty)
    }

    @Test("do not get into a batch, whose other requests are sent")
    func batch() throws {
        var batch = RequestBatch()
        for hasKey in [true, false, true] {
            let append = { (batch: inout RequestBatch) throws(EncodeError) in
                try batch.append(OVSPacket.Execute.self, header: .init(dpIfindex: 6)) { Self.write(&$0, key: hasKey) }
            }
            if hasKey { try append(&batch) } else { #expect(throws: missing) { try append(&batch) } }
        }
        #expect(batch.count == 2)
        var socket = try kernel.socket()
        #expect(try socket.perform(batch).map(\.error) == [nil, nil])
        #expect(try kernel.requests(OVSPacket.Execute.self).count == 2)
    }
}
