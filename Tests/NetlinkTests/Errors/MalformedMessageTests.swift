import Testing

@testable import Netlink

@Suite struct MalformedMessageTests {
    private static let bytes = message(
        Demo.object,
        attribute(3, UInt32(1)) + attribute(8, attribute(1, UInt16(1)))  // 16, 24, 28
    )

    private func malformed(_ error: DecodeError) throws -> MalformedMessage {
        let message = try Message(Self.bytes.rawSpan)
        return MalformedMessage(error, in: "demo get", message: message, set: Demo.DemoAttributes.self)
    }

    @Test func missingAttributes() throws {
        let top = try malformed(DecodeError(.missingAttribute, attribute: 7, offset: 0))
        #expect(top.attribute?.description == ".name")
        // Decoders of nests tell where the contents of the nest begin.
        let nested = try malformed(DecodeError(.missingAttribute, attribute: 2, offset: 28))
        #expect(nested.attribute?.description == ".inner.label")
        let text = "demo get: malformed message from the kernel: attribute .inner.label is missing"
        #expect(nested.description == text)
    }

    @Test func wrongLengths() throws {
        let error = try malformed(DecodeError(.wrongLength, attribute: 1, offset: 28))
        let text = "attribute .inner.id does not have the length of its type"
        #expect(error.description == "demo get: malformed message from the kernel: " + text)
    }

    @Test func truncation() throws {
        let error = try malformed(DecodeError(.truncated, attribute: 1, offset: 28))
        let text = "demo get: malformed message from the kernel: attribute .inner.id is cut short"
        #expect(error.description == text)
        let outside = try malformed(DecodeError(.truncated, offset: 4))
        #expect(outside.attribute == nil)
        #expect(outside.description.hasSuffix("message is cut short or has a wrong length at byte 4"))
    }
}
