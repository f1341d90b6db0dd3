import Netlink
import NetlinkTesting
import Testing

@Suite struct FakeKernelTests {
    @Test func familiesAreFoundByName() throws {
        let kernel = try FakeKernel()
        kernel.on(Netdev.DevGet.self) { .reply($0) }
        kernel.register(Netdev.management)
        var socket = try kernel.socket()
        let family = try socket.family(named: "netdev")
        #expect(family.familyId == kernel.messageType(of: Netdev.self)?.rawValue)
        #expect(family.ops?.compactMap(\.id) == [1])
        #expect(family.mcastGroups?.compactMap(\.name) == ["mgmt"])
        #expect(try socket.families().map(\.familyName) == ["nlctrl", "netdev"])
        #expect(throws: NetlinkError.familyNotFound("absent")) { try socket.family(named: "absent") }
    }

    @Test func dumpsAreAnswered() throws {
        let kernel = try FakeKernel()
        kernel.on(dump: Notes.List.self) { _ in (1...100).map { Notes.Note(id: $0, text: "n\($0)") } }
        var socket = try kernel.socket(Notes.netlinkProtocol)
        #expect(try socket.dump(Notes.List()).map(\.id) == Array(1...100))
    }

    @Test func acknowledgementsMayWarn() throws {
        let kernel = try FakeKernel()
        kernel.on(Notes.Put.self) { _ in .acknowledge(warning: "too late") }
        var socket = try kernel.socket(Notes.netlinkProtocol)
        try socket.perform(Notes.Put(Notes.Note(id: 1)))
        #expect(socket.warning == "too late")
    }

    @Test(arguments: [true, false])
    func refusalsNameTheAttribute(isCapped: Bool) throws {
        let kernel = try FakeKernel()
        kernel.capsAcknowledgements = isCapped
        kernel.on(Notes.Put.self) { _ in .refuse(.exists, "there is one", at: "author", "name") }
        var socket = try kernel.socket(Notes.netlinkProtocol)
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(Notes.Put(Notes.Note(id: 1, text: "x", author: Notes.Author(name: "y"))))
        }
        #expect(error?.description == "notes put: there is one (EEXIST), attribute .author.name")
    }

    @Test func eventsReachMembersAndPorts() throws {
        let kernel = try FakeKernel()
        kernel.register(Netdev.management)
        var member = try kernel.socket()
        var other = try kernel.socket()
        var raw = try kernel.socket(Notes.netlinkProtocol)
        try member.join(Netdev.management)
        try raw.join(Notes.changes)
        try kernel.emit(Netdev.DevGet(ifindex: 1), command: 2, to: Netdev.management)
        try kernel.emit(Netdev.DevGet(ifindex: 2), command: 2, to: other.portID)
        try kernel.emit(Notes.Note(id: 3), command: 16, to: Notes.changes)
        #expect(try member.nextEvent(of: Netdev.self, timeLimit: .zero) == .device(1))
        #expect(try other.nextEvent(of: Netdev.self, timeLimit: .zero) == .device(2))
        #expect(try raw.nextEvent(of: Notes.self, timeLimit: .zero) == .note(3))
        try member.leave(Netdev.management)
        try kernel.emit(Netdev.DevGet(ifindex: 4), command: 2, to: Netdev.management)
        #expect(throws: NetlinkError.self) { try member.nextEvent(of: Netdev.self, timeLimit: .zero) }
    }

    @Test func reloadedFamilyHasAnotherNumber() throws {
        let kernel = try FakeKernel()
        kernel.on(Netdev.DevGet.self) { .reply($0) }
        var socket = try kernel.socket()
        #expect(try socket.perform(Netdev.DevGet(ifindex: 1)).ifindex == 1)
        let before = kernel.messageType(of: Netdev.self)
        kernel.reload(Netdev.self)
        #expect(kernel.messageType(of: Netdev.self) != before)
        #expect(try socket.perform(Netdev.DevGet(ifindex: 2)).ifindex == 2)
        kernel.unload(Netdev.self)
        #expect(kernel.messageType(of: Netdev.self) == nil)
        #expect(kernel.messageType(of: NLCtrl.self) == .genericController)
        #expect(throws: NetlinkError.familyNotFound("netdev")) { try socket.perform(Netdev.DevGet(ifindex: 3)) }
        #expect(try kernel.requests(Netdev.DevGet.self).map(\.ifindex) == [1, 2])
    }

    @Test func kernelsDoNotDisturbEachOther() throws {
        let kernels = try (0..<20).map { _ in try FakeKernel() }
        for (index, kernel) in kernels.enumerated() {
            kernel.on(Notes.Get.self) { .reply(Notes.Note(id: $0.note.id, text: "\(index)")) }
        }
        for (index, kernel) in kernels.enumerated() {
            var socket = try kernel.socket(Notes.netlinkProtocol)
            #expect(try socket.perform(Notes.Get(1)).text == "\(index)")
        }
    }
}
