import Testing

@testable import Netlink

@Suite struct MessagesTests {
    private func lengths(_ bytes: [UInt8]) throws(DecodeError) -> [Int] {
        var lengths: [Int] = []
        var messages = Messages(bytes.rawSpan)
        while let message = try messages.next() { lengths.append(message.payload.count) }
        return lengths
    }

    @Test func messagesStartAtMultiplesOfFour() throws {
        let bytes = message(Demo.object, [1, 2, 3, 4, 5]) + message(Demo.object)
        #expect(try lengths(bytes) == [21, 16])
    }

    @Test func lastMessageMayLackItsPadding() throws {
        let bytes = message(Demo.object, [1, 2, 3, 4, 5])
        #expect(try lengths(Array(bytes.dropLast(3))) == [21])
    }

    @Test func headersAreRead() throws {
        let bytes = message(Demo.object, flags: [.multi, .dumpInterrupted], sequence: 7, portID: 9, [3])
        let message = try Message(bytes.rawSpan)
        let header = MessageHeader(
            length: 17,
            type: Demo.object,
            flags: [.multi, .dumpInterrupted],
            sequence: 7,
            portID: 9
        )
        let (found, command, length) = (message.header, message.command, message.body.count)
        #expect(found == header)
        #expect(command == 3)
        #expect(length == 1)
    }

    @Test(arguments: [0, 1, 15] as [UInt32])
    func lengthsBelowTheHeaderAreErrors(_ length: UInt32) {
        let bytes = message(Demo.object) + [UInt8](bytesOf: length) + [UInt8](repeating: 0, count: 12)
        #expect(throws: DecodeError(.truncated, offset: 0)) { try lengths(bytes) }
    }

    @Test(arguments: [17, 1000, .max] as [UInt32])
    func lengthsBehindTheEndAreErrors(_ length: UInt32) {
        let bytes = [UInt8](bytesOf: length) + [UInt8](repeating: 0, count: 12)
        #expect(throws: DecodeError(.truncated, offset: 0)) { try lengths(bytes) }
    }

    @Test(arguments: 1..<16)
    func cutHeadersAreErrors(_ count: Int) {
        #expect(throws: DecodeError(.truncated, offset: count)) {
            try lengths(message(Demo.object) + [UInt8](repeating: 0, count: count))
        }
    }

    @Test func emptyDatagramHasNoMessages() throws {
        #expect(try lengths([]) == [])
    }
}
