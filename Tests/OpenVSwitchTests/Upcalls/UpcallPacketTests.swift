import Netlink
import OVSFlow
import OVSPacket
import OpenVSwitch
import Testing

@Suite("Packets of upcalls")
struct UpcallPacketTests {
    static let packet = [UInt8](repeating: 0xab, count: 60)

    static let upcall = OVSPacket.Upcall(
        header: .init(dpIfindex: 6),
        key: OVSFlow.Key(inPort: 1, ethertype: 0x0800),
        mru: 1400,
        hash: 0x1_0000_beef,
        packet: packet
    )

    /// The upcall as the kernel would send it.
    private func message(_ upcall: OVSPacket.Upcall, command: UInt8) throws -> [UInt8] {
        var buffer = MessageBuffer()
        try buffer.append(upcall, command: command, type: MessageType(rawValue: 0x26), flags: [], sequence: 0)
        return [UInt8](buffer.bytes)
    }

    @Test("come out of a message with their hash")
    func decodes() throws {
        let bytes = try message(Self.upcall, command: 1)
        guard case .miss(let upcall) = try OVSPacket.Event(Message(bytes.rawSpan)) else {
            Issue.record("not a miss")
            return
        }
        #expect(upcall.packetHash == PacketHash(0xbeef, flags: .software))
        #expect(upcall.mru == 1400)
        #expect(upcall.originalLength == 60)
        #expect(!upcall.isCut)
    }

    @Test("tell their length if an action cut them")
    func isCut() throws {
        var cut = Self.upcall
        cut.len = 1514
        let bytes = try message(cut, command: 2)
        guard case .action(let upcall) = try OVSPacket.Event(Message(bytes.rawSpan)) else {
            Issue.record("not an action")
            return
        }
        #expect(upcall.isCut)
        #expect(upcall.originalLength == 1514)
        #expect(upcall.packet?.count == 60)
    }

    @Test("go on their way with all that the kernel told")
    func answers() {
        let request = Self.upcall.execute([.output(2)])
        #expect(
            request
                == OVSPacket.Execute(
                    header: .init(dpIfindex: 6),
                    packet: Self.packet,
                    key: OVSFlow.Key(inPort: 1, ethertype: 0x0800),
                    actions: [.output(2)],
                    mru: 1400,
                    hash: 0x1_0000_beef
                )
        )
    }

    @Test("stay if packet or key is missing")
    func needsPacketAndKey() {
        var upcall = Self.upcall
        upcall.key = nil
        #expect(upcall.execute([]) == nil)
        upcall = Self.upcall
        upcall.packet = nil
        #expect(upcall.execute([]) == nil)
        #expect(upcall.originalLength == 0)
    }
}
