import Testing

@testable import Netlink

/// Dumps of connections against a kernel that these tests play.
@Suite struct ConnectionDumpTests {
    private func object(_ index: UInt32, to request: PlayedKernel.Request, flags: MessageFlags = .multi) -> [UInt8] {
        Demo.Object(index: index).bytes(flags: flags, sequence: request.header.sequence)
    }

    private func collect(_ dump: DumpSequence<Demo.List>) async throws -> [UInt32] {
        var indices: [UInt32] = []
        for try await object in dump { indices.append(object.index) }
        return indices
    }

    /// Answers the next dump with two objects.
    private func answer(_ kernel: PlayedKernel, isInterrupted: Bool = false) async throws {
        let request = try #require(try await kernel.requests().first)
        #expect(request.header.flags == [.request, .acknowledge, .dump])
        let sequence = request.header.sequence
        try kernel.send(object(1, to: request), object(2, to: request), to: request.sender)
        let flags: MessageFlags = isInterrupted ? [.multi, .dumpInterrupted] : .multi
        try kernel.send(doneMessage(flags: flags, sequence: sequence), to: request.sender)
    }

    @Test func objectsComeInOrder() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        for _ in 0..<3 {
            async let objects = collect(connection.dump(Demo.List()))
            try await answer(kernel)
            #expect(try await objects == [1, 2])
        }
    }

    @Test(arguments: [0, 1, 2]) func interruptedDumpsAreMadeAgain(interruptions: Int) async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let snapshot = connection.snapshot(of: Demo.List())
        for _ in 0..<interruptions { try await answer(kernel, isInterrupted: true) }
        try await answer(kernel)
        let result = try await snapshot
        #expect(result.objects.map(\.index) == [1, 2])
        #expect(result.isConsistent)
        #expect(result.attempts == interruptions + 1)
    }

    @Test func dumpsThatAreAlwaysInterruptedEndInAnError() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let objects = Task { try await collect(connection.dump(Demo.List())) }
        for _ in 0..<3 { try await answer(kernel, isInterrupted: true) }
        let error = try await #require(throws: NetlinkError.self) { try await objects.value }
        #expect(error == .dumpInterrupted(request: "demo list", attempts: 3))
    }

    @Test func snapshotsShowWhatThereIs() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let snapshot = connection.snapshot(of: Demo.List())
        for _ in 0..<3 { try await answer(kernel, isInterrupted: true) }
        let result = try await snapshot
        #expect(result.objects.map(\.index) == [1, 2])
        #expect(!result.isConsistent)
        #expect(result.attempts == 3)
    }

    @Test func objectsAreHandedOutAsTheyCome() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        var iterator = connection.dump(Demo.List(), delivery: .asTheyCome).makeAsyncIterator()
        let responder = Task {
            let request = try #require(try await kernel.requests().first)
            try kernel.send(object(1, to: request), to: request.sender)
            return request
        }
        #expect(try await iterator.next()?.index == 1)
        let dump = try await responder.value
        try kernel.send(object(2, to: dump, flags: [.multi, .dumpInterrupted]), to: dump.sender)
        #expect(try await iterator.next()?.index == 2)
        try kernel.send(doneMessage(sequence: dump.header.sequence), to: dump.sender)
        let error = await #expect(throws: NetlinkError.self) { try await iterator.next() }
        #expect(error == .dumpInterrupted(request: "demo list", attempts: 1))
        #expect(try await iterator.next() == nil)
    }

    @Test func requestsAndOtherDumpsGoOnBesideADump() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let stalled = collect(connection.dump(Demo.List()))
        let first = try #require(try await kernel.requests().first)
        async let objects = collect(connection.dump(Demo.List()))
        try await answer(kernel)
        #expect(try await objects == [1, 2])
        async let reply = connection.perform(Demo.Get(5))
        try kernel.reply(6, to: try #require(try await kernel.requests().first))
        #expect(try await reply.index == 6)
        try kernel.send(object(9, to: first), doneMessage(sequence: first.header.sequence), to: first.sender)
        #expect(try await stalled == [9])
    }

    @Test func dumpsThatNobodyReadsToTheEndAreGivenUp() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let task = Task {
            for try await object in connection.dump(Demo.List(), delivery: .asTheyCome) { return object.index }
            return 0
        }
        let request = try #require(try await kernel.requests().first)
        try kernel.send(object(1, to: request), object(2, to: request), to: request.sender)
        #expect(try await task.value == 1)
        // The next one has another socket: the kernel would refuse it on the same.
        async let objects = collect(connection.dump(Demo.List()))
        let next = try #require(try await kernel.requests().first)
        #expect(next.sender != request.sender)
        try kernel.send(doneMessage(sequence: next.header.sequence), to: next.sender)
        #expect(try await objects == [])
    }

    @Test func cancelledDump() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let task = Task { try await collect(connection.dump(Demo.List())) }
        let request = try #require(try await kernel.requests().first)
        try kernel.send(object(1, to: request), to: request.sender)
        task.cancel()
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        #expect(error == .cancelled("demo list"))
        async let objects = collect(connection.dump(Demo.List()))
        try await answer(kernel)
        #expect(try await objects == [1, 2])
    }

    @Test func timeLimit() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let error = try await #require(throws: NetlinkError.self) {
            try await collect(connection.dump(Demo.List(), timeLimit: .milliseconds(1)))
        }
        #expect(error == .timeLimitExceeded("demo list", limit: .milliseconds(1)))
    }

    @Test func messagesOfOthersDoNotProlongTheWait() async throws {
        let kernel = try PlayedKernel()
        let stranger = try PlayedKernel()
        let connection = try kernel.connection()
        let limit = Duration.milliseconds(100)
        let objects = Task { try await collect(connection.dump(Demo.List(), timeLimit: limit)) }
        let port = try #require(try await kernel.requests().first).sender
        let flood = Task {
            while !Task.isCancelled {
                // It fails once the socket is closed.
                try? stranger.send(Demo.Object(index: 6).bytes(), to: port)
                await Task.yield()
            }
        }
        let error = await #expect(throws: NetlinkError.self) { try await objects.value }
        flood.cancel()
        #expect(error == .timeLimitExceeded("demo list", limit: limit))
    }

    @Test func refusedDump() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let objects = Task { try await collect(connection.dump(Demo.List())) }
        try kernel.acknowledge(try #require(try await kernel.requests().first), -95)
        let error = try await #require(throws: NetlinkError.self) { try await objects.value }
        #expect(error.errno?.rawValue == 95)
    }

    @Test func errorAtTheEnd() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let objects = Task { try await collect(connection.dump(Demo.List())) }
        let request = try #require(try await kernel.requests().first)
        let sequence = request.header.sequence
        try kernel.send(object(1, to: request), doneMessage(-12, sequence: sequence), to: request.sender)
        let error = try await #require(throws: NetlinkError.self) { try await objects.value }
        #expect(error.errno?.rawValue == 12)
    }
}
