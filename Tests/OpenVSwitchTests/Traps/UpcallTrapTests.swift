import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OVSVport
import OpenVSwitch
import Testing

/// What a datapath may do that an author of a switch does not expect, from a kernel that these tests play; the table is
/// in Tests/Traps.md.
@Suite("Traps of upcalls")
struct UpcallTrapTests {
    private let first = FakeKernel.first

    private func client(_ kernel: borrowing FakeKernel) throws -> NetlinkSocket {
        try kernel.client(knowing: OVSDatapath.self, OVSPacket.self, OVSVport.self)
    }

    /// An upcall as the kernel sends it: nobody asked for it, so that its number and its port are 0.
    private func upcall(
        datapath: UInt32 = 6,
        command: UInt8 = 1,
        port: UInt32 = 1,
        _ attributes: (inout AttributeBuilder<OVSPacket.PacketAttributes>) -> Void = { _ in }
    ) throws -> [UInt8] {
        var buffer = MessageBuffer()
        let packet = [UInt8](repeating: 0xab, count: 60)
        let header = OVSPacket.OVSHeader(dpIfindex: datapath)
        try buffer.append(
            OVSPacket.Execute.self,
            type: FakeKernel.family,
            flags: [],
            header: header
        ) { message in
            message.key { $0.inPort(port) }
            attributes(&message)
            message.packet(packet.rawSpan)
        }
        var bytes = [UInt8](buffer.bytes)
        bytes[16] = command
        return bytes
    }

    /// Sends an upcall through a socket.
    private func received(_ bytes: [UInt8]) throws -> OVSPacket.Event {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try kernel.send(bytes, to: socket)
        return try socket.nextEvent(of: OVSPacket.self, timeLimit: .zero)
    }

    private func miss(_ event: OVSPacket.Event) -> OVSPacket.Upcall? {
        if case .miss(let upcall) = event { upcall } else { nil }
    }

    private func action(_ event: OVSPacket.Event) -> OVSPacket.Upcall? {
        if case .action(let upcall) = event { upcall } else { nil }
    }

    @Test("leave upcalls among answers what they are")
    func upcallsAmongAnswers() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try kernel.send(upcall(port: 1), to: socket)
        let state = OVSDatapath.Get.Reply(header: .init(dpIfindex: 6), name: "dp0")
        try kernel.reply(state, to: first, client: socket)
        try kernel.send(upcall(port: 2), to: socket)
        try kernel.end(first, client: socket)
        // Upcalls do not extend a limit of 0.
        let found = try socket.perform(OVSDatapath.Get(header: .init(dpIfindex: 6)), timeLimit: .seconds(60))
        #expect(found.name == "dp0")
        for port: UInt32 in 1...2 {
            let event = try socket.nextEvent(of: OVSPacket.self, timeLimit: .zero)
            #expect(miss(event)?.key?.inPort == port)
        }
    }

    @Test("tell an upcall of another datapath by its header, and send its packet back there")
    func otherDatapath() throws {
        let upcall = try #require(miss(received(upcall(datapath: 9))))
        #expect(upcall.header.dpIfindex == 9)
        #expect(upcall.execute([.output(2)])?.header.dpIfindex == 9)
    }

    @Test("do without the actions of an action")
    func actionWithoutActions() throws {
        let upcall = try #require(action(received(upcall(command: 2))))
        #expect(upcall.actions == nil)
        #expect(upcall.packet?.count == 60)
    }

    @Test("know a cut packet by its length, and a whole one by the lack of it")
    func lengthOfCutPackets() throws {
        let whole = try #require(action(received(upcall(command: 2))))
        #expect(whole.len == nil)
        #expect(!whole.isCut && whole.originalLength == 60)
        let cut = try #require(action(received(upcall(command: 2) { $0.put(10, 1514 as UInt32) })))
        #expect(cut.isCut && cut.originalLength == 1514)
    }

    @Test("keep the bits of a hash above the 32nd")
    func wideHash() throws {
        let upcall = try #require(miss(received(upcall { $0.hash(0x8000_0003_0000_beef) })))
        #expect(upcall.hash == 0x8000_0003_0000_beef)
        #expect(upcall.packetHash?.value == 0xbeef)
        #expect(upcall.execute([])?.hash == 0x8000_0003_0000_beef)
    }

    @Test("keep attributes of numbers that the kernel no longer uses", arguments: [6, 7] as [UInt16])
    func unusedNumbers(number: UInt16) throws {
        let upcall = try #require(miss(received(upcall { $0.put(number, 5 as UInt32) })))
        #expect(upcall.unknownAttributes.attributes.map(\.number) == [Int(number)])
        #expect(upcall.packet?.count == 60)
    }

    @Test("send an empty list of actions, which drops the packet")
    func emptyActions() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try kernel.end(first, client: socket)
        let packet = [UInt8](repeating: 0xab, count: 60)
        try socket.perform(
            OVSPacket.Execute(header: .init(dpIfindex: 6), packet: packet, key: .init(inPort: 1), actions: [])
        )
        let requests = try kernel.requests()
        #expect(requests.count == 1)
        // OVS_PACKET_ATTR_ACTIONS, of four bytes: its header.
        #expect(requests.first?.suffix(4) == [4, 0, 3, 0])
    }

    @Test("send a packet as long as an attribute can be, and nothing of a longer one", arguments: [65_531, 65_532])
    func longestPacket(length: Int) throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try kernel.end(first, client: socket)
        let packet = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
        let request = OVSPacket.Execute(header: .init(dpIfindex: 6), packet: packet, key: .init(), actions: [])
        if length <= 65_531 {
            try socket.perform(request)
            let sent = try #require(try kernel.requests().first)
            #expect(try OVSPacket.Execute(Message(sent.rawSpan)).packet == packet)
        } else {
            let reason = EncodeError.Reason.tooLong(length: 65_532, maximum: 65_531)
            let error = EncodeError(reason, attribute: AttributePath([.name("packet")]))
            #expect(throws: NetlinkError.invalidRequest(error, request: "ovs_packet execute")) {
                try socket.perform(request)
            }
            #expect(try kernel.requests().isEmpty)
        }
    }
}

