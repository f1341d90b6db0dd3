import Testing

@testable import Netlink

/// The socket against a kernel that these tests play; nothing here waits for anything.
@Suite struct NetlinkSocketTests {
    private let first = FakeKernel.first

    /// What a call throws.
    private func error(_ body: () throws(NetlinkError) -> Void) -> NetlinkError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test func acknowledgedChange() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        try socket.perform(Demo.Change(), flags: [.create, .exclusive])
        let sent = try kernel.requests()
        #expect(sent.map(\.type) == [MessageType(rawValue: 22)])
        #expect(sent.map(\.flags) == [[.request, .acknowledge, .create, .exclusive]])
        #expect(sent.map(\.sequence) == [first])
        #expect(sent.map(\.portID) == [0])
    }

    @Test func attributesWrittenByAClosure() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        try socket.perform(Demo.Change.self, header: NoHeader(), flags: .create) { $0.put(3, UInt32(5)) }
        let sent = try kernel.requests()
        #expect(sent.map(\.flags) == [[.request, .acknowledge, .create]])
        #expect(sent.map(\.length) == [24])
        #expect(throws: NetlinkError.self) {
            try socket.perform(Demo.Change.self, header: NoHeader()) { $0.put(7, string: "\0") }
        }
    }

    @Test func replyAndAcknowledgement() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(Demo.Object(index: 4).bytes(sequence: first), to: socket)
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        try kernel.send(
            Demo.Object(index: 5).bytes(sequence: first + 1),
            Demo.Object(index: 6).bytes(sequence: first + 1),
            errorMessage(0, sequence: first + 1),
            to: socket
        )
        #expect(try socket.perform(Demo.Get()).index == 4)
        #expect(try socket.perform(Demo.Get()).index == 5)
    }

    @Test func severalReplies() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(
            Demo.Object(index: 5).bytes(flags: .multi, sequence: first),
            Demo.Object(index: 6).bytes(flags: .multi, sequence: first),
            message(.done, flags: .multi, sequence: first),
            errorMessage(0, sequence: first),
            errorMessage(0, sequence: first + 1),
            to: socket
        )
        #expect(try socket.performAll(Demo.Get()).map(\.index) == [5, 6])
        // The acknowledgement of the second request came along in the same datagram, before it was made.
        let error = error { () throws(NetlinkError) in _ = try socket.performAll(Demo.Get(), timeLimit: .zero) }
        #expect(error == .timeLimitExceeded("demo get", limit: .zero))
    }

    @Test func echoForThoseWhoReadTheReply() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        for sequence in first..<first + 3 {
            try kernel.send(Demo.Object(index: sequence).bytes(sequence: sequence), to: socket)
            try kernel.send(errorMessage(0, sequence: sequence), to: socket)
        }
        try kernel.send(errorMessage(0, sequence: first + 3), to: socket)
        #expect(try socket.perform(Demo.Make(), flags: .create).index == first)
        #expect(try socket.performAll(Demo.Make()).map(\.index) == [first + 1])
        #expect(try socket.perform([Demo.Make()]).map { try $0.get().index } == [first + 2])
        var batch = RequestBatch()
        try batch.append(Demo.Make())
        #expect(try socket.perform(batch) == [.acknowledged(warning: nil)])
        let flags: MessageFlags = [.request, .acknowledge]
        let echo = flags.union(.echo)
        #expect(try kernel.requests().map(\.flags) == [echo.union(.create), echo, echo, flags])
    }

    @Test func missingReply() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        let found = error { () throws(NetlinkError) in _ = try socket.perform(Demo.Get()) }
        #expect(found == .replyMissing(request: "demo get"))
    }

    @Test func refusedRequest() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let attributes = attribute(1, Array("no".utf8) + [0]) + attribute(2, UInt32(24))
        try kernel.send(errorMessage(-34, sequence: first, attributes: attributes), to: socket)
        let found = error { () throws(NetlinkError) in _ = try socket.perform(Demo.Get(1, name: "x")) }
        #expect(found?.description == "demo get: no (ERANGE), attribute .name")
    }

    @Test func warnings() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let attributes = attribute(1, Array("deprecated".utf8) + [0])
        try kernel.send(errorMessage(0, sequence: first, attributes: attributes), to: socket)
        try kernel.send(errorMessage(0, sequence: first + 1), to: socket)
        try socket.perform(Demo.Change())
        #expect(socket.warning == "deprecated")
        try socket.perform(Demo.Change())
        #expect(socket.warning == nil)
    }

    @Test func requestsThatCannotBeSent() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let found = error { () throws(NetlinkError) in _ = try socket.perform(Demo.Get(1, name: "sixteen letters.")) }
        let refusal = EncodeError(.tooLong(length: 16, maximum: 15), attribute: AttributePath([.name("name")]))
        #expect(found == .invalidRequest(refusal, request: "demo get"))
        #expect(try kernel.requests().isEmpty)
        let foreign = error { () throws(NetlinkError) in try socket.perform(Loadable.Touch()) }
        #expect(foreign == .wrongProtocol(family: "loadable", needed: .generic, socket: .userSocket))
    }

    @Test func malformedReplies() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(message(Demo.object, sequence: first), to: socket)
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        let nest = attribute(3, UInt32(1)) + attribute(7, [])
        try kernel.send(message(Demo.object, sequence: first + 1, nest + attribute(1, UInt32(1))), to: socket)
        try kernel.send([1, 2, 3], to: socket)
        func text() -> String? { error { () throws(NetlinkError) in _ = try socket.perform(Demo.Get()) }?.description }
        #expect(text() == "demo get: malformed message from the kernel: attribute .index is missing")
        let wrongLength = "attribute .byte does not have the length of its type"
        #expect(text() == "demo get: malformed message from the kernel: " + wrongLength)
        #expect(text()?.contains("cut short") == true)
    }

    @Test func silence() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        socket.timeLimit = .milliseconds(1)
        let found = error { () throws(NetlinkError) in try socket.perform(Demo.Change()) }
        #expect(found == .timeLimitExceeded("demo change", limit: .milliseconds(1)))
    }

    @Test func lateAnswersAreSkipped() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        _ = error { () throws(NetlinkError) in _ = try socket.perform(Demo.Get(), timeLimit: .zero) }
        try kernel.send(Demo.Object(index: 1).bytes(sequence: first), errorMessage(-2, sequence: first), to: socket)
        try kernel.send(
            Demo.Object(index: 2).bytes(sequence: first + 1),
            errorMessage(0, sequence: first + 1),
            to: socket
        )
        #expect(try socket.perform(Demo.Get()).index == 2)
    }

    @Test func messagesOfOtherProcessesAreIgnored() throws {
        let kernel = try FakeKernel()
        let stranger = try FakeKernel()
        var socket = try kernel.client()
        try stranger.send(errorMessage(0, sequence: first), Demo.Object(index: 9).bytes(), to: socket)
        let found = error { () throws(NetlinkError) in try socket.perform(Demo.Change(), timeLimit: .zero) }
        #expect(found == .timeLimitExceeded("demo change", limit: .zero))
        #expect(throws: NetlinkError.self) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test func messagesOfOtherProcessesDoNotExtendTheTimeLimit() throws {
        let kernel = try FakeKernel()
        let stranger = try FakeKernel()
        var socket = try kernel.client()
        for _ in 0..<3 { try stranger.send(message(.noop), to: socket) }
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        let found = error { () throws(NetlinkError) in try socket.perform(Demo.Change(), timeLimit: .zero) }
        #expect(found == .timeLimitExceeded("demo change", limit: .zero))
    }

    @Test func longDatagramsAreNoData() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(capacity: 64)
        let object = Demo.Object(index: 1).bytes(sequence: first)
        let padding = [UInt8](repeating: 0, count: 100)
        try kernel.send(object, message(.noop, padding), errorMessage(0, sequence: first), to: socket)
        let found = error { () throws(NetlinkError) in _ = try socket.perform(Demo.Get()) }
        #expect(found == .datagramTruncated(length: 24 + 116 + 36, capacity: 64))
        // The buffer has grown: the same datagram now fits.
        let next = Demo.Object(index: 2).bytes(sequence: first + 1)
        try kernel.send(next, message(.noop, padding), errorMessage(0, sequence: first + 1), to: socket)
        #expect(try socket.perform(Demo.Get()).index == 2)
    }
}
