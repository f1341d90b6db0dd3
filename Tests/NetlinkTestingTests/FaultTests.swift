import Netlink
import NetlinkTesting
import Testing

/// What goes wrong on purpose, as a blocking socket sees it.
@Suite struct FaultTests {
    private func kernel() throws -> FakeKernel {
        let kernel = try FakeKernel()
        kernel.on(Notes.Get.self) { .reply($0.note) }
        kernel.on(Notes.Put.self) { _ in .acknowledge }
        kernel.on(dump: Notes.List.self) { _ in (1...3).map { Notes.Note(id: $0) } }
        return kernel
    }

    @Test func heldAnswerIsRecognisedAsLate() throws {
        let (kernel, gate) = (try kernel(), Gate())
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.hold(gate), into: Notes.Get.self)
        #expect(throws: NetlinkError.timeLimitExceeded("notes get", limit: .zero)) {
            try socket.perform(Notes.Get(1), timeLimit: .zero)
        }
        try kernel.settle()
        gate.open()
        #expect(try socket.perform(Notes.Get(2)).id == 2)
        #expect(throws: NetlinkError.self) { try socket.nextEvent(of: Notes.self, timeLimit: .zero) }
    }

    @Test func answersOutOfOrder() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.afterNextAnswer, into: Notes.Get.self)
        var batch = RequestBatch()
        try batch.append(Notes.Get(1))
        try batch.append(Notes.Put(Notes.Note(id: 2)))
        let results = try socket.perform(batch)
        #expect(results.count == 2)
        #expect(results.allSatisfy { if case .failed = $0 { false } else { true } })
    }

    @Test func answerThatComesTwice() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.twice, into: Notes.Get.self)
        #expect(try socket.perform(Notes.Get(1)).id == 1)
        #expect(try socket.perform(Notes.Get(2)).id == 2)
        #expect(throws: NetlinkError.self) { try socket.nextEvent(of: Notes.self, timeLimit: .zero) }
    }

    @Test(arguments: [Fault.silence, .endless])
    func answerThatNeverEnds(fault: Fault) throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(fault, into: Notes.Put.self)
        #expect(throws: NetlinkError.timeLimitExceeded("notes put", limit: .milliseconds(1))) {
            try socket.perform(Notes.Put(Notes.Note(id: 1)), timeLimit: .milliseconds(1))
        }
        try socket.perform(Notes.Put(Notes.Note(id: 2)))
    }

    @Test func messageThatIsCut() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.cut(4), into: Notes.Get.self)
        let error = #expect(throws: NetlinkError.self) { try socket.perform(Notes.Get(1)) }
        guard case .malformedMessage = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try socket.perform(Notes.Get(2)).id == 2)
    }

    @Test(arguments: [Fault.Interruption.firstPart, .end, .everywhere])
    func interruptedDumpIsRepeated(interruption: Fault.Interruption) throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.interrupt(interruption), into: Notes.List.self, times: 2)
        #expect(try socket.dump(Notes.List()).map(\.id) == [1, 2, 3])
        #expect(try kernel.requests(Notes.List.self).count == 3)
    }

    @Test func dumpInterruptedEachOfTenTimes() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        socket.dumpAttempts = 10
        kernel.inject(.interrupt(.end), into: Notes.List.self, times: 10)
        #expect(throws: NetlinkError.dumpInterrupted(request: "notes list", attempts: 10)) {
            try socket.dump(Notes.List())
        }
        #expect(try kernel.requests(Notes.List.self).count == 10)
        #expect(try socket.dump(Notes.List()).count == 3)
    }

    @Test func dumpWithoutMarksOfItsParts() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.unmarked, into: Notes.List.self)
        #expect(try socket.dump(Notes.List()).map(\.id) == [1, 2, 3])
    }

    @Test func dumpThatFailsOnTheWay() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.failure(.noDevice, "gone"), into: Notes.List.self)
        let error = #expect(throws: NetlinkError.self) { try socket.dump(Notes.List()) }
        #expect(error?.description == "notes list: gone (ENODEV)")
    }

    @Test func secondDumpIsBusy() throws {
        let (kernel, gate) = (try kernel(), Gate())
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.hold(gate, after: 1), into: Notes.List.self)
        #expect(throws: NetlinkError.timeLimitExceeded("notes list", limit: .zero)) {
            try socket.dump(Notes.List(), timeLimit: .zero)
        }
        // The socket waits for the end of the first one no longer than its limit.
        let error = #expect(throws: NetlinkError.self) { try socket.dump(Notes.List(), timeLimit: .milliseconds(20)) }
        #expect(error?.errno == .busy)
        gate.open()
        #expect(try socket.dump(Notes.List()).map(\.id) == [1, 2, 3])
    }

    @Test func strayMessageIsNoAnswer() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.stray, into: Notes.Get.self)
        #expect(try socket.perform(Notes.Get(1)).id == 1)
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .zero) == .unknown(.max))
    }

    @Test func faultsAreComposed() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.stray, .twice, into: Notes.Get.self)
        #expect(try socket.perform(Notes.Get(1)).id == 1)
        try kernel.settle()
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .zero) == .unknown(.max))
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .zero) == .unknown(.max))
        kernel.inject(.refuse(.notPermitted, "no"), into: Notes.Get.self)
        #expect(#expect(throws: NetlinkError.self) { try socket.perform(Notes.Get(1)) }?.errno == .notPermitted)
    }

    @Test(arguments: 0...3)
    func overflowDuringADump(after count: Int) throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.overflow(losing: 5, after: count), into: Notes.List.self)
        let error = #expect(throws: NetlinkError.self) { try socket.dump(Notes.List()) }
        guard case .messagesLost("notes list", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try drain(&socket, of: kernel)
        // Another dump would wait for the end of this one, which is lost.
        #expect(try socket.perform(Notes.Get(1)).id == 1)
    }

    /// Reads what an overflow has left behind: it may be reported once more if it lasted longer than the first report.
    private func drain(_ socket: inout NetlinkSocket, of kernel: FakeKernel) throws {
        try kernel.settle()
        while (try? socket.nextEvent(of: Notes.self, timeLimit: .zero)) != nil {}
    }

    @Test func overflowDuringADo() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.inject(.overflow(losing: 1), into: Notes.Put.self)
        let error = #expect(throws: NetlinkError.self) { try socket.perform(Notes.Put(Notes.Note(id: 1))) }
        guard case .messagesLost("notes put", _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try drain(&socket, of: kernel)
        try socket.perform(Notes.Put(Notes.Note(id: 2)))
    }

    /// As a kernel of an unprivileged test says it.
    @Test func lossMayBeAMessage() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        kernel.emit(datagram: overrun, to: socket.portID)
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .zero) == .lost(nil))
        // It may come in between a request and its answer as well.
        kernel.emit(datagram: overrun, to: socket.portID)
        #expect(throws: NetlinkError.self) { try socket.perform(Notes.Get(1)) }
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .zero) == .lost(nil))
    }

    @Test(.enabled(if: FakeKernel.canOverflow, "needs CAP_NET_ADMIN"))
    func theSystemCountsWhatIsLost() throws {
        let kernel = try kernel()
        var socket = try kernel.socket(Notes.netlinkProtocol)
        try socket.join(Notes.changes)
        kernel.overflow(socket.portID, losing: 17)
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .zero) == .lost(17))
        // The buffer is still full.
        try kernel.emit(Notes.Note(id: 8), command: 16, to: Notes.changes)
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .seconds(5)) == .lost(1))
        try kernel.emit(Notes.Note(id: 9), command: 16, to: Notes.changes)
        #expect(try socket.nextEvent(of: Notes.self, timeLimit: .seconds(5)) == .note(9))
    }
}
