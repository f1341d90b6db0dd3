import Testing

@testable import Netlink

@Suite struct KernelErrorTests {
    private static let request = Demo.Get(7, name: "x").message

    private func error(_ attributes: [UInt8]...) -> KernelError {
        let ack = ExtendedAck(errno: .outOfRange, attributes: Array(attributes.joined()))
        return KernelError(ack, errno: .outOfRange, request: Demo.Get.self, sent: Payload(Self.request.rawSpan))
    }

    @Test func numberAlone() {
        #expect(error().description == "demo get: Numerical result out of range (ERANGE)")
    }

    @Test func textAttributeAndLimits() {
        let error = error(
            attribute(1, Array("integer out of range".utf8) + [0]),
            attribute(2, UInt32(16)),
            attribute(4, attribute(4, UInt64(1)) + attribute(5, UInt64(9)))
        )
        #expect(error.attribute == AttributePath([.name("index")]))
        #expect(error.description == "demo get: integer out of range (ERANGE), attribute .index, accepted 1...9")
    }

    @Test func missingAttribute() {
        let error = error(attribute(5, UInt32(8)))
        #expect(error.missingAttribute == AttributePath([.name("inner")]))
        #expect(error.description.hasSuffix("(ERANGE), missing attribute .inner"))
    }

    @Test func placeInAHeader() {
        let error = error(attribute(2, UInt32(2)))
        #expect(error.attribute == nil)
        #expect(error.description.hasSuffix(", byte 2 of the request"))
    }

    @Test func limitsOfAllKinds() {
        #expect(NLCtrl.Policy(minValueS: -5, maxValueS: 5).limits == "-5...5")
        #expect(NLCtrl.Policy(type: .string, maxLength: 15).limits == "at most 15 bytes")
        #expect(NLCtrl.Policy(type: .binary, minLength: 6, maxLength: 6).limits == "6...6 bytes")
        #expect(NLCtrl.Policy(mask: 6).limits == "bits 0x6")
        #expect(NLCtrl.Policy(bitfield32Mask: 255).limits == "bits 0xff")
        #expect(NLCtrl.Policy(type: .flag).limits == "any flag")
        #expect(NLCtrl.Policy().limits == "anything")
    }

    @Test func otherErrors() {
        #expect(NetlinkError.systemCall("bind", .notPermitted).description == "bind: Operation not permitted (EPERM)")
        #expect(NetlinkError.systemCall("bind", .notPermitted).errno == .notPermitted)
        #expect(NetlinkError.kernel(error()).errno == .outOfRange)
        #expect(NetlinkError.familyNotFound("x").description.contains("'x'"))
        let group = NetlinkError.multicastGroupNotFound("a", family: "f", available: ["b", "c"])
        #expect(group.description == "family 'f' has no multicast group 'a', but 'b', 'c'")
        let limit = NetlinkError.timeLimitExceeded("demo get", limit: .milliseconds(1500))
        #expect(limit.description == "demo get: nothing came within 1.5 seconds")
    }
}

extension NetlinkRequest {
    /// The request as it is sent, with the number 0.
    var message: [UInt8] {
        var buffer = MessageBuffer()
        try? buffer.append(Self.self, type: MessageType(rawValue: Self.command), header: header) { encode(into: &$0) }
        return [UInt8](buffer.bytes)
    }
}