/// Values that a newer or older kernel has in the objects of a datapath.
@Suite("Traps of objects")
struct ObjectTrapTests {
    private let first = FakeKernel.first

    /// The answer of the kernel to a question for a datapath, with attributes that a closure writes.
    private func datapath(
        _ attributes: (inout AttributeBuilder<OVSDatapath.DatapathAttributes>) -> Void
    ) throws -> OVSDatapath.Get.Reply {
        let kernel = try FakeKernel()
        var socket = try kernel.client(knowing: OVSDatapath.self)
        var buffer = MessageBuffer()
        try buffer.append(
            OVSDatapath.Get.self,
            type: FakeKernel.family,
            flags: [],
            sequence: first,
            header: .init(dpIfindex: 6),
            attributes
        )
        try kernel.send([UInt8](buffer.bytes), to: socket)
        try kernel.end(first, client: socket)
        return try socket.perform(OVSDatapath.Get(header: .init(dpIfindex: 6)))
    }

    @Test("keep a value that the enumeration does not have")
    func unknownValue() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(knowing: OVSVport.self)
        let port = OVSVport.Get.Reply(header: .init(dpIfindex: 6), type: OVSVport.VportType(rawValue: 99))
        try kernel.reply(port, to: first, client: socket)
        try kernel.end(first, client: socket)
        let found = try socket.perform(OVSVport.Get(header: .init(dpIfindex: 6)))
        #expect(found.type?.rawValue == 99)
        #expect(found.type.map { "\($0)" } == "99")
    }

    @Test("read a struct that is shorter or longer than the spec's", arguments: [0, 7, 8, 24, 32, 40])
    func otherLengths(length: Int) throws {
        let bytes = [UInt8](repeating: 1, count: length)
        let reply = try datapath { $0.put(3, bytes: bytes.rawSpan) }
        let stats = try #require(reply.stats)
        #expect(stats.nHit == (length >= 8 ? 0x0101_0101_0101_0101 : length == 7 ? stats.nHit : 0))
        #expect(stats.nMissed == (length >= 16 ? 0x0101_0101_0101_0101 : 0))
        #expect(stats.nFlows == (length >= 32 ? 0x0101_0101_0101_0101 : 0))
        #expect(stats.tail.missing == max(0, 32 - length))
        #expect(stats.tail.bytes.count == max(0, length - 32))
    }
}
