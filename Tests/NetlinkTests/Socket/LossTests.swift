import Testing

@testable import Netlink

/// A receive buffer that is full: the kernel's own bookkeeping, with messages from these tests.
@Suite struct LossTests {
    private let first = FakeKernel.first
    private let sent = 200

    /// A socket with the smallest receive buffer, in the group of the flood.
    private func client(of kernel: borrowing FakeKernel) throws -> NetlinkSocket {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try kernel.client(options: options)
        try socket.join(kernel.demoGroup)
        return socket
    }

    private func flood(_ kernel: borrowing FakeKernel, count: Int) {
        for index in 0..<count { kernel.multicast(Demo.Object(index: UInt32(index)).bytes()) }
    }

    /// Reads all that there is.
    private func drain(_ socket: inout NetlinkSocket) -> (objects: [UInt32], losses: [Int]) {
        var objects: [UInt32] = []
        var losses: [Int] = []
        while let event = try? socket.nextEvent(of: Demo.self, timeLimit: .zero) {
            switch event {
            case .object(let index): objects.append(index)
            case .lost(let count): losses.append(count ?? -1)
            case .unknown(let type): Issue.record("message of type \(type)")
            }
        }
        return (objects, losses)
    }

    @Test(.needsMulticast) func everyLostMessageIsCounted() throws {
        let kernel = try FakeKernel(group: 4)
        var socket = try client(of: kernel)
        flood(kernel, count: sent)
        let (objects, losses) = drain(&socket)
        #expect(losses == [sent - objects.count])
        #expect(objects == Array(0..<UInt32(objects.count)))
        #expect(!objects.isEmpty && objects.count < sent)
        // The socket works as before.
        flood(kernel, count: 1)
        #expect(drain(&socket).objects == [0])
    }

    @Test(.needsMulticast) func lossesThatTheKernelDoesNotReportAreCounted() throws {
        let kernel = try FakeKernel(group: 5)
        var socket = try client(of: kernel)
        flood(kernel, count: sent)
        // The kernel reports a loss once. Until the buffer is empty, it drops more without a word.
        guard case .lost(let reported?) = try socket.nextEvent(of: Demo.self) else {
            Issue.record("no loss")
            return
        }
        flood(kernel, count: sent)
        let (objects, losses) = drain(&socket)
        #expect(losses == [sent])
        #expect(objects.count + reported == sent)
    }

    @Test(.needsMulticast) func answerBeforeTheLossCounts() throws {
        let kernel = try FakeKernel(group: 6)
        var socket = try client(of: kernel)
        try kernel.send(Demo.Object(index: 7).bytes(sequence: first), errorMessage(0, sequence: first), to: socket)
        flood(kernel, count: sent)
        #expect(try socket.perform(Demo.Get()).index == 7)
        let (objects, losses) = drain(&socket)
        #expect(losses == [sent - objects.count])
    }

    @Test(.needsMulticast) func answerThatMayBeLostIsAnError() throws {
        let kernel = try FakeKernel(group: 7)
        var socket = try client(of: kernel)
        flood(kernel, count: sent)
        let error = try #require(throws: NetlinkError.self) { try socket.perform(Demo.Change()) }
        let (objects, losses) = drain(&socket)
        #expect(error == .messagesLost(request: "demo change", count: sent - objects.count))
        #expect(losses == [sent - objects.count])
        // The next request is not concerned.
        try kernel.send(errorMessage(0, sequence: first + 1), to: socket)
        try socket.perform(Demo.Change())
    }

    @Test func overrunMessageIsALoss() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(message(.overrun), to: socket)
        #expect(throws: NetlinkError.messagesLost(request: "demo change", count: nil)) {
            try socket.perform(Demo.Change())
        }
        #expect(try socket.nextEvent(of: Demo.self) == .lost(nil))
    }
}
