import Testing

@testable import Netlink

/// Dumps against a kernel that these tests play.
@Suite struct DumpTests {
    private let first = FakeKernel.first

    private func part(_ index: UInt32, _ number: UInt32, _ flags: MessageFlags = .multi) -> [UInt8] {
        Demo.Object(index: index).bytes(flags: flags, sequence: first + number)
    }

    private func end(_ number: UInt32, _ code: Int32 = 0, _ flags: MessageFlags = .multi) -> [UInt8] {
        doneMessage(code, flags: flags, sequence: first + number)
    }

    @Test func severalDatagrams() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), part(2, 0), to: socket)
        try kernel.send(part(3, 0, []), to: socket)
        try kernel.send(end(0), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [1, 2, 3])
        #expect(try kernel.requests().map(\.flags.rawValue) == [0x305])
    }

    @Test func errorAtTheEnd() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), end(0, -19), to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.dump(Demo.List()) }
        #expect(error.errno == .noDevice)
        #expect(error.description == "demo list: No such device (ENODEV)")
    }

    @Test func interruptedDumpsAreMadeAgain() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0, [.multi, .dumpInterrupted]), part(2, 0), end(0), to: socket)
        try kernel.send(part(1, 1), end(1, 0, [.multi, .dumpInterrupted]), to: socket)
        try kernel.send(part(3, 2), end(2), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [3])
        #expect(try kernel.requests().count == 3)
    }

    @Test(arguments: [-1, 1, 10])
    func attemptsAreBounded(_ attempts: Int) throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        socket.dumpAttempts = attempts
        for attempt: UInt32 in 0..<12 {
            try kernel.send(part(1, attempt), end(attempt, 0, [.multi, .dumpInterrupted]), to: socket)
        }
        #expect(throws: NetlinkError.dumpInterrupted(request: "demo list", attempts: max(attempts, 1))) {
            try socket.dump(Demo.List())
        }
        #expect(try kernel.requests().count == max(attempts, 1))
    }

    @Test func errorsCountMoreThanInterruptions() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(end(0, -12, [.multi, .dumpInterrupted]), to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.dump(Demo.List()) }
        #expect(error.errno == .noMemory)
    }

    @Test func streams() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), part(2, 0, [.multi, .dumpInterrupted]), to: socket)
        try kernel.send(end(0), to: socket)
        try kernel.send(part(3, 1), end(1), to: socket)
        var seen: [UInt32] = []
        #expect(throws: NetlinkError.dumpInterrupted(request: "demo list", attempts: 1)) {
            try socket.dump(Demo.List()) { seen.append($0.index) }
        }
        #expect(seen == [1, 2])
        var lengths: [Int] = []
        try socket.dumpMessages(Demo.List()) { lengths.append($0.payload.count) }
        #expect(lengths == [24])
    }

    @Test func restOfAnAbandonedDumpIsReceivedBeforeTheNext() throws {
        struct Enough: Error {}
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), part(2, 0), to: socket)
        var seen: [UInt32] = []
        #expect(throws: Enough.self) {
            try socket.dump(Demo.List()) { object in
                seen.append(object.index)
                throw Enough()
            }
        }
        #expect(seen == [1])
        // The end of the first dump is behind a part of the next one, which is skipped: the kernel would not have sent
        // it so early. That tells that the end was waited for.
        try kernel.send(part(3, 0), part(9, 1), end(0), to: socket)
        try kernel.send(part(4, 1), end(1), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [4])
    }

    @Test func abandonedInTheLastDatagram() throws {
        struct Enough: Error {}
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), end(0), part(7, 1), to: socket)
        #expect(throws: Enough.self) { try socket.dump(Demo.List()) { _ in throw Enough() } }
        // Nothing is waited for, although nothing more comes.
        try kernel.send(part(2, 1), end(1), to: socket)
        #expect(try socket.dump(Demo.List(), timeLimit: .zero).map(\.index) == [2])
    }

    @Test func aChangeWhoseFlagsLookLikeADumpsLeavesNoneUnfinished() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        try socket.perform(Demo.Change(), flags: [.replace, .exclusive])
        try kernel.send(part(2, 1), end(1), to: socket)
        #expect(try socket.dump(Demo.List(), timeLimit: .zero).map(\.index) == [2])
    }

    @Test func dumpAfterATimeLimit() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(part(1, 0), to: socket)
        #expect(throws: NetlinkError.timeLimitExceeded("demo list", limit: .zero)) {
            try socket.dump(Demo.List(), timeLimit: .zero)
        }
        // Other requests go on as if nothing had happened.
        try kernel.send(part(5, 1), errorMessage(0, sequence: first + 1), part(2, 0), to: socket)
        #expect(try socket.perform(Demo.Get()).index == 5)
        try kernel.send(part(3, 0), end(0), to: socket)
        try kernel.send(part(6, 2), end(2), to: socket)
        #expect(try socket.dump(Demo.List()).map(\.index) == [6])
    }

    @Test func endThatNeverComesIsWaitedForOnce() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        _ = try? socket.dump(Demo.List(), timeLimit: .zero)
        #expect(throws: NetlinkError.timeLimitExceeded("demo list", limit: .zero)) {
            try socket.dump(Demo.List(), timeLimit: .zero)
        }
        #expect(try kernel.requests().count == 2)
    }
}
