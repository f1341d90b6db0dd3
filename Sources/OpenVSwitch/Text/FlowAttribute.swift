import Netlink

/// An attribute of a key, of a mask or of actions as it is in a message.
///
/// Text is made from these and read into them: what has no form of its own is then kept all the same.
struct FlowAttribute: Hashable {
    var number: UInt16
    var bytes: [UInt8]

    /// Whether the attribute has the mark of a nest, which matters only where its contents are unknown.
    var isNested = false
}

extension [FlowAttribute] {
    /// Splits bytes into attributes, or returns `nil` if they are no attributes.
    init?(bytes: [UInt8]) {
        self = []
        var attributes = Attributes(Payload(bytes.rawSpan))
        do {
            while let attribute = try attributes.next() {
                let number = UInt16(truncatingIfNeeded: attribute.number)
                append(
                    FlowAttribute(
                        number: number,
                        bytes: [UInt8](attribute.payload.span),
                        isNested: attribute.isNested
                    )
                )
            }
        } catch {
            return nil
        }
    }

    /// Encodes contents and splits them into attributes.
    init<Contents: AttributeContents>(_ contents: Contents) {
        self.init(of: Contents.Attributes.self) { contents.encode(into: &$0) }
    }

    /// Encodes what a closure writes and splits it into attributes.
    init<Set: AttributeSet>(of set: Set.Type, _ body: (inout AttributeBuilder<Set>) -> Void) {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Set.self, body)
        self = Self(bytes: [UInt8](buffer.bytes)) ?? []
    }

    /// The attributes as bytes, padding included.
    var encoded: [UInt8] {
        var result: [UInt8] = []
        for attribute in self {
            let type = attribute.number | (attribute.isNested ? 0x8000 : 0)
            result += [UInt8](hostOrder: UInt16(truncatingIfNeeded: attribute.bytes.count + 4))
            result += [UInt8](hostOrder: type) + attribute.bytes
            result += [UInt8](repeating: 0, count: (4 - attribute.bytes.count % 4) % 4)
        }
        return result
    }

    /// The first attribute with a number.
    subscript(number number: UInt16) -> FlowAttribute? { first { $0.number == number } }

    /// Adds an attribute, in the place of one with the same number if there is one.
    mutating func put(_ attribute: FlowAttribute) {
        if let index = firstIndex(where: { $0.number == attribute.number }) {
            self[index] = attribute
        } else {
            append(attribute)
        }
    }
}

extension [UInt8] {
    /// The bytes of a number in host order.
    init(hostOrder number: UInt16) {
        let most = UInt8(truncatingIfNeeded: number.bigEndian)
        let least = UInt8(truncatingIfNeeded: number.bigEndian >> 8)
        self = UInt16(1).littleEndian == 1 ? [least, most] : [most, least]
    }

    /// The bytes as pairs of hexadecimal digits after `0x`; no bytes are no text.
    var hexadecimalNumber: String {
        isEmpty ? "" : "0x" + lazy.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    var isZero: Bool { allSatisfy { $0 == 0 } }
    var isAllOnes: Bool { allSatisfy { $0 == 0xff } }
}
