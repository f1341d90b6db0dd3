import Testing

@testable import Netlink

/// Waits that end before the answer has come.
@Suite struct ConnectionCancellationTests {
    private let first = PlayedKernel.first

    @Test func cancelledWhileWaiting() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let task = Task { try await connection.perform(Demo.Get(1)).index }
        let request = try #require(try await kernel.requests().first)
        task.cancel()
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        #expect(error == .cancelled("demo get"))
        // An answer that comes after all is nobody's.
        try kernel.reply(1, to: request)
        async let reply = connection.perform(Demo.Get(2))
        try kernel.reply(2, to: try #require(try await kernel.requests().first))
        #expect(try await reply.index == 2)
    }

    @Test func cancelledBeforehand() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await connection.perform(Demo.Get(1)).index
        }
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        #expect(error == .cancelled("demo get"))
        #expect(try kernel.received() == nil)
    }

    @Test func othersGoOnWhenOneIsCancelled() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let tasks = (0..<20 as Range<UInt32>).map { index in
            Task { try await connection.perform(Demo.Get(index)).index }
        }
        let requests = try await kernel.requests(20)
        for index in stride(from: 0, to: 20, by: 2) { tasks[index].cancel() }
        for index in stride(from: 0, to: 20, by: 2) {
            let error = try await #require(throws: NetlinkError.self) { try await tasks[index].value }
            #expect(error == .cancelled("demo get"))
        }
        for request in requests { try kernel.reply(request.index ?? 0, to: request) }
        for index in stride(from: 1, to: 20, by: 2) { #expect(try await tasks[index].value == UInt32(index)) }
    }

    @Test func changesOfTheThreadAreCancelled() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let task = Task { try await connection.perform(Demo.Change(1)) }
        _ = try await kernel.requests()
        task.cancel()
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        #expect(error == .cancelled("demo change"))
    }

    @Test func answersThatNeverComeEndAtTheTimeLimit() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let limit = Duration.milliseconds(20)
        let error = try await #require(throws: NetlinkError.self) {
            try await connection.perform(Demo.Get(1), timeLimit: limit)
        }
        #expect(error == .timeLimitExceeded("demo get", limit: limit))
        // An answer that comes too late is nobody's.
        try kernel.reply(1, to: try #require(try await kernel.requests().first))
        async let reply = connection.perform(Demo.Get(2))
        try kernel.reply(2, to: try #require(try await kernel.requests().first))
        #expect(try await reply.index == 2)
    }

    @Test func theConnectionHasATimeLimit() async throws {
        let kernel = try PlayedKernel()
        var options = NetlinkConnection.Options()
        options.socket.timeLimit = .zero
        let connection = try kernel.connection(options: options)
        for _ in 0..<2 {
            let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Demo.Change()) }
            #expect(error == .timeLimitExceeded("demo change", limit: .zero))
        }
    }

    @Test func timeLimitsAreThoseOfEachRequest() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let long: [Demo.Object] = connection.performAll(Demo.Get(2))
        let request = try #require(try await kernel.requests().first)
        let error = try await #require(throws: NetlinkError.self) {
            try await connection.performAll(Demo.Get(1), timeLimit: .milliseconds(1))
        }
        #expect(error == .timeLimitExceeded("demo get", limit: .milliseconds(1)))
        try kernel.reply(5, to: request)
        #expect(try await long.map(\.index) == [5])
    }
}
