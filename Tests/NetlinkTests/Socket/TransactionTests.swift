import Testing

@testable import Netlink

/// Transactions against a kernel that these tests play; nothing here waits for anything.
@Suite struct TransactionTests {
    private let first = FakeKernel.first

    /// A batch of changes of the objects 0, 1, 2 and so on; as a transaction, the numbers count from 1.
    private func changes(_ count: Int) throws -> RequestBatch {
        var batch = RequestBatch()
        for index in 0..<count { try batch.append(Demo.Change(UInt32(index), name: "x"), flags: .create) }
        return batch
    }

    private func answer(_ number: Int, _ code: Int32 = 0, attributes: [UInt8] = []) -> [UInt8] {
        errorMessage(code, sequence: first + UInt32(number), attributes: attributes)
    }

    /// Makes a transaction of three requests, to which a kernel has answered beforehand.
    private func error(_ answers: [UInt8]..., begin: Demo.Begin = Demo.Begin()) throws -> NetlinkError? {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        for answer in answers { try kernel.send(answer, to: socket) }
        do throws(NetlinkError) {
            let batch = try? changes(3)
            guard let batch else { return nil }
            try socket.perform(batch, begin: begin, end: Demo.End(), timeLimit: .zero)
            return nil
        } catch {
            return error
        }
    }

    @Test func oneSendAndOneAcknowledgement() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(answer(3, attributes: attribute(1, Array("deprecated".utf8) + [0])), to: socket)
        try socket.perform(try changes(3), begin: Demo.Begin(), end: Demo.End())
        #expect(socket.warning == "deprecated")
        let sends = try kernel.sends()
        #expect(sends.count == 1)
        #expect(sends.first?.map(\.type.rawValue) == [0x10, 22, 22, 22, 0x11])
        #expect(sends.first?.map(\.sequence) == Array(first..<first + 5))
        let flags: [MessageFlags] = [
            .request, [.request, .create], [.request, .create], [.request, .create, .acknowledge], .request,
        ]
        #expect(sends.first?.map(\.flags) == flags)
    }

    @Test func refusedRequests() throws {
        let details = attribute(1, Array("no".utf8) + [0]) + attribute(2, UInt32(24))
        let refusal = try error(answer(1, -34, attributes: details), answer(3, -2))
        #expect(
            refusal?.description == "transaction refused, nothing was applied: "
                + "request 0: demo change: no (ERANGE), attribute .name; "
                + "request 2: demo change: No such file or directory (ENOENT)"
        )
        guard case .transactionRefused(let details) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(details.errors.mapValues(\.errno) == [0: .outOfRange, 2: .noEntry])
        // The acknowledgement of the last request does not make it better.
        #expect(try error(answer(2, -16), answer(3)) != nil)
        #expect(try error(answer(1) + answer(2, -16) + answer(3)) != nil)
        #expect(try error(answer(1) + answer(2) + answer(3)) == nil)
    }

    @Test func refusedBeginning() throws {
        #expect(try error(answer(0, -1))?.description == "demo begin: Operation not permitted (EPERM)")
        let details = attribute(2, UInt32(16))
        let error = try error(answer(0, -22, attributes: details), begin: Demo.Begin(name: "x"))
        #expect(error?.description == "demo begin: Invalid argument (EINVAL), attribute .name")
    }

    @Test func refusedEnd() throws {
        #expect(try error(answer(4, -22))?.description == "demo end: Invalid argument (EINVAL)")
    }

    @Test func refusedCommit() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        // The kernel reports the commit at the beginning, and first of all.
        for answer in [answer(0, -12), answer(1), answer(2), answer(3)] { try kernel.send(answer, to: socket) }
        try kernel.send(answer(5), to: socket)
        let error = try #require(throws: NetlinkError.self) {
            try socket.perform(try changes(3), begin: Demo.Begin(), end: Demo.End())
        }
        #expect(error.errno == .noMemory)
        try socket.perform(Demo.Change())
    }

    @Test func silence() throws {
        #expect(try error() == .timeLimitExceeded("demo begin", limit: .zero))
        #expect(try error(answer(1), answer(2)) == .timeLimitExceeded("demo begin", limit: .zero))
    }

    @Test func losses() throws {
        #expect(try error(message(.overrun)) == .messagesLost(request: "demo begin", count: nil))
        // What is known suffices to know that nothing was applied.
        guard case .transactionRefused(let details) = try error(answer(2, -17), message(.overrun)) else {
            Issue.record("no refusal")
            return
        }
        #expect(details.errors.mapValues(\.errno) == [1: .exists])
    }

    @Test func invalidBeginning() throws {
        let refusal = EncodeError(.tooLong(length: 16, maximum: 15), attribute: AttributePath([.name("name")]))
        let error = try error(begin: Demo.Begin(name: "sixteen letters."))
        #expect(error == .invalidRequest(refusal, request: "demo begin"))
    }

    @Test func transactionOfNothing() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try socket.perform(RequestBatch(), begin: Demo.Begin(), end: Demo.End())
        #expect(try kernel.sends().isEmpty)
    }

    @Test func transactionLongerThanTheSendBuffer() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let bytes = [UInt8](repeating: 1, count: 60_000)
        var batch = RequestBatch()
        for _ in 0..<5 { try batch.append(Demo.Change.self, header: NoHeader()) { $0.put(6, bytes: bytes.rawSpan) } }
        try kernel.send(answer(5), to: socket)
        try socket.perform(batch, begin: Demo.Begin(), end: Demo.End())
        #expect(try kernel.sends().map(\.count) == [7])
    }
}
