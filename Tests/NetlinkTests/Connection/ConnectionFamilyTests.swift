import Testing

@testable import Netlink

/// The numbers of generic netlink families on connections, which change when a module is loaded again.
@Suite struct ConnectionFamilyTests {
    private let first = PlayedKernel.first

    /// Answers of the controller to a question for the family.
    private func family(_ number: UInt16, _ question: UInt32) -> [UInt8] {
        let attributes = attribute(1, number) + attribute(2, Array(Loadable.name.utf8) + [0])
        return message(.genericController, sequence: first + question, [1, 2, 0, 0] + attributes) + success(question)
    }

    private func success(_ question: UInt32) -> [UInt8] { errorMessage(0, sequence: first + question) }

    private func noEntry(_ question: UInt32) -> [UInt8] { errorMessage(-2, sequence: first + question) }

    /// Makes requests of a kernel that gives the answers in turn, and returns the types of the requests that it got.
    private func types(
        _ answers: [UInt8]...,
        of requests: (NetlinkConnection) async throws -> Void
    ) async throws -> [UInt16] {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection(.generic)
        let responder = Task {
            var types: [UInt16] = []
            while types.count < answers.count {
                for request in try await kernel.requests() {
                    types.append(request.header.type.rawValue)
                    try kernel.send(answers[Int(request.header.sequence - first)], to: request.sender)
                }
            }
            return types
        }
        try await requests(connection)
        return try await responder.value
    }

    @Test func numbersAreRemembered() async throws {
        let types = try await types(family(30, 0), success(1), success(2)) { connection in
            for _ in 0..<2 { try await connection.perform(Loadable.Touch()) }
        }
        #expect(types == [0x10, 30, 30])
    }

    @Test func newNumbersAreFound() async throws {
        let types = try await types(family(30, 0), success(1), noEntry(2), family(31, 3), success(4)) { connection in
            for _ in 0..<2 { try await connection.perform(Loadable.Touch()) }
        }
        #expect(types == [0x10, 30, 30, 0x10, 31])
    }

    @Test func numbersThatKeepChangingEndInAnError() async throws {
        _ = try await types(family(30, 0), success(1), noEntry(2), family(31, 3), noEntry(4)) { connection in
            try await connection.perform(Loadable.Touch())
            let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Loadable.Touch()) }
            #expect(error.errno == .noEntry)
        }
    }

    @Test func batchesFindNewNumbers() async throws {
        let types = try await types(
            family(30, 0),
            success(1),
            noEntry(2),
            success(3),
            family(31, 4),
            success(5)
        ) { connection in
            try await connection.perform(Loadable.Touch())
            var batch = RequestBatch()
            for _ in 0..<2 { try batch.append(Loadable.Touch()) }
            let results = try await connection.perform(batch)
            #expect(results == [.acknowledged(warning: nil), .acknowledged(warning: nil)])
        }
        #expect(types == [0x10, 30, 30, 30, 0x10, 31])
    }

    @Test func absentFamily() async throws {
        _ = try await types(noEntry(0)) { connection in
            let error = try await #require(throws: NetlinkError.self) { try await connection.perform(Loadable.Touch()) }
            #expect(error == .familyNotFound("loadable"))
        }
    }
}
