import Netlink
import NetlinkTesting
import Testing

/// The checks of requests: the same verdicts as the running kernel's, where it has the family `netdev`.
@Suite struct ValidationTests {
    /// A request that breaks a rule.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let attributes: [(number: UInt16, bytes: [UInt8])]
        let errno: Errno
        var message: String?
    }

    static let cases = [
        Case(testDescription: "nothing", attributes: [], errno: .invalidArgument),
        Case(
            testDescription: "an unknown attribute",
            attributes: [(1, [1, 0, 0, 0]), (99, [])],
            errno: .invalidArgument,
            message: "Unknown attribute type"
        ),
        Case(
            testDescription: "a number that is too short",
            attributes: [(1, [1, 0])],
            errno: .invalidArgument,
            message: "invalid attribute length"
        ),
        Case(
            testDescription: "a number that is too long",
            attributes: [(1, [1, 0, 0, 0, 0, 0, 0, 0])],
            errno: .invalidArgument,
            message: "invalid attribute length"
        ),
        Case(
            testDescription: "a number marked as a nest",
            attributes: [(0x8001, [1, 0, 0, 0])],
            errno: .invalidArgument,
            message: "NLA_F_NESTED not expected"
        ),
    ]

    private func kernel() throws -> FakeKernel {
        let kernel = try FakeKernel()
        kernel.on(Netdev.DevGet.self) { .reply($0) }
        kernel.on(Notes.Put.self) { _ in .acknowledge }
        return kernel
    }

    private func refusal<Request: DoRequest>(_ socket: inout NetlinkSocket, _ request: Request) -> KernelError?
    where Request.Reply == NoReply {
        do throws(NetlinkError) {
            try socket.perform(request)
            return nil
        } catch .kernel(let error) {
            return error
        } catch {
            Issue.record(error)
            return nil
        }
    }

    @Test(arguments: cases)
    func asTheRunningKernel(_ rule: Case) throws {
        let kernel = try kernel()
        var fake = try kernel.socket()
        let found = try #require(refusal(&fake, Netdev.Odd(attributes: rule.attributes)))
        #expect(found.errno == rule.errno)
        #expect(found.message == rule.message)
        var real = try NetlinkSocket()
        guard (try? real.family(named: "netdev")) != nil else { return }
        let genuine = try #require(refusal(&real, Netdev.Odd(attributes: rule.attributes)))
        #expect(found.errno == genuine.errno)
        #expect(found.message == genuine.message)
        #expect(found.offset == genuine.offset)
        #expect(found.attribute == genuine.attribute)
        #expect(found.missingAttribute == genuine.missingAttribute)
    }

    @Test func unknownOperationsAndDumps() throws {
        let kernel = try kernel()
        var fake = try kernel.socket()
        #expect(refusal(&fake, Netdev.Absent())?.errno == .notSupported)
        #expect(#expect(throws: NetlinkError.self) { try fake.dump(Netdev.DevGet.Dump()) }?.errno == .notSupported)
        var real = try NetlinkSocket()
        guard (try? real.family(named: "netdev")) != nil else { return }
        #expect(refusal(&real, Netdev.Absent())?.errno == .notSupported)
    }

    @Test func unknownFamilyNumber() throws {
        let kernel = try kernel()
        var fake = try kernel.socket()
        _ = try fake.perform(Netdev.DevGet(ifindex: 1))
        kernel.unload(Netdev.self)
        _ = try? fake.perform(Netdev.DevGet(ifindex: 1))
        #expect(try kernel.requests.contains { $0.refusal?.errno == .noEntry && $0.name == nil })
    }

    @Test func nestsWithoutTheirMark() throws {
        let kernel = try kernel()
        var fake = try kernel.socket(Notes.netlinkProtocol)
        let odd = Odd(attributes: [(1, [1, 0, 0, 0]), (3, [6, 0, 1, 0, 0x61, 0, 0, 0])])
        let error = refusal(&fake, odd)
        #expect(error?.description == "notes put: NLA_F_NESTED is missing (EINVAL), attribute .author")
        kernel.on(Notes.Put.self, validation: .liberal) { _ in .acknowledge }
        #expect(refusal(&fake, odd) == nil)
    }

    @Test func whatIsMissingInANest() throws {
        let kernel = try kernel()
        var fake = try kernel.socket(Notes.netlinkProtocol)
        let error = refusal(&fake, Odd(attributes: [(1, [1, 0, 0, 0]), (0x8003, [])]))
        #expect(error?.errno == .invalidArgument)
        #expect(error?.missingAttribute?.description == ".author.name")
    }

    @Test func attributesInsideNests() throws {
        let kernel = try kernel()
        var fake = try kernel.socket(Notes.netlinkProtocol)
        let error = refusal(&fake, Odd(attributes: [(1, [1, 0, 0, 0]), (0x8003, [4, 0, 1, 0])]))
        #expect(error?.errno == .outOfRange)
        #expect(error?.message == "Attribute failed policy validation")
        #expect(error?.attribute?.description == ".author.name")
    }

    /// A note with attributes of any kind.
    struct Odd: DoRequest {
        typealias Attributes = Notes.NoteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(16, "put") }
        var attributes: [(number: UInt16, bytes: [UInt8])] = []

        func encode(into message: inout AttributeBuilder<Notes.NoteAttributes>) {
            for attribute in attributes { message.put(attribute.number, bytes: attribute.bytes.rawSpan) }
        }
    }
}
