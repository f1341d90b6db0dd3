/// Attributes of one set as a value: the contents of a nest, or of a message.
public protocol AttributeContents: Hashable, Sendable, CustomStringConvertible {
    /// The set that the attributes belong to.
    associatedtype Attributes: AttributeSet

    /// Writes the attributes that are present.
    ///
    /// - Parameter attributes: The level of a message that receives them.
    func encode(into attributes: inout AttributeBuilder<Attributes>)
}

/// A value that a nest holds.
public protocol NestContents: AttributeContents {
    /// Decodes a nest.
    ///
    /// - Parameter payload: The nest's payload.
    /// - Throws: ``DecodeError`` if the bytes are malformed or a required attribute is absent.
    init(_ payload: Payload) throws(DecodeError)
}

extension AttributeContents {
    /// The attributes as bytes; refused ones are empty.
    var encodedAttributes: MessageBuffer {
        var buffer = MessageBuffer(capacity: 256)
        buffer.appendAttributes(of: Attributes.self) { encode(into: &$0) }
        return buffer
    }

    /// Whether two values encode to the same bytes.
    public static func == (left: Self, right: Self) -> Bool {
        left.encodedAttributes.hasSameBytes(as: right.encodedAttributes)
    }

    /// Feeds the encoded bytes into a hasher.
    public func hash(into hasher: inout Hasher) {
        let buffer = encodedAttributes
        unsafe buffer.bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }

    /// The attributes with the kernel's names.
    public var description: String {
        let buffer = encodedAttributes
        return AttributePrinter.text(of: Payload(buffer.bytes), in: Attributes.descriptor)
    }
}

extension NetlinkMessage {
    /// Whether two messages have equal headers and encode to the same bytes.
    public static func == (left: Self, right: Self) -> Bool {
        left.header == right.header && left.encodedAttributes.hasSameBytes(as: right.encodedAttributes)
    }

    /// Feeds the header and the encoded bytes into a hasher.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(header)
        let buffer = encodedAttributes
        unsafe buffer.bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
