import Testing

@testable import Netlink

/// Batches against a kernel that these tests play; nothing here waits for anything.
@Suite struct BatchTests {
    private let first = FakeKernel.first

    /// A batch of changes of the objects 0, 1, 2 and so on.
    private func changes(_ count: Int) throws -> RequestBatch {
        var batch = RequestBatch()
        for index in 0..<count { try batch.append(Demo.Change(UInt32(index))) }
        return batch
    }

    private func success(_ position: Int) -> [UInt8] { errorMessage(0, sequence: first + UInt32(position)) }

    private func timeLimitExceeded(_ request: String) -> BatchResult {
        .failed(.timeLimitExceeded(request, limit: .zero))
    }

    private let acknowledged = BatchResult.acknowledged(warning: nil)

    @Test func everyRequestHasAResult() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        var batch = RequestBatch()
        try batch.append(Demo.Change(1), flags: [.create, .exclusive])
        try batch.append(Demo.Change(2, name: "x"))
        try batch.append(Demo.Get.self, header: NoHeader()) { $0.put(3, 3 as UInt32) }
        let refusal = attribute(1, Array("no".utf8) + [0]) + attribute(2, UInt32(24))
        let warning = attribute(1, Array("deprecated".utf8) + [0])
        try kernel.send(success(0), to: socket)
        try kernel.send(errorMessage(-34, sequence: first + 1, attributes: refusal), to: socket)
        try kernel.send(errorMessage(0, sequence: first + 2, attributes: warning), to: socket)
        let results = try socket.perform(batch)
        #expect(results.map { $0.error?.description } == [nil, "demo change: no (ERANGE), attribute .name", nil])
        #expect(results[0] == acknowledged)
        #expect(results[2] == .acknowledged(warning: "deprecated"))
        let sends = try kernel.sends()
        #expect(sends.count == 1)
        #expect(sends.first?.map(\.type.rawValue) == [22, 22, 21])
        #expect(sends.first?.map(\.sequence) == [first, first + 1, first + 2])
        let flags: MessageFlags = [.request, .acknowledge]
        #expect(sends.first?.map(\.flags) == [flags.union([.create, .exclusive]), flags, flags])
    }

    @Test func batchesCanBePerformedAgain() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let batch = try changes(2)
        for position in 0..<4 { try kernel.send(success(position), to: socket) }
        #expect(try socket.perform(batch) == [acknowledged, acknowledged])
        #expect(try socket.perform(batch) == [acknowledged, acknowledged])
        #expect(try kernel.requests().map(\.sequence) == Array(first..<first + 4))
    }

    @Test func batchesCanBeFilledAgain() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        var batch = try changes(2)
        batch.removeAll()
        #expect(batch.count == 0)
        #expect(try socket.perform(batch) == [])
        #expect(try kernel.sends().isEmpty)
        try batch.append(Demo.Get())
        try kernel.send(success(0), to: socket)
        #expect(try socket.perform(batch) == [acknowledged])
        #expect(try kernel.requests().map(\.type.rawValue) == [21])
    }

    @Test func answersInAnyOrderAndInOneDatagram() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let event = Demo.Object(index: 7).bytes()
        let reply = Demo.Object(index: 8).bytes(sequence: first + 1)
        let refusal = errorMessage(-17, sequence: first + 2)
        try kernel.send(success(1), event, refusal, to: socket)
        try kernel.send(reply, success(0), event, to: socket)
        let results = try socket.perform(try changes(3))
        #expect(results.map { $0.error?.errno } == [nil, nil, .exists])
        #expect(try socket.nextEvent(of: Demo.self, timeLimit: .zero) == .object(7))
        #expect(try socket.nextEvent(of: Demo.self, timeLimit: .zero) == .object(7))
    }

    @Test func replies() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(Demo.Object(index: 5).bytes(sequence: first), success(0), to: socket)
        try kernel.send(errorMessage(-2, sequence: first + 1), to: socket)
        try kernel.send(message(Demo.object, sequence: first + 2), success(2), to: socket)
        try kernel.send(success(3), to: socket)
        let two = [6, 7].flatMap { Demo.Object(index: $0).bytes(flags: .multi, sequence: first + 4) }
        try kernel.send(two, success(4), to: socket)
        let results = try socket.perform((0..<5).map { Demo.Get($0) })
        let texts = results.map { result in
            switch result {
            case .success(let object): "\(object.index)"
            case .failure(let error): "\(error)"
            }
        }
        #expect(
            texts == [
                "5", "demo get: No such file or directory (ENOENT)",
                "demo get: malformed message from the kernel: attribute .index is missing",
                "demo get: acknowledged by the kernel, but without the reply that belongs to it", "6",
            ]
        )
    }

    @Test func invalidRequests() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        var batch = try changes(1)
        let refusal = EncodeError(.tooLong(length: 16, maximum: 15), attribute: AttributePath([.name("name")]))
        #expect(throws: refusal) { try batch.append(Demo.Change(1, name: "sixteen letters.")) }
        #expect(batch.count == 1)
        #expect(throws: NetlinkError.invalidRequest(refusal, request: "demo get")) {
            _ = try socket.perform([Demo.Get(), Demo.Get(1, name: "sixteen letters.")])
        }
        try batch.append(Loadable.Touch())
        let error = try #require(throws: NetlinkError.self) { _ = try socket.perform(batch) }
        #expect(error == .wrongProtocol(family: "loadable", needed: .generic, socket: .userSocket))
        #expect(try kernel.sends().isEmpty)
    }
}

