import Testing

@testable import Netlink

@Suite struct MessageBufferTests {
    /// The attributes of a message that a closure writes into a buffer of a small initial size.
    private func attributes(
        capacity: Int = 64,
        _ body: (inout AttributeBuilder<Demo.DemoAttributes>) -> Void
    ) throws(EncodeError) -> [UInt8] {
        var buffer = MessageBuffer(capacity: capacity)
        try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader(), body)
        let bytes = [UInt8](buffer.bytes)
        #expect(bytes.prefix(4) == [UInt8](bytesOf: UInt32(bytes.count))[...])
        return Array(bytes.dropFirst(16))
    }

    @Test func header() throws {
        var buffer = MessageBuffer()
        try buffer.append(
            Demo.Get.self,
            type: MessageType(rawValue: 21),
            flags: [.request, .acknowledge],
            sequence: 7,
            header: NoHeader()
        ) { _ in }
        let expected = message(MessageType(rawValue: 21), flags: [.request, .acknowledge], sequence: 7)
        #expect([UInt8](buffer.bytes) == expected)
    }

    @Test func genericHeader() throws {
        var buffer = MessageBuffer()
        try buffer.append(Loadable.Touch.self, type: Demo.object, header: NoHeader()) { _ in }
        #expect([UInt8](buffer.bytes) == message(Demo.object, flags: .request, [1, 1, 0, 0]))
    }

    @Test func numbersAndPadding() throws {
        let bytes = try attributes { builder in
            builder.put(1, UInt8(1))
            builder.put(2, UInt16(0x1234).bigEndian)
            builder.put(3, UInt32(3))
            builder.put(4, UInt64.max)
            builder.putFlag(5)
            builder.put(11, Bitfield32(value: 5, selector: 15))
        }
        let expected =
            hex("05000100 01000000 06000200 12340000 08000300 03000000 0c000400 ffffffffffffffff")
            + hex("04000500 0c000b00 05000000 0f000000")
        #expect(bytes == expected)
    }

    @Test func bytesAndStrings() throws {
        let (data, none) = (hex("0102030405"), [UInt8]())
        let bytes = try attributes { builder in
            builder.put(6, bytes: data.rawSpan)
            builder.put(6, bytes: none.rawSpan)
            builder.put(7, string: "abc")
            builder.put(7, string: "")
        }
        #expect(bytes == hex("09000600 0102030405 000000 04000600 08000700 61626300 05000700 00000000"))
    }

    @Test func nests() throws {
        let bytes = try attributes { builder in
            builder.putNest(8, Demo.InnerAttributes.self) { inner in
                inner.put(1, UInt32(1))
                inner.putNest(3, Demo.InnerAttributes.self) { _ in }
            }
            builder.putAttributes(6) { $0.put(1, UInt32(2)) }
        }
        #expect(bytes == hex("10000880 08000100 01000000 04000380 0c000600 08000100 02000000"))
    }

    @Test func numbersOutsideTheirLimits() throws {
        #expect(try attributes { $0.put(1, 5 as UInt8, minimum: 5, maximum: 5) } == hex("05000100 05000000"))
        let below = EncodeError(.belowMinimum(value: -3, minimum: -2), attribute: AttributePath([.name("index")]))
        #expect(throws: below) { try attributes { $0.put(3, -3 as Int32, minimum: -2) } }
        let above = EncodeError(.aboveMaximum(value: 9, maximum: 8), attribute: AttributePath([.name("count")]))
        #expect(throws: above) { try attributes { $0.put(4, 9 as UInt64, maximum: 8) } }
    }

    @Test func numbersOfVariableLength() throws {
        let bytes = try attributes { builder in
            builder.putVariable(4, 0xffff_ffff as UInt64)
            builder.putVariable(4, 0x1_0000_0000 as UInt64)
            builder.putVariable(4, -1 as Int64)
            builder.putVariable(4, Int64.min)
        }
        let expected =
            hex("08000400 ffffffff 0c000400 0000000001000000 08000400 ffffffff")
            + hex("0c000400 0000000000000080")
        #expect(bytes == expected)
    }

    @Test func structures() throws {
        var header = Route.AddressHeader()
        header.prefixLength = 24
        header.index = 7
        let bytes = try attributes { $0.put(6, header) }
        #expect(bytes == hex("0c000600 02180000 07000000"))
        let payload = Payload(bytes.rawSpan).dropping(4)
        let whole = Route.AddressHeader(payload)
        #expect(whole == header)
        // Of a shorter struct the absent members are 0.
        header.index = 0
        let half = Array(bytes[4..<8])
        let short = Route.AddressHeader(Payload(half.rawSpan))
        #expect(short == header)
    }

    @Test func paddingDoesNotLeakEarlierContents() throws {
        var buffer = MessageBuffer()
        let one: [UInt8] = [1]
        let noise = [UInt8](repeating: 0xee, count: 200)
        try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader()) { $0.put(6, bytes: noise.rawSpan) }
        buffer.removeAll()
        try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader()) { builder in
            builder.put(6, bytes: one.rawSpan)
            builder.put(1, UInt8(1))
            builder.put(2, UInt16(2))
            builder.put(7, string: "ab")
        }
        let expected = hex("05000600 01000000 05000100 01000000 06000200 02000000 07000700 61620000")
        #expect([UInt8](buffer.bytes).dropFirst(16) == expected[...])
    }

    @Test func longestPayload() throws {
        let payload = [UInt8](repeating: 7, count: 65531)
        let bytes = try attributes { $0.put(6, bytes: payload.rawSpan) }
        #expect(bytes.count == 65536)
        #expect(bytes.prefix(4) == hex("ffff0600")[...])
        let tooLong = payload + [7]
        let refusal = EncodeError(
            .tooLong(length: 65532, maximum: 65531),
            attribute: AttributePath([.name("data")])
        )
        #expect(throws: refusal) { try attributes { $0.put(6, bytes: tooLong.rawSpan) } }
    }

    @Test func longestStringLeavesRoomForTheNUL() throws {
        let text = String(repeating: "x", count: 65530)
        #expect(try attributes { $0.put(7, string: text) }.count == 65536)
        #expect(throws: EncodeError.self) { try attributes { $0.put(7, string: text + "x") } }
    }

    @Test func longestNest() throws {
        func nest(_ count: Int) throws(EncodeError) -> Int {
            let bytes = [UInt8](repeating: 0, count: count)
            return try attributes { builder in
                builder.putNest(8, Demo.InnerAttributes.self) { $0.put(2, bytes: bytes.rawSpan) }
            }.count
        }
        #expect(try nest(65524) == 65532)
        let refusal = EncodeError(
            .tooLong(length: 65532, maximum: 65531),
            attribute: AttributePath([.name("inner")])
        )
        #expect(throws: refusal) { try nest(65525) }
    }

    @Test func refusalsNameTheAttribute() {
        func refusal(_ body: (inout AttributeBuilder<Demo.DemoAttributes>) -> Void) -> EncodeError? {
            do throws(EncodeError) {
                _ = try attributes(body)
                return nil
            } catch {
                return error
            }
        }
        let deep = refusal { builder in
            builder.put(3, UInt32(1))
            builder.putNest(8, Demo.InnerAttributes.self) { inner in
                inner.put(1, UInt32(1))
                inner.putNest(3, Demo.InnerAttributes.self) { $0.put(2, string: "a\0b") }
                inner.put(1, UInt32(1))
            }
        }
        #expect(deep?.reason == .nulInString)
        #expect(deep?.attribute.description == ".inner.deeper.label")
        #expect(deep?.description == "attribute .inner.deeper.label is a string with a NUL inside")
        let (one, none): ([UInt8], [UInt8]) = ([1], [])
        let short = refusal { $0.put(6, bytes: one.rawSpan, lengths: 2...3) }
        #expect(short?.reason == .tooShort(length: 1, minimum: 2))
        let long = refusal { $0.put(7, string: "four", lengths: 0...3) }
        #expect(long?.reason == .tooLong(length: 4, maximum: 3))
        #expect(long?.attribute.description == ".name")
        // The first of two refusals counts.
        let first = refusal { builder in
            builder.put(6, bytes: none.rawSpan, lengths: 1...3)
            builder.put(7, string: "\0")
        }
        #expect(first?.attribute.description == ".data")
    }

    @Test func refusedMessagesLeaveTheBufferAsItWas() throws {
        var buffer = MessageBuffer(capacity: 64)
        try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader()) { $0.put(3, UInt32(1)) }
        let before = [UInt8](buffer.bytes)
        let long = [UInt8](repeating: 1, count: 500)
        #expect(throws: EncodeError.self) {
            try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader()) { builder in
                builder.put(6, bytes: long.rawSpan)
                builder.put(7, string: "\0")
            }
        }
        #expect([UInt8](buffer.bytes) == before)
        try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader()) { $0.put(3, UInt32(2)) }
        #expect([UInt8](buffer.bytes) == before + message(Demo.object, flags: .request, attribute(3, UInt32(2))))
    }

    @Test func buffersGrowInsideNests() throws {
        let bytes = try attributes(capacity: 0) { builder in
            for _ in 0..<50 {
                builder.putNest(8, Demo.InnerAttributes.self) { inner in
                    for number in 0..<20 { inner.put(1, UInt32(number)) }
                }
            }
        }
        let nest = (0..<20).flatMap { attribute(1, UInt32($0)) }
        #expect(bytes == (0..<50).flatMap { _ in attribute(0x8008, nest) })
    }
}
