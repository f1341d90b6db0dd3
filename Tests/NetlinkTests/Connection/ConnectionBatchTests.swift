import Testing

@testable import Netlink

/// Batches on connections against a kernel that these tests play.
@Suite struct ConnectionBatchTests {
    private let first = PlayedKernel.first
    private let acknowledged = BatchResult.acknowledged(warning: nil)

    @Test func everyRequestHasAResult() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let results = Task {
            var batch = RequestBatch()
            for index in 0..<3 as Range<UInt32> { try batch.append(Demo.Change(index), flags: .create) }
            return try await connection.perform(batch)
        }
        let requests = try await kernel.requests()
        #expect(requests.map(\.index) == [0, 1, 2])
        #expect(requests.map(\.header.flags) == Array(repeating: [.request, .acknowledge, .create], count: 3))
        for request in requests.reversed() { try kernel.acknowledge(request, request.index == 1 ? -34 : 0) }
        let values = try await results.value
        #expect(values.map { $0.error?.errno?.rawValue } == [nil, 34, nil])
    }

    @Test func onlyFailuresAreAnswered() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let results = Task {
            var batch = RequestBatch()
            for index in 0..<4 as Range<UInt32> { try batch.append(Demo.Change(index)) }
            return try await connection.perform(batch, acknowledging: .failures)
        }
        let requests = try await kernel.requests()
        #expect(requests.map { $0.header.flags.contains(.acknowledge) } == [false, false, false, true])
        try kernel.acknowledge(requests[1], -34)
        try kernel.acknowledge(requests[3])
        let values = try await results.value
        #expect(values.map { $0.error == nil } == [true, false, true, true])
    }

    @Test func repliesComeInTheOrderOfTheRequests() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        async let replies = connection.perform((0..<20).map { Demo.Get($0) })
        var sizes: [Int] = []
        while sizes.reduce(0, +) < 20 {
            let requests = try await kernel.requests()
            sizes.append(requests.count)
            for request in requests { try kernel.reply((request.index ?? 0) + 100, to: request) }
        }
        #expect(sizes == [16, 4])
        #expect(try await replies.map { try $0.get().index } == Array(100..<120))
    }

    @Test func requestsAfterAFailureAreNotSent() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let results = Task {
            var batch = RequestBatch()
            for index in 0..<80 as Range<UInt32> { try batch.append(Demo.Change(index)) }
            return try await connection.perform(batch)
        }
        let requests = try await kernel.requests()
        #expect(requests.count == 64)
        let long = message(Demo.object, [UInt8](repeating: 0, count: 70_000))
        try kernel.send(long, to: requests[0].sender)
        let values = try await results.value
        #expect(values.count == 80)
        let failure = NetlinkError.datagramTruncated(length: 70_016, capacity: 65536)
        #expect(values.allSatisfy { $0 == .failed(failure) })
        #expect(try kernel.received() == nil)
    }

    @Test func malformedAnswerToALaterRequest() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let results = Task {
            var batch = RequestBatch()
            for index in 0..<2 as Range<UInt32> { try batch.append(Demo.Change(index)) }
            return try await connection.perform(batch, timeLimit: .seconds(20))
        }
        let requests = try await kernel.requests()
        try kernel.acknowledge(requests[0])
        var broken = errorMessage(0, sequence: requests[1].header.sequence)
        broken[0] = 200
        try kernel.send(broken, to: requests[1].sender)
        let values = try await results.value
        #expect(values[0] == acknowledged)
        guard case .malformedMessage = values[1].error else { return #expect(Bool(false), "\(values)") }
    }

    @Test func cancelledBatch() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        let results = Task {
            var batch = RequestBatch()
            for index in 0..<40 as Range<UInt32> { try batch.append(Demo.Change(index)) }
            return try await connection.perform(batch)
        }
        let requests = try await kernel.requests()
        try kernel.acknowledge(requests[0])
        results.cancel()
        let values = try await results.value
        #expect(values.count == 40)
        #expect(values.dropFirst().allSatisfy { $0 == .failed(.cancelled("demo change")) })
    }

    @Test func emptyBatch() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection()
        #expect(try await connection.perform(RequestBatch()).isEmpty)
        #expect(try kernel.received() == nil)
    }

    /// Requests that wait while another one is sent go together.
    @Test func requestsOfManyTasksShareADatagram() {
        var queue = SendQueue()
        for number in 1...5 as ClosedRange<UInt32> {
            queue.append(SendQueue.Entry(number: number, bytes: [UInt8(number)], weight: 4))
        }
        #expect(queue.next(room: 8) { $0 != 2 }?.numbers == [1, 3])
        let datagram = queue.next(room: 1) { _ in true }
        #expect(datagram?.numbers == [4])
        #expect(datagram?.bytes == [4])
        #expect(queue.next(room: 8) { _ in false } == nil)
        #expect(queue.isEmpty)
    }
}
