import Testing

@testable import Netlink

@Suite struct AttributesTests {
    /// What a walk over attributes finds, and where it stops.
    private func walk(_ bytes: [UInt8]) -> (found: [Int: [UInt8]], error: DecodeError?) {
        var found: [Int: [UInt8]] = [:]
        var attributes = Attributes(Payload(bytes.rawSpan))
        do {
            while let attribute = try attributes.next() {
                found[attribute.number] = [UInt8](attribute.payload.span)
            }
        } catch {
            return (found, error)
        }
        return (found, nil)
    }

    @Test func lastAttributeMayLackItsPadding() {
        let (found, error) = walk(hex("0500010041 000000 0500020042"))
        #expect(found == [1: [0x41], 2: [0x42]])
        #expect(error == nil)
    }

    @Test(arguments: [0, 1, 2, 3] as [UInt8])
    func lengthsBelowTheHeaderEndTheWalk(_ length: UInt8) {
        let (found, error) = walk(attribute(1, UInt32(5)) + [length, 0, 2, 0, 0, 0, 0, 0])
        #expect(found.count == 1)
        #expect(error == DecodeError(.truncated, attribute: 2, offset: 8))
    }

    @Test(arguments: [9, 255, 65535] as [UInt16])
    func attributesLongerThanTheMessageEndTheWalk(_ length: UInt16) {
        let (found, error) = walk([UInt8](bytesOf: length) + hex("0100 01020304"))
        #expect(found.isEmpty)
        #expect(error == DecodeError(.truncated, attribute: 1, offset: 0))
    }

    @Test(arguments: 1...3)
    func bytesLeftOverAreAnError(_ count: Int) {
        let (found, error) = walk(attribute(1, UInt32(5)) + [UInt8](repeating: 0, count: count))
        #expect(found.count == 1)
        #expect(error == DecodeError(.truncated, offset: 8))
    }

    @Test func flagBitsAreNotPartOfTheNumber() throws {
        let bytes = attribute(0x8008, attribute(1, UInt32(3))) + attribute(8, []) + attribute(0x4001, UInt32(9))
        var attributes = Attributes(Payload(bytes.rawSpan))
        var seen: [(Int, Bool)] = []
        while let attribute = try attributes.next() { seen.append((attribute.number, attribute.isNested)) }
        #expect(seen.map(\.0) == [8, 8, 1])
        #expect(seen.map(\.1) == [true, false, false])
    }

    @Test func valuesMustHaveTheLengthOfTheirType() throws {
        let bytes = attribute(1, UInt16(7))
        var attributes = Attributes(Payload(bytes.rawSpan))
        guard let attribute = try attributes.next() else {
            Issue.record("no attribute")
            return
        }
        let value = try attribute.value(as: UInt16.self)
        #expect(value == 7)
        #expect(throws: DecodeError(.wrongLength, attribute: 1, offset: 0)) { _ = try attribute.value(as: UInt32.self) }
    }

    @Test func membersBehindTheEndAreZero() {
        let bytes = hex("0100 0200")
        let payload = Payload(bytes.rawSpan)
        let members = [2, 3, -1, .max].map { payload.member(UInt16.self, at: $0) }
        #expect(members == [2, 0, 0, 0])
        let wide = payload.member(UInt64.self, at: 0)
        // What is there of the last member counts.
        #expect(wide == 0x0002_0001)
        let filled = payload.memberBytes(at: 2, length: 4)
        #expect(filled == [2, 0, 0, 0])
        let none = payload.memberBytes(at: .max, length: -1)
        #expect(none == [])
        let counts = [-5, 0, 3, 99].map { payload.dropping($0).count }
        #expect(counts == [4, 4, 1, 0])
    }
}
