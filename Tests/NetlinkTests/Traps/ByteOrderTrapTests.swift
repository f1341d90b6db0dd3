import Testing

@testable import Netlink

/// What must hold on hosts of both byte orders: headers, numbers and port ids have the host's order, others their own.
///
/// Expected bytes come from the host's own layout of integers or are written out; none of them is swapped.
@Suite struct ByteOrderTrapTests {
    @Test func `Headers and port ids have the order of the host`() throws {
        var bytes: [UInt8] = []
        bytes += [UInt8](bytesOf: 0x18 as UInt32)
        bytes += [UInt8](bytesOf: 0x1234 as UInt16)
        bytes += [UInt8](bytesOf: 0x0301 as UInt16)
        bytes += [UInt8](bytesOf: 0x0102_0304 as UInt32)
        bytes += [UInt8](bytesOf: 0xdead_beef as UInt32)
        bytes += [1, 2, 3, 4, 5, 6, 7, 8]
        let message = try Message(bytes.rawSpan)
        let header = message.header
        #expect(header.length == 24)
        #expect(header.type.rawValue == 0x1234)
        #expect(header.flags.rawValue == 0x0301)
        #expect(header.sequence == 0x0102_0304)
        #expect(header.portID == 0xdead_beef)
    }

    @Test func `A port id is the same number in the socket's address and in the header of a request`() throws {
        let kernel = try FakeKernel()
        let socket = try kernel.client()
        let port = socket.portID
        #expect(try SystemCall.address(of: socket.descriptor.number).port == port)
        try socket.descriptor.send(message(.noop, portID: port).rawSpan, to: NetlinkAddress(port: kernel.port))
        #expect(try kernel.requests().map(\.portID) == [port])
    }

    @Test func `Numbers have the order of the host`() throws {
        var buffer = MessageBuffer()
        try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader()) { message in
            message.put(3, 0x0102_0304 as UInt32)
            message.put(4, 0x0102_0304_0506_0708 as UInt64)
        }
        let expected = attribute(3, 0x0102_0304 as UInt32) + attribute(4, 0x0102_0304_0506_0708 as UInt64)
        #expect(Array([UInt8](buffer.bytes).dropFirst(16)) == expected)
    }

    @Test(
        arguments: [
            (.big, [0x12, 0x34], [0x12, 0x34, 0x56, 0x78]), (.little, [0x34, 0x12], [0x78, 0x56, 0x34, 0x12]),
        ] as [(ByteOrder, [UInt8], [UInt8])]
    )
    func `Numbers of an order of their own have it on any host`(order: ByteOrder, short: [UInt8], long: [UInt8]) throws
    {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Demo.DemoAttributes.self) { message in
            message.put(2, (0x1234 as UInt16).ordered(order))
            message.put(3, (0x1234_5678 as UInt32).ordered(order))
        }
        let bytes = [UInt8](buffer.bytes)
        #expect(bytes == attribute(2, short) + attribute(3, long))
        let read = Payload(long.rawSpan).member(UInt32.self, at: 0).ordered(order)
        #expect(read == 0x1234_5678)
    }

    @Test func `Bit fields and kept attributes have the order of the host`() throws {
        let bytes = [UInt8](bytesOf: 5 as UInt32) + [UInt8](bytesOf: 15 as UInt32)
        let bits = Bitfield32(Payload(bytes.rawSpan))
        #expect(bits == Bitfield32(value: 5, selector: 15))
        let unknown = attribute(0x8000 | 0x1234, 0x0102_0304 as UInt32)
        let object = try Demo.Object(Message(message(Demo.object, attribute(3, UInt32(7)) + unknown).rawSpan))
        #expect(object.unknownAttributes.attributes.map(\.number) == [0x1234])
        #expect(object.bytes() == message(Demo.object, attribute(3, UInt32(7)) + unknown))
    }
}
