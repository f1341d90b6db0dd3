import Testing

@testable import Netlink

/// The numbers of generic netlink families, which change when a module is loaded again.
@Suite struct FamilyNumberTests {
    private let first = FakeKernel.first

    /// Answers of the controller to a question for the family.
    private func family(_ number: UInt16, _ question: UInt32) -> [UInt8] {
        let attributes = attribute(1, number) + attribute(2, Array(Loadable.name.utf8) + [0])
        return message(.genericController, sequence: first + question, [1, 2, 0, 0] + attributes) + success(question)
    }

    private func success(_ question: UInt32) -> [UInt8] { errorMessage(0, sequence: first + question) }

    private func noEntry(_ question: UInt32, _ text: String? = nil) -> [UInt8] {
        let attributes = text.map { attribute(1, Array($0.utf8) + [0]) } ?? []
        return errorMessage(-2, sequence: first + question, attributes: attributes)
    }

    /// The types of the requests made when a kernel gives some answers to three changes.
    private func typesOfRequests(_ answers: [UInt8]...) throws -> (types: [UInt16], errors: [NetlinkError?]) {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        for answer in answers { try kernel.send(answer, to: socket) }
        var errors: [NetlinkError?] = []
        for _ in 0..<3 {
            do throws(NetlinkError) {
                try socket.perform(Loadable.Touch(), timeLimit: .zero)
                errors.append(nil)
            } catch {
                errors.append(error)
            }
        }
        return (try kernel.requests().map(\.type.rawValue), errors)
    }

    @Test func numbersAreRemembered() throws {
        let found = try typesOfRequests(family(30, 0), success(1), success(2), success(3))
        #expect(found.types == [0x10, 30, 30, 30])
        #expect(found.errors == [nil, nil, nil])
    }

    @Test func newNumbersAreFound() throws {
        let found = try typesOfRequests(family(30, 0), success(1), noEntry(2), family(31, 3), success(4), success(5))
        #expect(found.types == [0x10, 30, 30, 0x10, 31, 31])
        #expect(found.errors == [nil, nil, nil])
    }

    @Test func numbersThatKeepChangingEndInAnError() throws {
        let found = try typesOfRequests(
            family(30, 0),
            success(1),
            noEntry(2),
            family(31, 3),
            noEntry(4),
            family(32, 5),
            noEntry(6)
        )
        #expect(found.types.prefix(5) == [0x10, 30, 30, 0x10, 31])
        #expect(found.errors[1]?.errno == .noEntry)
    }

    @Test func sameNumberMeansThatTheFamilySaidIt() throws {
        let found = try typesOfRequests(family(30, 0), success(1), noEntry(2), family(30, 3), success(4))
        #expect(found.types == [0x10, 30, 30, 0x10, 30])
        #expect(found.errors[1]?.description == "loadable touch: No such file or directory (ENOENT)")
        #expect(found.errors[2] == nil)
    }

    @Test func errorsWithATextAreTheFamilys() throws {
        let found = try typesOfRequests(family(30, 0), success(1), noEntry(2, "no such thing"), success(3))
        #expect(found.types == [0x10, 30, 30, 30])
        #expect(found.errors[1]?.description == "loadable touch: no such thing (ENOENT)")
    }

    @Test func errorsBehindARepliedPartAreTheFamilys() throws {
        let part = message(MessageType(rawValue: 30), sequence: first + 2, [1, 1, 0, 0])
        let found = try typesOfRequests(family(30, 0), success(1), part + noEntry(2), success(3))
        #expect(found.types == [0x10, 30, 30, 30])
        #expect(found.errors[1]?.errno == .noEntry)
    }

    @Test func freshNumbersAreNotAskedForAgain() throws {
        let found = try typesOfRequests(family(30, 0), noEntry(1), success(2), success(3))
        #expect(found.types == [0x10, 30, 30, 30])
        #expect(found.errors[0]?.errno == .noEntry)
    }

    @Test func familyThatIsGone() throws {
        let found = try typesOfRequests(family(30, 0), success(1), noEntry(2), noEntry(3), noEntry(4))
        #expect(found.types == [0x10, 30, 30, 0x10, 0x10])
        #expect(found.errors == [nil, .familyNotFound("loadable"), .familyNotFound("loadable")])
    }
}
