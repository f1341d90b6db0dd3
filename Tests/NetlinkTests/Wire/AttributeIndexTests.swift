import Testing

@testable import Netlink

@Suite struct AttributeIndexTests {
    private func object(_ attributes: [UInt8]) throws(DecodeError) -> Demo.Object {
        try Demo.Object(Message(message(Demo.object, attributes).rawSpan))
    }

    @Test func ofTwoTheLastCounts() throws {
        #expect(try object(attribute(3, UInt32(1)) + attribute(3, UInt32(2))).index == 2)
    }

    @Test func requiredAttributesMustBePresent() {
        #expect(throws: DecodeError(.missingAttribute, attribute: 3, offset: 0)) { try object([]) }
    }

    @Test(arguments: [0, 1, 2, 3, 5, 8])
    func wrongLengthIsAnError(_ length: Int) {
        #expect(throws: DecodeError(.wrongLength, attribute: 3, offset: 16)) {
            try object(attribute(3, [UInt8](repeating: 1, count: length)))
        }
    }

    @Test func unknownAttributesComeBackByteForByte() throws {
        let unknown = attribute(0x8000 | 90, [1, 2, 3]) + attribute(1000, []) + attribute(90, [4])
        let object = try object(unknown + attribute(3, UInt32(1)))
        #expect(object.unknownAttributes.attributes.map(\.number) == [90, 1000, 90])
        #expect(object.bytes() == message(Demo.object, attribute(3, UInt32(1)) + unknown))
    }

    @Test func nestsNeedNoFlag() throws {
        let inner = attribute(1, UInt32(5))
        for type: UInt16 in [8, 0x8008] {
            let bytes = message(Demo.object, attribute(type, inner))
            let index = try AttributeIndex<AttributeSlots16>(Message(bytes.rawSpan), in: Demo.DemoAttributes.self)
            guard let nest = index.payload(8) else {
                Issue.record("no nest")
                continue
            }
            let nested = try AttributeIndex<AttributeSlots8>(nest, in: Demo.InnerAttributes.self)
            let id = nested.value(1, as: UInt32.self)
            #expect(id == 5)
        }
    }

    @Test func errorsInNestsTellTheirPlaceInTheMessage() throws {
        let bytes = message(Demo.object, attribute(3, UInt32(1)) + attribute(8, attribute(1, UInt16(5))))
        let index = try AttributeIndex<AttributeSlots16>(Message(bytes.rawSpan), in: Demo.DemoAttributes.self)
        guard let nest = index.payload(8) else {
            Issue.record("no nest")
            return
        }
        #expect(throws: DecodeError(.wrongLength, attribute: 1, offset: 28)) {
            _ = try AttributeIndex<AttributeSlots8>(nest, in: Demo.InnerAttributes.self)
        }
    }

    @Test func presenceIsApartFromContent() throws {
        let bytes = message(Demo.object, attribute(5, [9]) + attribute(6, []) + attribute(8, []))
        let index = try AttributeIndex<AttributeSlots16>(Message(bytes.rawSpan), in: Demo.DemoAttributes.self)
        let (flag, data, name, nest) = (index.contains(5), index.array(6), index.array(7), index.payload(8)?.count)
        #expect(flag)
        #expect(data == [])
        #expect(name == nil)
        #expect(nest == 0)
    }

    @Test func strings() throws {
        func name(_ bytes: [UInt8]) throws -> String? {
            try object(attribute(3, UInt32(1)) + attribute(7, bytes)).name
        }
        #expect(try name(Array("lo".utf8) + [0]) == "lo")
        #expect(try name(Array("lo".utf8)) == "lo")
        #expect(try name([]) == "")
        #expect(try name([0, 0x41]) == "")
        #expect(try name([0x41, 0xff, 0x42, 0]) == "A\u{10feff}B")
    }

    @Test(arguments: [3, 90] as [UInt16])
    func attributesLongerThanTheMessageAreErrors(_ number: UInt16) {
        // A known number, and one that is looked at by the careful loop.
        let attributes = [UInt8](bytesOf: UInt16(12)) + [UInt8](bytesOf: number) + hex("01020304")
        #expect(throws: DecodeError(.truncated, attribute: number, offset: 16)) { try object(attributes) }
    }

    @Test(arguments: [3, 90] as [UInt16])
    func bytesLeftOverAreAnError(_ number: UInt16) {
        let bytes = message(Demo.object, attribute(number, UInt32(1)) + [0, 0])
        #expect(throws: DecodeError(.truncated, offset: 24)) { try Demo.Object(Message(bytes.rawSpan)) }
    }

    @Test func listsKeepTheirOrder() throws {
        let numbers = (1...3).map { attribute(12, UInt32($0)) }
        let bytes = message(Demo.object, numbers[0] + attribute(3, UInt32(9)) + numbers[1] + numbers[2])
        let index = try AttributeIndex<AttributeSlots16>(Message(bytes.rawSpan), in: Demo.DemoAttributes.self)
        let (found, absent) = (try index.elements(12, of: UInt32.self), try index.elements(6, of: UInt32.self))
        #expect(found == [1, 2, 3])
        #expect(absent == [])
        #expect(throws: DecodeError(.wrongLength, attribute: 12, offset: 16)) {
            _ = try index.elements(12, of: UInt16.self)
        }
    }

    @Test func layouts() throws {
        // Filler is skipped; integers of variable length have four or eight bytes; a number can be unknown.
        let layout: AttributeLayout = "-_V-"
        func index(_ bytes: [UInt8]) throws -> (unsigned: UInt64?, signed: Int64?, filler: Bool, unknown: Bool) {
            let index = try AttributeIndex<AttributeSlots8>(Payload(bytes.rawSpan), from: 0, layout: layout)
            return (index.unsigned(2), index.signed(2), index.contains(1), index.contains(4))
        }
        // A header in front, since offset 0 stands for absence.
        let short = try index(attribute(1, []) + attribute(2, UInt32.max))
        #expect(short == (UInt64(UInt32.max), -1, false, false))
        let long = try index(attribute(2, UInt64.max) + attribute(3, []))
        #expect(long == (.max, -1, false, true))
        #expect(throws: DecodeError(.wrongLength, attribute: 2, offset: 0)) { try index(attribute(2, UInt16(1))) }
    }

    @Test func bitfields() {
        let bytes = hex("05000000 0f000000")
        let payload = Payload(bytes.rawSpan)
        let bits = Bitfield32(payload)
        let half = Bitfield32(payload.dropping(4))
        #expect(bits == Bitfield32(value: 5, selector: 15))
        #expect(bits.description == "0x5/0xf")
        #expect(half == Bitfield32(value: 15, selector: 0))
    }

    /// Decodes a message of all kinds of attributes with each byte cut off and each byte changed: it must end.
    @Test func mutationsAreDecodedOrRefused() {
        let bytes = message(
            Demo.object,
            attribute(3, UInt32(7)) + attribute(7, [108, 111, 0]) + attribute(90, [1, 2, 3])
                + attribute(8, attribute(1, UInt32(1)))
        )
        var refusals = 0
        for length in 0..<bytes.count where decodes(Array(bytes.prefix(length))) == nil { refusals += 1 }
        // Whatever is shorter than its header tells is refused.
        #expect(refusals == bytes.count)
        for position in bytes.indices {
            for value: UInt8 in [0, 1, 2, 3, 4, 5, 8, 0x40, 0x7f, 0x80, 0xff] {
                var changed = bytes
                changed[position] = value
                if let object = decodes(changed) { #expect(object.bytes().count <= changed.count + 4) }
            }
        }
    }

    private func decodes(_ bytes: [UInt8]) -> Demo.Object? {
        var messages = Messages(bytes.rawSpan)
        guard let message = try? messages.next() else { return nil }
        return try? Demo.Object(message)
    }
}
