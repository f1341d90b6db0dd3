import Testing

@testable import Netlink

/// Full receive buffers under requests: the kernel's own bookkeeping, with messages from these tests.
@Suite struct ConnectionLossTests {
    private let sent = 200

    /// A connection with the smallest receive buffer, whose socket for requests is in the group of the flood.
    private func connection(to kernel: PlayedKernel, group: UInt32) throws -> NetlinkConnection {
        var options = NetlinkConnection.Options()
        options.socket.receiveBufferSize = 1
        options.requestSockets = 1
        options.sending = .allOnTasks
        let connection = try kernel.connection(options: options)
        try connection.channels.first.descriptor.set(.addMembership, to: group)
        return connection
    }

    private func flood(_ kernel: PlayedKernel, group: UInt32) {
        for index in 0..<sent { kernel.multicast(Demo.Object(index: UInt32(index)).bytes(), group: group) }
    }

    /// Floods until a task has ended: while somebody reads, one flood may not fill the buffer.
    private func flood<Value>(_ kernel: PlayedKernel, group: UInt32, until task: Task<Value, any Error>) async {
        let flooding = Task {
            while !Task.isCancelled {
                flood(kernel, group: group)
                await Task.yield()
            }
        }
        _ = await task.result
        flooding.cancel()
        await flooding.value
    }

    /// Makes a request until its answer cannot be among the messages lost.
    private func replyAfterLosses(_ connection: NetlinkConnection) async throws -> UInt32 {
        while true {
            let result = await Task { try await connection.perform(Demo.Get(9)).index }.result
            if case .failure(let error) = result, case .messagesLost? = error as? NetlinkError { continue }
            return try result.get()
        }
    }

    @Test(.needsMulticast) func requestsInFlightFailClearly() async throws {
        let kernel = try PlayedKernel()
        let connection = try connection(to: kernel, group: 16)
        let tasks = (1...3 as ClosedRange<UInt32>).map { index in
            Task { try await connection.perform(Demo.Get(index)).index }
        }
        _ = try await kernel.requests(3)
        for task in tasks {
            await flood(kernel, group: 16, until: task)
            let error = try await #require(throws: NetlinkError.self) { try await task.value }
            guard case .messagesLost(request: "demo get", count: let count?) = error else {
                return #expect(Bool(false), "\(error)")
            }
            #expect(count > 0)
        }
        // The connection works as before, once the rest of the flood has been read.
        let responder = Task {
            while true { for request in try await kernel.requests() { try kernel.reply(9, to: request) } }
        }
        defer { responder.cancel() }
        #expect(try await replyAfterLosses(connection) == 9)
    }

    @Test(.needsMulticast) func answerBeforeTheLossCounts() async throws {
        let kernel = try PlayedKernel()
        let connection = try connection(to: kernel, group: 17)
        let first = PlayedKernel.first
        let answer = Demo.Object(index: 7).bytes(sequence: first) + errorMessage(0, sequence: first)
        try kernel.send(answer, to: connection.portID)
        flood(kernel, group: 17)
        #expect(try await connection.perform(Demo.Get()).index == 7)
    }

    @Test(.needsMulticast) func batchInFlightFailsClearly() async throws {
        let kernel = try PlayedKernel()
        let connection = try connection(to: kernel, group: 18)
        let results = Task {
            var batch = RequestBatch()
            for index in 0..<2 as Range<UInt32> { try batch.append(Demo.Change(index)) }
            return try await connection.perform(batch)
        }
        _ = try await kernel.requests()
        let responder = Task {
            while true { for request in try await kernel.requests() { try kernel.acknowledge(request) } }
        }
        defer { responder.cancel() }
        await flood(kernel, group: 18, until: results)
        let values = try await results.value
        #expect(values.count == 2)
        guard case .messagesLost = values[0].error else { return #expect(Bool(false), "\(values)") }
    }

    @Test func truncatedAnswer() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let long = message(Demo.object, sequence: PlayedKernel.first, [UInt8](repeating: 0, count: 70_000))
        try kernel.send(long, to: connection.portID)
        let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Demo.Get()) }
        #expect(error == .datagramTruncated(length: long.count, capacity: 65536))
    }

    @Test func overrunMessageIsALoss() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        try kernel.send(message(.overrun), to: connection.portID)
        let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Demo.Get()) }
        #expect(error == .messagesLost(request: "demo get", count: nil))
    }

    @Test(.needsMulticast) func lossBetweenPartsOfADump() async throws {
        let kernel = try PlayedKernel()
        var options = NetlinkConnection.Options()
        options.socket.receiveBufferSize = 1
        let connection = try kernel.connection(options: options)
        let socket = try connection.takeDumpSocket()
        try socket.join(20)
        connection.keepDumpSocket(socket)
        let task = Task {
            var indices: [UInt32] = []
            for try await object in connection.dump(Demo.List()) { indices.append(object.index) }
            return indices
        }
        let request = try #require(try await kernel.requests().first)
        let object = Demo.Object(index: 1).bytes(flags: .multi, sequence: request.header.sequence)
        try kernel.send(object, to: request.sender)
        await flood(kernel, group: 20, until: task)
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        guard case .messagesLost(request: "demo list", count: _) = error else {
            return #expect(Bool(false), "\(error)")
        }
    }
}
