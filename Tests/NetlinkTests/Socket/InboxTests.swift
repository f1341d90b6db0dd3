import Testing

@testable import Netlink

@Suite struct InboxTests {
    private func inbox(capacity: Int = 1000) -> Inbox {
        var numbers = SequenceNumbers(after: 6)
        _ = numbers.next()
        return Inbox(sequences: numbers, capacity: capacity)
    }

    private func file(_ bytes: [UInt8], into inbox: inout Inbox, isMulticast: Bool = false) throws {
        inbox.file(try Message(bytes.rawSpan), isMulticast: isMulticast)
    }

    @Test func eventsAreKeptInOrder() throws {
        var inbox = inbox()
        for index: UInt32 in 1...5 { try file(Demo.Object(index: index).bytes(), into: &inbox) }
        for index: UInt32 in 1...5 {
            #expect(inbox.takeEvent(.type(Demo.object))?.bytes == Demo.Object(index: index).bytes())
        }
        #expect(inbox.takeEvent(.all) == nil)
    }

    @Test func familiesTakeTheirOwn() throws {
        var inbox = inbox()
        let types = [30, 31, 30, 31, 30].map { MessageType(rawValue: $0) }
        for (index, type) in types.enumerated() { try file(message(type, [UInt8(index)]), into: &inbox) }
        func takeIndex(_ type: UInt16) -> UInt8? { inbox.takeEvent(.type(MessageType(rawValue: type)))?.bytes[16] }
        #expect([takeIndex(31), takeIndex(30), takeIndex(30), takeIndex(31)] == [1, 0, 2, 3])
        #expect([takeIndex(31), takeIndex(30), takeIndex(30)] == [nil, 4, nil])
    }

    @Test func lateAnswersAreNoEvents() throws {
        var inbox = inbox()
        try file(message(Demo.object, sequence: 7), into: &inbox)
        try file(errorMessage(0, sequence: 7), into: &inbox)
        try file(errorMessage(0, sequence: 0), into: &inbox, isMulticast: true)
        #expect(inbox.takeEvent(.all) == nil)
    }

    @Test func notificationsWithOurNumberAreEvents() throws {
        var inbox = inbox()
        try file(message(Demo.object, sequence: 7), into: &inbox, isMulticast: true)
        try file(message(Demo.object, sequence: 99), into: &inbox)
        #expect(inbox.takeEvent(.all) != nil)
        #expect(inbox.takeEvent(.all) != nil)
    }

    @Test func endOfADumpIsNoticed() throws {
        var inbox = inbox()
        for end in [doneMessage(sequence: 7), errorMessage(-16, sequence: 7)] {
            inbox.unfinishedDump = 7
            try file(doneMessage(sequence: 6), into: &inbox)
            try file(message(Demo.object, sequence: 7), into: &inbox)
            #expect(inbox.unfinishedDump == 7)
            try file(end, into: &inbox)
            #expect(inbox.unfinishedDump == nil)
        }
    }

    @Test func whatDoesNotFitIsLost() throws {
        var inbox = inbox(capacity: 64)
        for _ in 0..<3 { try file(message(Demo.object, attribute(3, UInt32(1))), into: &inbox) }
        #expect(inbox.losses.takeNews(for: "demo") == Loss(count: 1))
        #expect(inbox.takeEvent(.all) != nil)
        try file(message(Demo.object), into: &inbox)
        #expect(inbox.losses.takeNews(for: "demo") == nil)
        #expect(inbox.takeEvent(.all)?.bytes.count == 24)
        #expect(inbox.takeEvent(.all)?.bytes.count == 16)
        #expect(inbox.takeEvent(.all) == nil)
        // What was taken leaves its room.
        for _ in 0..<2 { try file(message(Demo.object, attribute(3, UInt32(1))), into: &inbox) }
        #expect(inbox.losses.takeNews(for: "demo") == nil)
    }
}