// MARK: - Several sends

extension BatchTests {
    @Test func acknowledgementsFitTheReceiveBuffer() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        for position in 0..<130 { try kernel.send(success(position), to: socket) }
        #expect(try socket.perform(try changes(130)).allSatisfy { $0 == acknowledged })
        let sends = try kernel.sends()
        #expect(sends.map(\.count) == [64, 64, 2])
        #expect(sends.joined().map(\.sequence) == (0..<130).map { first + $0 })
    }

    @Test func repliesFitTheReceiveBuffer() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        for position in 0..<20 {
            let object = Demo.Object(index: UInt32(position)).bytes(sequence: first + UInt32(position))
            try kernel.send(object, success(position), to: socket)
        }
        let results = try socket.perform((0..<20).map { Demo.Get($0) })
        #expect(results.map { try? $0.get().index } == Array(0..<20))
        #expect(try kernel.sends().map(\.count) == [16, 4])
    }

    @Test func longRequestsAreSentAlone() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        var batch = RequestBatch()
        for length in [20_000, 10_000, 20_000, 60_000, 10, 10] {
            let bytes = [UInt8](repeating: 1, count: length)
            try batch.append(Demo.Change.self, header: NoHeader()) { $0.put(6, bytes: bytes.rawSpan) }
        }
        for position in 0..<6 { try kernel.send(success(position), to: socket) }
        #expect(try socket.perform(batch).allSatisfy { $0 == acknowledged })
        #expect(try kernel.sends().map(\.count) == [2, 1, 1, 2])
    }

    @Test func smallReceiveBuffersMakeSmallSends() throws {
        let kernel = try FakeKernel()
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try kernel.client(options: options)
        try kernel.send(success(0), to: socket)
        let results = try socket.perform(try changes(3), timeLimit: .zero)
        #expect(results == [acknowledged] + [BatchResult](repeating: timeLimitExceeded("demo change"), count: 2))
        #expect(try kernel.sends().map(\.count) == [1, 1])
    }
}

// MARK: - Failures

