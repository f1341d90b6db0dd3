import Netlink
import OVSFlow
import OVSPacket
import Testing

@Suite("Execute requests")
struct ExecuteTests {
    /// The frame of `encode-execute.c`: Ethernet, IPv4 and UDP headers, then each byte is its offset.
    static let frame: [UInt8] =
        [
            0x02, 0, 0, 0, 0, 0x02, 0x02, 0, 0, 0, 0, 0x01, 0x08, 0x00,
            0x45, 0x00, 0x00, 0x2e, 0x00, 0x01, 0x00, 0x00, 0x40, 0x11, 0x66, 0xbc, 10, 0, 0, 1, 10, 0, 0, 2,
            0x12, 0x34, 0x00, 0x35, 0x00, 0x1a, 0x00, 0x00,
        ] + Array(0x2a...0x3b)

    /// The key of `encode-execute.c`, field by field.
    static let key = OVSFlow.Key(
        priority: 0,
        inPort: 1,
        skbMark: 0,
        ethernet: .init(
            ethSrc: LinkLayerAddress(0x02, 0, 0, 0, 0, 0x01),
            ethDst: LinkLayerAddress(0x02, 0, 0, 0, 0, 0x02)
        ),
        ethertype: 0x0800,
        ipv4: .init(
            ipv4Src: IPv4Address(10, 0, 0, 1),
            ipv4Dst: IPv4Address(10, 0, 0, 2),
            ipv4Proto: 17,
            ipv4Tos: 0,
            ipv4Ttl: 64,
            ipv4Frag: .none
        ),
        udp: .init(udpSrc: 0x1234, udpDst: 53)
    )

    /// The same as attributes of the `ovs_flow` family.
    static let keyBytes: [UInt8] = [
        8, 0, 2, 0, 0, 0, 0, 0,
        8, 0, 3, 0, 1, 0, 0, 0,
        8, 0, 15, 0, 0, 0, 0, 0,
        16, 0, 4, 0, 0x02, 0, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 0, 0x02,
        6, 0, 6, 0, 0x08, 0x00, 0, 0,
        16, 0, 7, 0, 10, 0, 0, 1, 10, 0, 0, 2, 17, 0, 64, 0,
        8, 0, 10, 0, 0x12, 0x34, 0x00, 0x35,
    ]

    static let request = OVSPacket.Execute(
        header: .init(dpIfindex: 6),
        packet: frame,
        key: key,
        actions: [.output(2)],
        probe: true,
        mru: 1400,
        hash: 0x1_0000_beef,
        upcallPid: 4321
    )

    @Test("encode to the bytes of an independent C program")
    func encodesLikeC() throws {
        #expect(Fixture.encodedExecute.bytes.count == 208)
        var buffer = MessageBuffer()
        try buffer.append(Self.request, type: MessageType(rawValue: 0x1f), sequence: 7)
        #expect([UInt8](buffer.bytes) == Fixture.encodedExecute.bytes)
    }

    @Test("encode alike as a value and through the builder")
    func buildsLikeTheValue() throws {
        var buffer = MessageBuffer(capacity: 64)
        try buffer.append(
            OVSPacket.Execute.self,
            type: MessageType(rawValue: 0x1f),
            sequence: 7,
            header: .init(dpIfindex: 6)
        ) { message in
            message.packet(Self.frame.rawSpan)
            message.key(Self.keyBytes.rawSpan)
            message.actions { actions in actions.output(2) }
            message.probe()
            message.mru(1400)
            message.hash(0x1_0000_beef)
            message.upcallPid(4321)
        }
        #expect([UInt8](buffer.bytes) == Fixture.encodedExecute.bytes)
    }

    @Test("decode to what was encoded")
    func decodes() throws {
        let bytes = Fixture.encodedExecute.bytes
        let request = try OVSPacket.Execute(Message(bytes.rawSpan))
        #expect(request == Self.request)
        #expect(request.header.dpIfindex == 6)
        #expect(request.upcallPid == 4321)
        var other = request
        other.mru = 1401
        #expect(other != request)
    }

    @Test("that a kernel accepted encode to the same bytes again")
    func encodesAcceptedRequest() throws {
        let bytes = Fixture.acceptedExecute.bytes
        let message = try Message(bytes.rawSpan)
        let request = try OVSPacket.Execute(message)
        var buffer = MessageBuffer()
        try buffer.append(request, type: message.type, flags: message.flags, sequence: message.sequence)
        #expect(bytes.count == 248)
        #expect([UInt8](buffer.bytes) == bytes)
    }

    @Test("are refused before the send if the packet is shorter than an Ethernet header")
    func refusesShortPacket() {
        var request = Self.request
        request.packet = Array(Self.frame.prefix(13))
        #expect(throws: EncodeError(.tooShort(length: 13, minimum: 14), attribute: AttributePath([.name("packet")]))) {
            var buffer = MessageBuffer()
            try buffer.append(request, type: .genericController)
        }
    }

    @Test("take a packet as long as an attribute can be, and no longer", arguments: [65_531, 65_532])
    func limitsPacketLength(length: Int) throws {
        var request = Self.request
        request.packet = [UInt8](repeating: 0xaa, count: length)
        var buffer = MessageBuffer()
        if length <= 65_531 {
            try buffer.append(request, type: .genericController)
            let decoded = try OVSPacket.Execute(Message(buffer.bytes))
            #expect(decoded == request)
        } else {
            let error = #expect(throws: EncodeError.self) {
                var buffer = MessageBuffer()
                try buffer.append(request, type: .genericController)
            }
            #expect(error?.description == "attribute .packet has 65532 bytes, at most 65531 are possible")
        }
    }

    @Test("without a required attribute do not decode")
    func requiresActions() throws {
        var buffer = MessageBuffer()
        try buffer.append(OVSPacket.Execute.self, type: .genericController, header: .init()) { message in
            message.packet(Self.frame.rawSpan)
            message.key(Self.keyBytes.rawSpan)
        }
        let bytes = [UInt8](buffer.bytes)
        let error = #expect(throws: DecodeError.self) { try OVSPacket.Execute(Message(bytes.rawSpan)) }
        #expect(error?.reason == .missingAttribute)
        #expect(error?.attribute == 3)
    }

    @Test("print with the kernel's names")
    func describes() {
        let request = OVSPacket.Execute(
            header: .init(dpIfindex: 6),
            packet: Array(Self.frame.prefix(14)),
            key: .init(inPort: 3),
            actions: [.popVlan, .output(2)],
            probe: true,
            mru: 1400
        )
        #expect(
            request.description
                == "{packet: 0200000000020200000000010800, key: {in-port: 3}, actions: [{pop-vlan}, {output: 2}], probe, "
                + "mru: 1400, "
                + "dp-ifindex: 6}"
        )
    }
}
