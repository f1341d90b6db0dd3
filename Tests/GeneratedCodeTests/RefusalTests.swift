import Netlink
import Testing

/// What does not fit the wire is refused, never cut.
@Suite("Values that do not fit")
struct RefusalTests {
    private enum Numbers: MessageAttributeSet {
        typealias Family = NLCtrl
        static var layout: AttributeLayout { "-1248" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "byte", .u8), AttributeDescriptor(2, "pair", .structure(Pair.self)),
        ]
    }

    private struct Pair: WireStruct {
        var bytes: [UInt8]
        static var size: Int { 8 }
        init(bytes: [UInt8]) { self.bytes = bytes }
        init(_ payload: Payload) { bytes = payload.memberBytes(at: 0, length: 8) }
        func encode(into writer: inout StructWriter) { writer.put(bytes: bytes, at: 0, length: 8) }
    }

    private struct Request: DoRequest {
        static var operation: NetlinkOperation { NetlinkOperation(1, "carry") }
        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<Numbers>) {}
    }

    private func reason(_ body: (inout AttributeBuilder<Numbers>) -> Void) throws -> EncodeError.Reason? {
        var buffer = MessageBuffer()
        do throws(EncodeError) {
            try buffer.append(Request.self, type: .genericController, header: NoHeader(), body)
        } catch {
            #expect(buffer.count == 0)
            return error.reason
        }
        return nil
    }

    @Test("numbers wider than the attribute")
    func wideNumber() throws {
        #expect(try reason { $0.put(1, UInt32(255), as: UInt8.self) } == nil)
        #expect(try reason { $0.put(1, UInt32(256), as: UInt8.self) } == .aboveMaximum(value: 256, maximum: 255))
        #expect(try reason { $0.put(1, Int32(-1), as: UInt8.self) } == .belowMinimum(value: -1, minimum: 0))
    }

    @Test("numbers outside the kernel's limits, in any byte order")
    func limits() throws {
        #expect(try reason { $0.put(1, UInt16(5), order: .big, minimum: 5, maximum: 7) } == nil)
        #expect(
            try reason { $0.put(1, UInt16(4), order: .big, minimum: 5) } == .belowMinimum(value: 4, minimum: 5)
        )
        #expect(try reason { $0.put(1, UInt16(9), maximum: 7) } == .aboveMaximum(value: 9, maximum: 7))
        #expect(try reason { $0.put(1, UInt32(0x14), mask: 0x5) } == .unknownBits(0x10))
        #expect(try reason { $0.putVariable(1, UInt64(9), maximum: 7) } == .aboveMaximum(value: 9, maximum: 7))
        #expect(try reason { $0.putVariable(1, Int64(-9), minimum: -7) } == .belowMinimum(value: -9, minimum: -7))
    }

    @Test("bytes that are too many for a struct's member")
    func longMember() throws {
        #expect(try reason { $0.put(2, Pair(bytes: [1, 2, 3])) } == nil)
        #expect(
            try reason { $0.put(2, Pair(bytes: Array(1...9))) } == .tooLong(length: 9, maximum: 8)
        )
    }
}