extension BatchTests {
    @Test func silence() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(success(1), to: socket)
        let results = try socket.perform(try changes(100), timeLimit: .zero)
        let expected = (0..<100).map { $0 == 1 ? acknowledged : timeLimitExceeded("demo change") }
        #expect(results == expected)
        // What cannot be known is not made worse.
        #expect(try kernel.sends().map(\.count) == [64])
    }

    @Test func lateAnswersAreSkipped() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        _ = try socket.perform(try changes(2), timeLimit: .zero)
        try kernel.send(success(0), errorMessage(-1, sequence: first + 1), success(2), success(3), to: socket)
        #expect(try socket.perform(try changes(2)) == [acknowledged, acknowledged])
        #expect(throws: NetlinkError.self) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test func lossOfSomeAnswers() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        for position in 0..<60 { try kernel.send(success(position), to: socket) }
        try kernel.send(message(.overrun), to: socket)
        try kernel.send(success(61), to: socket)
        let results = try socket.perform(try changes(66), timeLimit: .zero)
        let lost = BatchResult.failed(.messagesLost(request: "demo change", count: nil))
        #expect(results[..<60].allSatisfy { $0 == acknowledged })
        #expect(results[60..<64] == [lost, acknowledged, lost, lost])
        // The kernel answers again, in this case to nothing.
        #expect(results[64...] == [timeLimitExceeded("demo change"), timeLimitExceeded("demo change")])
        #expect(try kernel.sends().map(\.count) == [64, 2])
        #expect(try socket.nextEvent(of: Demo.self) == .lost(nil))
    }

    @Test(.needsMulticast) func fullReceiveBuffer() throws {
        let kernel = try FakeKernel(group: 8)
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try kernel.client(options: options)
        try socket.join(kernel.demoGroup)
        for index in 0..<200 { kernel.multicast(Demo.Object(index: UInt32(index)).bytes()) }
        let results = try socket.perform(try changes(1), timeLimit: .seconds(60))
        guard case .failed(.messagesLost("demo change", let count?)) = results[0] else {
            Issue.record("\(results)")
            return
        }
        #expect(count > 0)
    }

    @Test func malformedDatagram() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(success(0), to: socket)
        try kernel.send([1, 2, 3], to: socket)
        let results = try socket.perform(try changes(3))
        #expect(results[0] == acknowledged)
        #expect(results[1].error?.description.contains("cut short") == true)
        #expect(results[2] == results[1])
    }

    @Test func requestThatIsTooLongToSend() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        var batch = try changes(1)
        let bytes = [UInt8](repeating: 1, count: 60_000)
        try batch.append(Demo.Change.self, header: NoHeader()) { attributes in
            for _ in 0..<4 { attributes.put(6, bytes: bytes.rawSpan) }
        }
        try batch.append(Demo.Change())
        try kernel.send(success(0), to: socket)
        let failed = BatchResult.failed(.systemCall("sendto", .messageTooLong))
        #expect(try socket.perform(batch) == [acknowledged, failed, failed])
        #expect(throws: NetlinkError.systemCall("sendto", .messageTooLong)) { try failed.get() }
        #expect(throws: Never.self) { try acknowledged.get() }
    }
}

// MARK: - Generic netlink

extension BatchTests {
    /// Answers of the controller to a question for the family.
    private func family(_ number: UInt16, _ position: Int) -> [UInt8] {
        let attributes = attribute(1, number) + attribute(2, Array(Loadable.name.utf8) + [0])
        let sequence = first + UInt32(position)
        return message(.genericController, sequence: sequence, [1, 2, 0, 0] + attributes) + success(position)
    }

    /// A batch for the family, with a question to the controller in its middle.
    private func touches() throws -> RequestBatch {
        var batch = RequestBatch()
        try batch.append(Loadable.Touch())
        try batch.append(NLCtrl.GetFamily(familyName: "other"))
        try batch.append(Loadable.Touch())
        return batch
    }

