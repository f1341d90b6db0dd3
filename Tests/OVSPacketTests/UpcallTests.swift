import Netlink
import OVSFlow
import OVSPacket
import Testing

@Suite("Upcalls of a real datapath")
struct UpcallTests {
    @Test("for a packet without a flow decode to its fields")
    func decodesMiss() throws {
        let bytes = Fixture.missUpcall.bytes
        let message = try Message(bytes.rawSpan)
        let header = message.header
        #expect(
            header
                == MessageHeader(
                    length: 236,
                    type: MessageType(rawValue: 0x26),
                    flags: [],
                    sequence: 0,
                    portID: 0
                )
        )
        guard case .miss(let upcall) = try OVSPacket.Event(message) else {
            Issue.record("not a miss")
            return
        }
        #expect(upcall.header.dpIfindex == 7)
        let key = try #require(upcall.key)
        #expect(key.recircId == 0)
        #expect(key.inPort == 1)
        #expect(key.ethernet?.ethSrc == LinkLayerAddress(2, 0, 0, 0, 0, 1))
        #expect(key.ethernet?.ethDst == LinkLayerAddress(2, 0, 0, 0, 0, 2))
        #expect(key.ethertype == 0x0800)
        #expect(key.ipv4?.ipv4Src == IPv4Address(10, 0, 0, 1))
        #expect(key.ipv4?.ipv4Proto == 17)
        #expect(key.udp?.udpDst == 53)
        #expect(key.unknownAttributes.isEmpty)
        #expect(upcall.packet?.count == 60)
        #expect(upcall.packet?.prefix(14) == [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0])
        // Bits 32 and 33: computed by software, over the transport ports. The rest differs from boot to boot.
        #expect(upcall.hash.map { $0 >> 32 } == 3)
        #expect(upcall.userdata == nil)
        #expect(upcall.mru == nil)
        #expect(upcall.len == nil)
        #expect(upcall.unknownAttributes.isEmpty)
    }

    @Test("from an action decode to all eight attributes")
    func decodesAction() throws {
        let bytes = Fixture.actionUpcall.bytes
        guard case .action(let upcall) = try OVSPacket.Event(Message(bytes.rawSpan)) else {
            Issue.record("not an action")
            return
        }
        #expect(upcall.key?.inPort == 1)
        #expect(upcall.userdata == Array("hello, user".utf8))
        #expect(upcall.egressTunKey?.unknownAttributes.isEmpty == true)
        #expect(upcall.actions?.isEmpty == false)
        #expect(upcall.mru == 0x578)
        #expect(upcall.len == 101)
        #expect(upcall.hash == 0x3_0000_beef)
        #expect(upcall.packet?.count == 61)
    }

    @Test("encode to the bytes they came from", arguments: [Fixture.missUpcall, Fixture.actionUpcall])
    func encodesAgain(fixture: Fixture) throws {
        let bytes = fixture.bytes
        #expect(bytes.count > 200)
        let message = try Message(bytes.rawSpan)
        let upcall = try OVSPacket.Upcall(message)
        var buffer = MessageBuffer()
        try buffer.append(
            upcall,
            command: message.command,
            type: message.type,
            flags: message.flags,
            sequence: message.sequence
        )
        #expect([UInt8](buffer.bytes) == bytes)
    }

    @Test("whose last attribute has no padding decode whole")
    func decodesUnaligned() throws {
        let bytes = Fixture.unalignedMissUpcall.bytes
        #expect(bytes.count == 305)
        let upcall = try OVSPacket.Upcall(Message(bytes.rawSpan))
        #expect(upcall.packet == Array(bytes.suffix(upcall.packet?.count ?? 0)))
        #expect((upcall.packet?.count ?? 0) % 4 != 0)
    }

    @Test("look the same through the view", arguments: [Fixture.missUpcall, Fixture.actionUpcall])
    func viewsAlike(fixture: Fixture) throws {
        let bytes = fixture.bytes
        let upcall = try OVSPacket.Upcall(Message(bytes.rawSpan))
        let view = try OVSPacket.PacketView(Message(bytes.rawSpan))
        let header = view.header
        let (mru, len, hash, probe) = (view.mru, view.len, view.hash, view.probe)
        #expect(header == upcall.header)
        let (port, ethertype) = (try view.key()?.inPort, try view.key()?.ethertype)
        #expect(port == upcall.key?.inPort)
        #expect(ethertype == upcall.key?.ethertype)
        #expect(try copy(view.keyBytes).map { try OVSFlow.Key(Payload($0.rawSpan)) } == upcall.key)
        #expect(copy(view.userdata) == upcall.userdata)
        #expect(copy(view.packet) == upcall.packet)
        #expect(mru == upcall.mru)
        #expect(len == upcall.len)
        #expect(hash == upcall.hash)
        #expect(!probe)
    }

    private func copy(_ span: RawSpan?) -> [UInt8]? {
        guard let span else { return nil }
        return [UInt8](span)
    }

    @Test("with attributes and commands that the spec does not know keep them")
    func keepsUnknown() throws {
        let added: [UInt8] = [9, 0, 77, 0x80, 1, 2, 3, 4, 5, 0, 0, 0]
        var bytes = Fixture.missUpcall.bytes + added
        bytes[0] += UInt8(added.count)
        let message = try Message(bytes.rawSpan)
        let upcall = try OVSPacket.Upcall(message)
        #expect(upcall.unknownAttributes.attributes.map(\.number) == [77])
        #expect(upcall.unknownAttributes.attributes.first?.bytes == [1, 2, 3, 4, 5])
        var buffer = MessageBuffer()
        try buffer.append(upcall, command: message.command, type: message.type)
        #expect([UInt8](buffer.bytes) == bytes)

        var other = bytes
        other[16] = 200
        guard case .unknown(command: 200, message: _) = try OVSPacket.Event(Message(other.rawSpan)) else {
            Issue.record("command 200 is known")
            return
        }
    }

    @Test("with a number of the wrong size are malformed")
    func refusesWrongLength() throws {
        var buffer = MessageBuffer()
        try buffer.append(OVSPacket.Execute.self, type: .genericController, header: .init()) { message in
            message.put(9, UInt32(1400))
        }
        let bytes = [UInt8](buffer.bytes)
        let expected = DecodeError(.wrongLength, attribute: 9, offset: 24)
        #expect(throws: expected) { try OVSPacket.Upcall(Message(bytes.rawSpan)) }
    }
}
