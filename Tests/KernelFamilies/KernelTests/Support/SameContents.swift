import Netlink
import Testing

/// Decodes what the kernel sent, encodes it again and expects the same header and attributes.
///
/// Their order on a level does not matter, nor do the flags in an attribute's number and the bytes between attributes.
///
/// - Parameters:
///   - type: What the messages are.
///   - messages: Whole messages of the kernel, at least one.
///   - sourceLocation: Where the expectation stands.
/// - Throws: `DecodeError` or `EncodeError`.
/// - Returns: The decoded messages.
@discardableResult
func expectSameContents<Contents: NetlinkMessage>(
    _ type: Contents.Type,
    _ messages: [[UInt8]],
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> [Contents] {
    #expect(!messages.isEmpty, "there is nothing to compare", sourceLocation: sourceLocation)
    return try messages.map { bytes in
        let message = try Message(bytes.rawSpan)
        let contents = try Contents(message)
        var buffer = MessageBuffer()
        try buffer.append(contents, command: message.command, type: message.type)
        let encoded = [UInt8](buffer.bytes)
        let start = Contents.Attributes.attributesOffset
        // Behind the netlink header; the version in the header of generic netlink is the family's, which we never send.
        let fixed = Contents.Attributes.headerOffset
        #expect(bytes[fixed..<start] == encoded[fixed..<start], sourceLocation: sourceLocation)
        let received = Canonical(attributes: bytes[start...])
        let sent = Canonical(attributes: encoded[start...])
        #expect(received != nil, sourceLocation: sourceLocation)
        #expect(received == sent, "\(contents)", sourceLocation: sourceLocation)
        return contents
    }
}

/// Bytes in a form that does not depend on the order of the attributes that they may be.
indirect enum Canonical: Hashable {
    case bytes([UInt8])
    case attributes([Item: Int])

    struct Item: Hashable {
        var number: UInt16
        var contents: Canonical
    }

    /// The form of attributes; `nil` of anything else.
    init?(attributes bytes: ArraySlice<UInt8>) {
        var items: [Item: Int] = [:]
        var rest = bytes
        while !rest.isEmpty {
            guard rest.count >= 4 else { return nil }
            let start = rest.startIndex
            let length = Int(rest[start]) | Int(rest[start + 1]) << 8
            guard length >= 4, length <= rest.count else { return nil }
            let number = (UInt16(rest[start + 2]) | UInt16(rest[start + 3]) << 8) & 0x3fff
            items[Item(number: number, contents: Canonical(rest[(start + 4)..<(start + length)])), default: 0] += 1
            rest = rest.dropFirst((length + 3) & ~3)
        }
        self = .attributes(items)
    }

    /// The form of a payload, whatever it is: what looks like attributes is taken for such.
    init(_ payload: ArraySlice<UInt8>) {
        self = payload.isEmpty ? .bytes([]) : Canonical(attributes: payload) ?? .bytes(Array(payload))
    }
}
