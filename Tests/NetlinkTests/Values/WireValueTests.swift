import Testing

@testable import Netlink

/// What all addresses and identifiers have in common: their way into attributes and structs and back.
@Suite struct WireValueTests {
    /// Whether bytes are a value, and come through all forms unchanged.
    private func survives<Value: WireValue>(_ bytes: [UInt8], as type: Value.Type) -> Bool {
        guard let value = Value(bytes: bytes) else { return false }
        #expect(value.bytes == bytes)
        #expect(Value(value.description) == value)
        #expect(Value(zeroPadding: Payload(bytes.rawSpan), length: bytes.count) == value)
        #expect(Value(bytes: bytes)?.hashValue == value.hashValue)
        return true
    }

    @Test(arguments: 0...40) func everyLength(_ length: Int) {
        for _ in 0..<20 {
            let bytes = [UInt8].random(count: length)
            #expect(survives(bytes, as: IPv4Address.self) == (length == 4))
            #expect(survives(bytes, as: IPv6Address.self) == (length == 16))
            #expect(survives(bytes, as: IPAddress.self))
            #expect(survives(bytes, as: LinkLayerAddress.self) == (length <= 32))
            #expect(survives(bytes, as: UniqueIdentifier.self) == (length <= 16))
        }
    }

    private enum Addresses: AttributeSet {
        static var layout: AttributeLayout { "-bbbbb*" }
        static let attributes: [AttributeDescriptor] = []
    }