    @Test func numbersOfFamiliesAreFoundFirst() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        try kernel.send(family(30, 0), to: socket)
        try kernel.send(success(1), success(2), success(3), to: socket)
        #expect(try socket.perform(try touches()) == [acknowledged, acknowledged, acknowledged])
        #expect(try kernel.sends().map { $0.map(\.type.rawValue) } == [[0x10], [30, 0x10, 30]])
    }

    @Test func familiesThatAreMissing() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        try kernel.send(errorMessage(-2, sequence: first), to: socket)
        let error = try #require(throws: NetlinkError.self) { _ = try socket.perform(try touches()) }
        #expect(error == .familyNotFound("loadable"))
        #expect(try kernel.requests().count == 1)
    }

    @Test func requestsToAFamilyWithANewNumberAreRepeated() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        try kernel.send(family(30, 0), to: socket)
        try kernel.send(success(1), to: socket)
        try socket.perform(Loadable.Touch())
        func noEntry(_ position: Int) -> [UInt8] { errorMessage(-2, sequence: first + UInt32(position)) }
        try kernel.send(noEntry(2), noEntry(3), noEntry(4), to: socket)
        try kernel.send(family(31, 5), to: socket)
        try kernel.send(success(6), errorMessage(-16, sequence: first + 7), to: socket)
        let results = try socket.perform(try touches())
        #expect(results.map { $0.error?.errno } == [nil, .noEntry, .busy])
        let types = try kernel.sends().map { $0.map(\.type.rawValue) }
        #expect(types == [[0x10], [30], [30, 0x10, 30], [0x10], [31, 31]])
    }

    @Test func refusalsWithoutAWordCanBeTheFamilys() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        try kernel.send(family(30, 0), to: socket)
        try kernel.send(success(1), to: socket)
        try socket.perform(Loadable.Touch())
        func noEntry(_ position: Int) -> [UInt8] { errorMessage(-2, sequence: first + UInt32(position)) }
        try kernel.send(noEntry(2), success(3), noEntry(4), to: socket)
        try kernel.send(family(30, 5), to: socket)
        let results = try socket.perform(try touches())
        #expect(results.map { $0.error?.errno } == [.noEntry, nil, .noEntry])
        #expect(try kernel.requests().count == 6)
    }
}

/// Batches of which the kernel answers what fails, and the last request.
@Suite struct QuietBatchTests {
    private let first = FakeKernel.first

    private func changes(_ count: Int) throws -> RequestBatch {
        var batch = RequestBatch()
        for index in 0..<count { try batch.append(Demo.Change(UInt32(index))) }
        return batch
    }

    private func end(_ position: Int, _ errno: Int32 = 0) -> [UInt8] {
        errorMessage(errno, sequence: first + UInt32(position))
    }

    @Test func onlyTheLastRequestAsksForAnAnswer() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(end(2), to: socket)
        let results = try socket.perform(try changes(3), acknowledging: .failures)
        #expect(results.allSatisfy { $0 == .acknowledged(warning: nil) })
        #expect(results.count == 3)
        let sends = try kernel.sends()
        #expect(sends.count == 1)
        #expect(sends.first?.map(\.flags) == [.request, .request, [.request, .acknowledge]])
    }

    @Test func errorsFindTheirRequests() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let event = Demo.Object(index: 7).bytes()
        try kernel.send(end(1, -22), to: socket)
        try kernel.send(event, to: socket)
        try kernel.send(end(3, -19), to: socket)
        let results = try socket.perform(try changes(4), acknowledging: .failures)
        #expect(results.map { $0.error?.errno } == [nil, .invalidArgument, nil, .noDevice])
        #expect(try socket.nextEvent(of: Demo.self, timeLimit: .zero) == .object(7))
    }

    @Test func nobodyKnowsWhatCameOfTheRestWithoutTheLastAnswer() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(end(0, -22), to: socket)
        let results = try socket.perform(try changes(3), acknowledging: .failures, timeLimit: .zero)
        #expect(results.first?.error?.errno == .invalidArgument)
        let unknown = BatchResult.failed(.timeLimitExceeded("demo change", limit: .zero))
        #expect(results.dropFirst() == [unknown, unknown])
    }

    @Test func everySendHasALastRequest() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(end(63), to: socket)
        try kernel.send(end(99), to: socket)
        let results = try socket.perform(try changes(100), acknowledging: .failures)
        #expect(results.allSatisfy { $0.error == nil })
        let answered = try kernel.sends().map { $0.filter { $0.flags.contains(.acknowledge) }.map(\.sequence) }
        #expect(answered == [[first + 63], [first + 99]])
    }
}
