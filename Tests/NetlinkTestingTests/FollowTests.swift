import Netlink
import NetlinkTesting
import Synchronization
import Testing

/// Objects that are followed on a connection to a kernel that does what it is told.
@Suite struct FollowTests {
    /// The notes that the kernel has; tests change them.
    private final class Store: Sendable {
        let notes = Mutex<[UInt32]>([1, 2])
    }

    private let store = Store()
    private let kernel: FakeKernel

    init() throws {
        let store = store
        kernel = try FakeKernel()
        kernel.register(Notes.changes)
        kernel.on(dump: Notes.List.self) { _ in store.notes.withLock { $0.map { Notes.Note(id: $0) } } }
    }

    private func changes() throws -> FollowSequence<Notes.List>.AsyncIterator {
        try kernel.connection(Notes.netlinkProtocol, options: .patient).follow(Notes.List()).makeAsyncIterator()
    }

    @Test func snapshotIsFollowedByChanges() async throws {
        var changes = try self.changes()
        #expect(try await changes.next()?.ids == "snapshot [1, 2]")
        try kernel.emit(Notes.Note(id: 3), command: 16, to: Notes.changes)
        try kernel.emit(Notes.Note(id: 2), command: 16, to: Notes.changes)
        try kernel.emit(Notes.Note(id: 4), command: 16, to: Notes.changes)
        #expect(try await changes.next()?.ids == "added 3")
        #expect(try await changes.next()?.ids == "added 4")
    }

    @Test func whatNoEventNamesIsDumpedAgain() async throws {
        var changes = try self.changes()
        _ = try await changes.next()
        store.notes.withLock { $0 = [2, 5] }
        try kernel.emit(Notes.Note(id: 0), command: 17, to: Notes.changes)
        #expect(try await changes.next()?.ids == "removed 1")
        #expect(try await changes.next()?.ids == "added 5")
        #expect(try kernel.requests(Notes.List.self).count == 2)
    }

    @Test func interruptedDumpsAreMadeAgain() async throws {
        kernel.inject(.interrupt(.end), into: Notes.List.self, times: 5)
        var changes = try self.changes()
        #expect(try await changes.next()?.ids == "snapshot [1, 2]")
        #expect(try kernel.requests(Notes.List.self).count == 6)
    }

    @Test func refusedDumpIsAnErrorAfterWhichItGoesOn() async throws {
        kernel.inject(.refuse(.notPermitted), into: Notes.List.self)
        var changes = try self.changes()
        let error = await #expect(throws: NetlinkError.self) { _ = try await changes.next() }
        #expect(error?.errno == .notPermitted)
        #expect(try await changes.next()?.ids == "snapshot [1, 2]")
    }

    @Test func cancellationEndsTheWait() async throws {
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: .patient)
        let task = Task {
            for try await _ in netlink.follow(Notes.List()) {}
        }
        while try kernel.requests(Notes.List.self).isEmpty { await Task.yield() }
        task.cancel()
        let error = await #expect(throws: NetlinkError.self) { try await task.value }
        guard case .cancelled = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test(.enabled(if: FakeKernel.canOverflow, "needs CAP_NET_ADMIN"))
    func lossIsToldAndMadeUpFor() async throws {
        var options = NetlinkConnection.Options.patient
        options.eventBufferSize = 1
        let netlink = try kernel.connection(Notes.netlinkProtocol, options: options)
        var changes = netlink.follow(Notes.List()).makeAsyncIterator()
        _ = try await changes.next()
        store.notes.withLock { $0 = [2, 100] }
        // More than there is room for; those that are not lost are out of date.
        for id: UInt32 in 1...100 { try kernel.emit(Notes.Note(id: id), command: 16, to: Notes.changes) }
        var told = [try await changes.next()?.ids]
        #expect(told == ["lost"])
        while told.last != "resynchronized" { told.append(try await changes.next()?.ids) }
        #expect(told.filter { $0 != "lost" } == ["removed 1", "added 100", "resynchronized"])
    }

    @Test func snapshotHasTheOrderOfTheDump() async throws {
        let notes = (1...50 as ClosedRange<UInt32>).map { $0 * 7919 % 1009 }
        store.notes.withLock { $0 = notes }
        var changes = try self.changes()
        guard case .snapshot(let all) = try await changes.next() else { return #expect(Bool(false), "no snapshot") }
        #expect(all.map(\.id) == notes)
    }
}

extension Notes.List: FollowableDump {
    var changeGroups: [MulticastGroup<Notes>] { [Notes.changes] }

    func key(of note: Notes.Note) -> UInt32? { note.id }

    func news(in event: Notes.Event) -> ObjectNews<Notes.Note> {
        switch event {
        case .note(let id): .present(Notes.Note(id: id))
        case .lost: .unrelated
        case .unknown: .unclear
        }
    }
}

extension ObjectChange<Notes.Note> {
    /// What has happened to which notes.
    fileprivate var ids: String {
        switch self {
        case .snapshot(let notes): "snapshot \(notes.map(\.id).sorted())"
        case .added(let note): "added \(note.id)"
        case .changed(let note, _): "changed \(note.id)"
        case .removed(let note): "removed \(note.id)"
        case .lost: "lost"
        case .resynchronized: "resynchronized"
        }
    }
}