    /// A buffer of attributes.
    private func encoded(_ write: (inout AttributeBuilder<Addresses>) -> Void) -> MessageBuffer {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Addresses.self, write)
        return buffer
    }

    @Test func attributes() throws {
        let identifier = try #require(UniqueIdentifier("dead"))
        let buffer = encoded { attributes in
            attributes.put(1, IPv4Address.loopback)
            attributes.put(2, IPv6Address.loopback)
            attributes.put(3, IPAddress.other([1, 2, 3]))
            attributes.put(4, LinkLayerAddress(2, 0, 0, 0, 0, 1))
            attributes.put(5, identifier)
        }
        let attributes = try AttributeIndex<AttributeSlots8>(Payload(buffer.bytes), in: Addresses.self)
        #expect(try attributes.wireValue(1, as: IPv4Address.self) == .loopback)
        #expect(try attributes.wireValue(1, as: IPAddress.self) == .v4(.loopback))
        #expect(try attributes.wireValue(2, as: IPv6Address.self) == .loopback)
        #expect(try attributes.wireValue(2, as: IPAddress.self) == .v6(.loopback))
        #expect(try attributes.wireValue(3, as: IPAddress.self) == .other([1, 2, 3]))
        #expect(try attributes.wireValue(4, as: LinkLayerAddress.self) == LinkLayerAddress(2, 0, 0, 0, 0, 1))
        #expect(try attributes.wireValue(5, as: UniqueIdentifier.self) == identifier)
        #expect(try attributes.wireValue(6, as: IPAddress.self) == nil)
    }

    @Test func bytesAreThoseOfTheWire() {
        let buffer = encoded { attributes in
            attributes.put(1, IPv4Address(192, 0, 2, 1))
            attributes.put(4, LinkLayerAddress(2, 0, 0, 0, 0, 1))
        }
        let expected = attribute(1, [192, 0, 2, 1]) + attribute(4, [2, 0, 0, 0, 0, 1])
        #expect([UInt8](buffer.bytes) == expected)
    }

    @Test func lists() throws {
        let addresses = [IPAddress.v4(.loopback), .v6(.loopback), .other([])]
        let buffer = encoded { attributes in
            for address in addresses { attributes.put(6, address) }
        }
        let attributes = try AttributeIndex<AttributeSlots8>(Payload(buffer.bytes), in: Addresses.self)
        #expect(try attributes.elements(6, of: IPAddress.self) == addresses)
        #expect(try attributes.elements(1, of: IPAddress.self) == [])
        // The second element has 16 bytes; its header comes after that of the first, and its four bytes.
        #expect(throws: DecodeError(.wrongLength, attribute: 6, offset: 8)) {
            try attributes.elements(6, of: IPv4Address.self)
        }
    }

    @Test func wrongLengthsNameTheAttribute() throws {
        let buffer = encoded { attributes in
            attributes.put(1, IPv4Address.loopback)
            attributes.put(2, IPAddress.other([UInt8](repeating: 1, count: 33)))
        }
        let attributes = try AttributeIndex<AttributeSlots8>(Payload(buffer.bytes), in: Addresses.self)
        let error = DecodeError(.wrongLength, attribute: 2, offset: 8)
        #expect(throws: error) { try attributes.wireValue(2, as: IPv4Address.self) }
        #expect(throws: error) { try attributes.wireValue(2, as: IPv6Address.self) }
        #expect(throws: error) { try attributes.wireValue(2, as: LinkLayerAddress.self) }
        #expect(throws: error) { try attributes.wireValue(2, as: UniqueIdentifier.self) }
        let bytes: [UInt8] = [1, 2, 3]
        #expect(throws: DecodeError(.wrongLength, offset: 0)) { try IPv4Address(Payload(bytes.rawSpan)) }
    }

    @Test func limitsOfTheKernelAreChecked() {
        var buffer = MessageBuffer()
        let refusal = EncodeError(.tooLong(length: 6, maximum: 4), attribute: AttributePath([.name("data")]))
        #expect(throws: refusal) {
            try buffer.append(Demo.Change.self, type: Demo.object, header: NoHeader()) { attributes in
                attributes.put(6, LinkLayerAddress(2, 0, 0, 0, 0, 1), lengths: 0...4)
            }
        }
    }

    @Test func membersOfStructs() throws {
        let bytes = Array(1...40 as ClosedRange<UInt8>)
        let payload = Payload(bytes.rawSpan)
        #expect(payload.member(IPv4Address.self, at: 2, length: 4) == IPv4Address(3, 4, 5, 6))
        #expect(payload.member(IPAddress.self, at: 2, length: 4) == .v4(IPv4Address(3, 4, 5, 6)))
        #expect(payload.member(IPv6Address.self, at: 0, length: 16).bytes == Array(1...16))
        #expect(payload.member(LinkLayerAddress.self, at: 34, length: 6).bytes == Array(35...40))
        #expect(payload.member(LinkLayerAddress.self, at: 0, length: 33).bytes == Array(1...32))
        #expect(payload.member(UniqueIdentifier.self, at: 1, length: 3).bytes == [2, 3, 4])
    }

    @Test func membersBehindTheEndAreZeros() {
        let bytes: [UInt8] = [1, 2, 3]
        let payload = Payload(bytes.rawSpan)
        #expect(payload.member(IPv4Address.self, at: 1, length: 4) == IPv4Address(2, 3, 0, 0))
        #expect(payload.member(IPv4Address.self, at: 9, length: 4) == .any)
        #expect(payload.member(IPv6Address.self, at: 3, length: 16) == .any)
        #expect(payload.member(IPAddress.self, at: 2, length: 16).bytes == [3] + [UInt8](repeating: 0, count: 15))
        #expect(payload.member(LinkLayerAddress.self, at: 2, length: 6).bytes == [3, 0, 0, 0, 0, 0])
        #expect(payload.member(LinkLayerAddress.self, at: 0, length: -1).count == 0)
        #expect(payload.member(UniqueIdentifier.self, at: 2, length: 2).bytes == [3, 0])
        #expect(payload.member(UniqueIdentifier.self, at: 0, length: .max).count == 16)
        #expect(IPAddress(zeros: 4) == .v4(.any))
        #expect(LinkLayerAddress(zeros: 6) == LinkLayerAddress(0, 0, 0, 0, 0, 0))
    }

    /// A struct with an address in its middle.
    private struct Row: WireStruct {
        var address: IPAddress
        static let size = 12

        init(_ address: IPAddress) { self.address = address }
        init(_ payload: Payload) { address = payload.member(IPAddress.self, at: 4, length: 4) }
        func encode(into bytes: inout StructWriter) { bytes.put(address, at: 4, length: 4) }
    }

    /// The message of a change with a struct in it.
    private func encoded(_ row: Row) throws -> [UInt8] {
        var buffer = MessageBuffer()
        try buffer.append(Demo.Change.self, type: Demo.object, header: NoHeader()) { $0.put(6, row) }
        return Array([UInt8](buffer.bytes).dropFirst(20))
    }

    @Test func membersAreWritten() throws {
        let row = Row(.v4(IPv4Address(192, 0, 2, 1)))
        let bytes = try encoded(row)
        #expect(bytes == [0, 0, 0, 0, 192, 0, 2, 1, 0, 0, 0, 0])
        #expect(Row(Payload(bytes.rawSpan)) == row)
    }

    @Test func membersOfAnotherLengthAreRefused() {
        let path = AttributePath([.name("data")])
        #expect(throws: EncodeError(.tooLong(length: 16, maximum: 4), attribute: path)) {
            try encoded(Row(.v6(.loopback)))
        }
        #expect(throws: EncodeError(.tooShort(length: 1, minimum: 4), attribute: path)) {
            try encoded(Row(.other([1])))
        }
    }
}
