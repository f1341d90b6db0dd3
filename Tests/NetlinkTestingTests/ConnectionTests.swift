import Netlink
import NetlinkTesting
import Testing

/// A connection beside a kernel that does what it is told.
@Suite struct ConnectionTests {
    private func kernel() throws -> FakeKernel {
        let kernel = try FakeKernel()
        kernel.on(Notes.Get.self) { .reply($0.note) }
        kernel.on(Notes.Put.self) { _ in .acknowledge }
        kernel.on(dump: Notes.List.self) { _ in (1...3).map { Notes.Note(id: $0) } }
        return kernel
    }

    @Test func answersOutOfOrderFindTheirRequests() async throws {
        let kernel = try kernel()
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: .patient)
        kernel.inject(.afterNextAnswer, into: Notes.Get.self, times: 10)
        let ids = try await withThrowingTaskGroup(of: Bool.self) { group in
            for id: UInt32 in 1...10 {
                group.addTask { try await netlink.perform(Notes.Get(id)).id == id }
            }
            // They all wait for one more answer.
            while try kernel.requests(Notes.Get.self).count < 10 { await Task.yield() }
            _ = try await netlink.perform(Notes.Get(0))
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        #expect(ids == [Bool](repeating: true, count: 10))
    }

    @Test func answerAfterCancellationDisturbsNobody() async throws {
        let (kernel, gate) = (try kernel(), Gate())
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: .patient)
        kernel.inject(.hold(gate), into: Notes.Get.self)
        let task = Task { try await netlink.perform(Notes.Get(1)) }
        while try kernel.requests(Notes.Get.self).isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: NetlinkError.cancelled("notes get")) { try await task.value }
        gate.open()
        #expect(try await netlink.perform(Notes.Get(2)).id == 2)
    }

    @Test func dumpsGoOnBesideOneThatIsHeldUp() async throws {
        let (kernel, gate) = (try kernel(), Gate())
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: .patient)
        kernel.inject(.hold(gate, after: 1), into: Notes.List.self)
        let held = Task {
            var ids: [UInt32] = []
            for try await note in netlink.dump(Notes.List()) { ids.append(note.id) }
            return ids
        }
        while try kernel.requests(Notes.List.self).isEmpty { await Task.yield() }
        var ids: [UInt32] = []
        for try await note in netlink.dump(Notes.List()) { ids.append(note.id) }
        #expect(ids == [1, 2, 3])
        gate.open()
        #expect(try await held.value == [1, 2, 3])
    }

    @Test(.enabled(if: FakeKernel.canOverflow, "needs CAP_NET_ADMIN"))
    func lossIsAnEventWithItsCount() async throws {
        let kernel = try kernel()
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: .patient)
        let events = try await netlink.events(of: Notes.self, groups: [Notes.changes])
        var iterator = events.makeAsyncIterator()
        kernel.overflow(events.portID, losing: 9)
        #expect(try await iterator.next() == .lost(9))
        // The buffer is still full, and empty when the next loss is reported.
        try kernel.emit(Notes.Note(id: 4), command: 16, to: Notes.changes)
        #expect(try await iterator.next() == .lost(1))
    }

    /// As a kernel of an unprivileged test says it.
    @Test func lossMayBeAMessage() async throws {
        let kernel = try kernel()
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: .patient)
        let events = try await netlink.events(of: Notes.self, groups: [Notes.changes])
        var iterator = events.makeAsyncIterator()
        kernel.emit(datagram: overrun, to: events.portID)
        try kernel.emit(Notes.Note(id: 4), command: 16, to: Notes.changes)
        #expect(try await iterator.next() == .lost(nil))
        #expect(try await iterator.next() == .note(4))
    }

    @Test func familyThatIsLoadedAgain() async throws {
        let kernel = try FakeKernel()
        kernel.on(Netdev.DevGet.self) { .reply($0) }
        let netlink = try kernel.connection(options: .patient)
        #expect(try await netlink.perform(Netdev.DevGet(ifindex: 1)).ifindex == 1)
        kernel.reload(Netdev.self)
        #expect(try await netlink.perform(Netdev.DevGet(ifindex: 2)).ifindex == 2)
    }
}
