import FamilyTypes
import Foundation
import Netlink
import Testing

/// Damaged messages of every family decode to a value or to a typed error, and never trap.
@Suite struct MutationTests {
    /// How many damaged messages there are in all; `MUTATIONS` sets another number.
    private static let total = ProcessInfo.processInfo.environment["MUTATIONS"].flatMap(Int.init) ?? 1_000_000

    @Test(arguments: allMessages.map { MessageType($0) })
    func `Damaged messages end in a value or an error`(type: MessageType) {
        let outcome = damage(type.type, count: Self.total / allMessages.count + 1)
        // Both happen, unless there is nothing in the message that could be wrong.
        #expect(outcome.values > 0)
        #expect(outcome.errors > 0)
        #expect(outcome.values + outcome.errors == Self.total / allMessages.count + 1)
    }

    private func damage<Contents: NetlinkMessage>(
        _ type: Contents.Type,
        count: Int
    ) -> (values: Int, errors: Int) {
        var source = RandomAttributes(seed: 3)
        var outcome = (values: 0, errors: 0)
        var message: [UInt8] = []
        for round in 0..<count {
            if round % 8 == 0 { message = source.message(type) }
            let damaged = source.random.damaged(message)
            do {
                let value = try Contents(Message(damaged.rawSpan))
                outcome.values += 1
                // What was decoded can be printed and encoded too, or is refused with an error.
                if round % 64 == 0 {
                    _ = value.json
                    var buffer = MessageBuffer()
                    try? buffer.append(value, command: 1, type: .genericController)
                }
            } catch {
                outcome.errors += 1
            }
        }
        return outcome
    }
}

extension SplitMix {
    /// A message with some bytes changed, cut off, repeated or put in; often one of the attributes' lengths.
    mutating func damaged(_ message: [UInt8]) -> [UInt8] {
        var bytes = message
        for _ in 0..<Int.random(in: 1...3, using: &self) {
            let place = Int.random(in: 0..<max(bytes.count, 1), using: &self)
            switch Int.random(in: 0..<7, using: &self) {
            case 0: bytes.removeLast(min(bytes.count, Int.random(in: 1...8, using: &self)))
            case 1: bytes = Array(bytes.prefix(place))
            case 2: bytes.insert(contentsOf: self.bytes(4), at: min(place, bytes.count))
            case 3 where place < bytes.count:
                bytes[place] = [0, 1, 3, 4, 5, 0x7f, 0x80, 0xff].randomElement(using: &self) ?? 0
            case 4 where place & ~3 < bytes.count: bytes[place & ~3] = UInt8(truncatingIfNeeded: next() % 32)
            default:
                if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &self) }
            }
        }
        // Mostly the header is right, so that what is inside is looked at.
        if bytes.count >= 16, !happens(oneIn: 8) {
            let length = UInt32(truncatingIfNeeded: bytes.count)
            for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: length >> (8 * UInt32(index))) }
        }
        return bytes
    }
}
