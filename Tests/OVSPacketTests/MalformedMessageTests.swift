import Netlink
import OVSPacket
import Testing

/// Malformed messages must decode to a value or throw; a trap would end the test run.
@Suite("Malformed messages")
struct MalformedMessageTests {
    /// Decodes with every face of the set; whether all of them agreed that the message is well-formed.
    private func decode(_ bytes: [UInt8]) -> Bool {
        do throws(DecodeError) {
            var messages = Messages(bytes.rawSpan)
            while let message = try messages.next() {
                let view = try OVSPacket.PacketView(message)
                let upcall = try OVSPacket.Upcall(message)
                guard view.hash == upcall.hash, view.mru == upcall.mru,
                    view.packet?.byteCount == upcall.packet?.count, (view.keyBytes == nil) == (upcall.key == nil)
                else {
                    Issue.record("view and struct differ for \(bytes)")
                    return false
                }
                var attributes = Attributes(message.payload, from: 24)
                while try attributes.next() != nil {}
                _ = try OVSPacket.Event(message)
                _ = upcall.description
            }
            return true
        } catch {
            return false
        }
    }

    @Test("truncated at every byte", arguments: [Fixture.missUpcall, Fixture.actionUpcall, Fixture.encodedExecute])
    func truncated(fixture: Fixture) {
        let bytes = fixture.bytes
        for length in 0..<bytes.count {
            // The header still tells the full length.
            if length > 0 { #expect(!decode(Array(bytes.prefix(length)))) }
            // The header tells the length that is there.
            guard length >= 16 else { continue }
            var shortened = Array(bytes.prefix(length))
            shortened[0] = UInt8(truncatingIfNeeded: length)
            shortened[1] = UInt8(truncatingIfNeeded: length >> 8)
            _ = decode(shortened)
        }
        #expect(decode(bytes))
    }

    @Test("mutated 100,000 times")
    func mutated() {
        var generator = SeededGenerator(state: 20_261_122)
        let fixtures: [Fixture] = [.missUpcall, .actionUpcall, .encodedExecute, .unalignedMissUpcall]
        let originals = fixtures.map(\.bytes)
        var wellFormed = 0
        for round in 0..<100_000 {
            var bytes = originals[round % originals.count]
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch UInt8.random(in: 0...3, using: &generator) {
                case 0: bytes[index] ^= 1 << UInt8.random(in: 0...7, using: &generator)
                case 1: bytes[index] = .random(in: 0...255, using: &generator)
                case 2: bytes[index] = [0, 1, 3, 4, 0x7f, 0x80, 0xff].randomElement(using: &generator) ?? 0
                default: bytes.remove(at: index)
                }
                if bytes.isEmpty { break }
            }
            if decode(bytes) { wellFormed += 1 }
        }
        // Both happen: mutations of payloads leave a message well-formed, those of lengths mostly do not.
        #expect((1..<100_000).contains(wellFormed))
    }
}
