import Testing

@testable import Netlink

/// Answers that come late, twice, in parts or not at all, from a kernel that these tests play; the table is in
/// Tests/Traps.md.
@Suite struct AnswerTrapTests {
    private let first = FakeKernel.first

    private func part(_ index: UInt32, _ number: UInt32, _ flags: MessageFlags = .multi) -> [UInt8] {
        Demo.Object(index: index).bytes(flags: flags, sequence: first + number)
    }

    private func end(_ number: UInt32, _ flags: MessageFlags = .multi) -> [UInt8] {
        doneMessage(flags: flags, sequence: first + number)
    }

    @Test(.needsMulticast) func `A dump that lost its end fails, and the next one does not`() throws {
        let kernel = try FakeKernel(group: 9)
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try kernel.client(options: options)
        try socket.join(kernel.demoGroup)
        try kernel.send(part(1, 0), to: socket)
        for index in 0..<200 { kernel.multicast(Demo.Object(index: UInt32(index)).bytes()) }
        let error = try #require(throws: NetlinkError.self) { try socket.dump(Demo.List()) }
        guard case .messagesLost("demo list", let lost?) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(lost > 0)
        #expect(try socket.nextEvent(of: Demo.self) == .lost(lost))
        try kernel.send(end(0), to: socket)
        try kernel.send(part(2, 1), end(1), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [2])
    }

    @Test func `A dump that is interrupted at its first part is made again`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0, [.multi, .dumpInterrupted]), part(2, 0), to: socket)
        try kernel.send(end(0), to: socket)
        try kernel.send(part(3, 1), end(1), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [3])
    }

    @Test func `A dump that is interrupted at its end alone is made again`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), part(2, 0), end(0, [.multi, .dumpInterrupted]), to: socket)
        // Without objects, too.
        try kernel.send(end(1, [.multi, .dumpInterrupted]), to: socket)
        try kernel.send(part(3, 2), end(2), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [3])
        #expect(try kernel.requests().count == 3)
    }

    @Test func `A dump that the kernel refuses as the second one is a clear error`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(errorMessage(-16, sequence: first), to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.dump(Demo.List()) }
        #expect(error.description == "demo list: Device or resource busy (EBUSY)")
        try kernel.send(part(3, 1), end(1), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [3])
    }

    @Test func `The end of a dump may be an error that names an attribute`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        // The error number stands alone in front, without a request as in other errors.
        let attributes = attribute(1, Array("no".utf8) + [0]) + attribute(2, UInt32(16))
        let flags: MessageFlags = [.multi, .acknowledgementAttributes]
        let done = message(.done, flags: flags, sequence: first, [UInt8](bytesOf: Int32(-19)) + attributes)
        try kernel.send(part(1, 0), done, to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.dump(Demo.List()) }
        #expect(error.description.hasPrefix("demo list: no (ENODEV)"))
        #expect(error.errno == .noDevice)
    }

    @Test(arguments: [[], [0xaa], [0xaa, 0xbb, 0xcc]] as [[UInt8]])
    func `An error may repeat the request, of any length`(rest: [UInt8]) throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let request = message(MessageType(rawValue: 21), sequence: first, attribute(3, UInt32(1)) + rest)
        let attributes = attribute(1, Array("no".utf8) + [0]) + attribute(2, UInt32(16))
        let body = [UInt8](bytesOf: Int32(-34)) + request + attributes
        try kernel.send(message(.error, flags: .acknowledgementAttributes, sequence: first, body), to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.perform(Demo.Get()) }
        #expect(error.description == "demo get: no (ERANGE), attribute .index")
    }

    @Test func `A group that the family does not have is an error that names those it has`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        let group = attribute(1, Array("events".utf8) + [0]) + attribute(2, UInt32(9))
        let body = [1, 2, 0, 0] + attribute(1, UInt16(30)) + attribute(7, attribute(1, group))
        try kernel.send(message(.genericController, sequence: first, body), to: socket)
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        let error = NetlinkError.multicastGroupNotFound("news", family: "loadable", available: ["events"])
        #expect(throws: error) { try socket.join(MulticastGroup<Loadable>("news")) }
    }

    @Test func `Two sockets of a process get their own answers`() throws {
        let kernel = try FakeKernel()
        var one = try kernel.client()
        var other = try kernel.client()
        let ports = [one.portID, other.portID]
        #expect(ports[0] != ports[1])
        // Both requests have the same number.
        try kernel.send(part(2, 0, []), errorMessage(0, sequence: first), to: other)
        try kernel.send(part(1, 0, []), errorMessage(0, sequence: first), to: one)
        #expect(try one.perform(Demo.Get()).index == 1)
        #expect(try other.perform(Demo.Get()).index == 2)
        // What one of them missed is nothing to the other.
        #expect(throws: NetlinkError.self) { try one.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test func `A reply and an acknowledgement are one answer, in one datagram or two`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0, []), to: socket)
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        try kernel.send(part(2, 1, []), errorMessage(0, sequence: first + 1), to: socket)
        #expect(try socket.perform(Demo.Get()).index == 1)
        #expect(try socket.perform(Demo.Get()).index == 2)
        #expect(throws: NetlinkError.self) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }
}
