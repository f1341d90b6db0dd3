import Testing

@testable import Netlink

/// Traps for connections, on which many tasks make requests at once; the table is in Tests/Traps.md.
@Suite(.timeLimit(.minutes(2))) struct ConnectionTrapTests {
    private func error<Value: Sendable>(_ task: Task<Value, any Error>) async -> NetlinkError? {
        if case .failure(let error) = await task.result { error as? NetlinkError } else { nil }
    }

    @Test func `An error before a success in one datagram stays an error`() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let change = Task { try await connection.perform(Demo.Change()) }
        let request = try await kernel.requests(1)[0]
        let sequence = request.header.sequence
        try kernel.send(
            errorMessage(-17, sequence: sequence),
            errorMessage(0, sequence: sequence),
            to: request.sender
        )
        #expect(await error(change)?.errno == .exists)
    }

    @Test func `An error before a success stays an error while the rest of a batch is waited for`() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let changes = Task {
            var batch = RequestBatch()
            for index: UInt32 in 0..<2 { try batch.append(Demo.Change(index)) }
            return try await connection.perform(batch)
        }
        let requests = try await kernel.requests(2)
        try kernel.acknowledge(requests[0], -17)
        try kernel.acknowledge(requests[0])
        try kernel.acknowledge(requests[1])
        #expect(try await changes.value.map { $0.error?.errno } == [.exists, nil])
    }

    @Test func `What nobody asked for disturbs no request`() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let get = Task { try await connection.perform(Demo.Get()) }
        let request = try await kernel.requests(1)[0]
        let sequence = request.header.sequence
        let upcall = Demo.Object(index: 7).bytes()
        try kernel.send(upcall, Demo.Object(index: 8).bytes(sequence: sequence), upcall, to: request.sender)
        try kernel.send(upcall, errorMessage(0, sequence: sequence), to: request.sender)
        #expect(try await get.value.index == 8)
    }

    @Test(arguments: [true, false])
    func `A dump that is interrupted at its first part or at its end is made again`(isAtEnd: Bool) async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let dump = Task {
            var objects: [UInt32] = []
            for try await object in connection.dump(Demo.List()) { objects.append(object.index) }
            return objects
        }
        let interrupted: MessageFlags = [.multi, .dumpInterrupted]
        for attempt in 0...1 as ClosedRange<UInt32> {
            let request = try await kernel.requests(1)[0]
            let sequence = request.header.sequence
            let first = attempt == 0 && !isAtEnd ? interrupted : .multi
            let last = attempt == 0 && isAtEnd ? interrupted : .multi
            try kernel.send(
                Demo.Object(index: attempt * 10).bytes(flags: first, sequence: sequence),
                Demo.Object(index: attempt * 10 + 1).bytes(flags: .multi, sequence: sequence),
                to: request.sender
            )
            try kernel.send(doneMessage(flags: last, sequence: sequence), to: request.sender)
        }
        #expect(try await dump.value == [10, 11])
    }

    @Test func `Two connections of a process get their own answers`() async throws {
        let kernel = try PlayedKernel()
        let (one, other) = (try kernel.connection(), try kernel.connection())
        let ports = [one.portID, other.portID]
        #expect(ports[0] != ports[1])
        let gets = [one, other].map { connection in Task { try await connection.perform(Demo.Get()).index } }
        // Both requests have the same number.
        for request in try await kernel.requests(2) {
            #expect(request.header.sequence == PlayedKernel.first)
            try kernel.reply(request.sender == ports[0] ? 1 : 2, to: request)
        }
        #expect(try await gets[0].value == 1)
        #expect(try await gets[1].value == 2)
    }
}
