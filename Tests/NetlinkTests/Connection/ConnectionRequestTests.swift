import Testing

@testable import Netlink

/// Requests of connections against a kernel that these tests play.
@Suite struct ConnectionRequestTests {
    private let first = PlayedKernel.first

    /// A connection whose tasks send everything themselves.
    private func connection(to kernel: PlayedKernel) throws -> NetlinkConnection {
        var options = NetlinkConnection.Options()
        options.sending = .allOnTasks
        return try kernel.connection(options: options)
    }

    @Test func answersThatAreThereAtOnce() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        try kernel.send(Demo.Object(index: 7).bytes(sequence: first), to: connection.portID)
        try kernel.send(errorMessage(0, sequence: first), to: connection.portID)
        #expect(try await connection.perform(Demo.Get()).index == 7)
        #expect(try await kernel.requests().map(\.header.flags) == [[.request, .acknowledge]])
    }

    @Test func answersThatTakeTheirTime() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let reply = connection.perform(Demo.Get(7))
        let request = try #require(try await kernel.requests().first)
        #expect(request.index == 7)
        try kernel.reply(8, to: request)
        #expect(try await reply.index == 8)
    }

    @Test func acknowledgementsOfTheThread() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        for _ in 0..<3 {
            async let change: Void = connection.perform(Demo.Change(), flags: [.create])
            let request = try #require(try await kernel.requests().first)
            #expect(request.header.flags == [.request, .acknowledge, .create])
            try kernel.acknowledge(request)
            try await change
        }
    }

    @Test func answersInAnotherOrder() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        try await withThrowingTaskGroup(of: (UInt32, UInt32).self) { group in
            for index in 0..<100 as Range<UInt32> {
                group.addTask { (index, try await connection.perform(Demo.Get(index)).index) }
            }
            let requests = try await kernel.requests(100)
            for request in requests.reversed() { try kernel.reply((request.index ?? 0) + 1000, to: request) }
            var count = 0
            for try await (index, answer) in group {
                #expect(answer == index + 1000)
                count += 1
            }
            #expect(count == 100)
        }
    }

    @Test func repliesInSeveralMessages() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let replies = connection.performAll(Demo.Get())
        let request = try #require(try await kernel.requests().first)
        for index in 0..<3 as Range<UInt32> {
            try kernel.send(Demo.Object(index: index).bytes(sequence: first), to: request.sender)
        }
        try kernel.acknowledge(request)
        #expect(try await replies.map(\.index) == [0, 1, 2])
    }

    @Test func refusals() async throws {
        let kernel = try PlayedKernel()
        let connection = try connection(to: kernel)
        let text = attribute(1, Array("no".utf8) + [0]) + attribute(2, UInt32(24))
        try kernel.send(errorMessage(-34, sequence: first, attributes: text), to: connection.portID)
        let error = try await #require(throws: NetlinkError.self) {
            try await connection.perform(Demo.Change(1, name: "x"))
        }
        #expect(error.description == "demo change: no (ERANGE), attribute .name")
    }

    @Test func missingReply() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        try kernel.send(errorMessage(0, sequence: first), to: connection.portID)
        let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Demo.Get()) }
        #expect(error == .replyMissing(request: "demo get"))
    }

    @Test func malformedReply() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let object = message(Demo.object, sequence: first)
        try kernel.send(object, errorMessage(0, sequence: first), to: connection.portID)
        let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Demo.Get()) }
        guard case .malformedMessage = error else { return #expect(Bool(false), "\(error)") }
    }

    @Test func malformedDatagramFailsTheRequestThatItNames() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        var object = Demo.Object(index: 1).bytes(sequence: first)
        object[0] = 200
        try kernel.send(object, to: connection.portID)
        let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Demo.Get()) }
        guard case .malformedMessage = error else { return #expect(Bool(false), "\(error)") }
        // The next request is not concerned.
        _ = try await kernel.requests()
        async let replies = connection.performAll(Demo.Get())
        try kernel.acknowledge(try #require(try await kernel.requests().first))
        #expect(try await replies.isEmpty)
    }

    @Test func invalidRequestIsNotSent() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let error = try await #require(throws: NetlinkError.self) {
            try await connection.perform(Demo.Get(1, name: "a name that is much too long"))
        }
        guard case .invalidRequest(_, request: "demo get") = error else { return #expect(Bool(false), "\(error)") }
        #expect(try kernel.received() == nil)
    }

    @Test func wrongProtocol() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Loadable.Touch()) }
        #expect(error == .wrongProtocol(family: "loadable", needed: .generic, socket: .userSocket))
    }

    @Test func messagesOfOtherProcessesAreIgnored() async throws {
        let kernel = try PlayedKernel()
        let stranger = try PlayedKernel()
        let connection = try kernel.connection()
        for _ in 0..<200 {
            try stranger.send(Demo.Object(index: 6).bytes(sequence: first), to: connection.portID)
        }
        async let reply = connection.perform(Demo.Get())
        let request = try #require(try await kernel.requests().first)
        try kernel.reply(7, to: request)
        #expect(try await reply.index == 7)
    }

    /// Whoever receives stops after a number of foreign messages, and must not take one of the kernel's along.
    @Test(arguments: 60...70) func answersBehindMessagesOfOtherProcesses(foreign: Int) async throws {
        let kernel = try PlayedKernel()
        let stranger = try PlayedKernel()
        let connection = try kernel.connection()
        for _ in 0..<foreign { try stranger.send(Demo.Object(index: 6).bytes(sequence: first), to: connection.portID) }
        try kernel.send(Demo.Object(index: 7).bytes(sequence: first), to: connection.portID)
        try kernel.send(errorMessage(0, sequence: first), to: connection.portID)
        #expect(try await connection.perform(Demo.Get(), timeLimit: .seconds(20)).index == 7)
    }
}
