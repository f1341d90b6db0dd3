/// Attributes of one set as a value: the contents of a nest, or of a message.
public protocol AttributeContents: Hashable, Sendable, CustomStringConvertible {
    /// The set that the attributes belong to.
    associatedtype Attributes: AttributeSet

    /// Writes the attributes that are present.
    ///
    /// - Parameter attributes: The level of a message that receives them.
    func encode(into attributes: inout AttributeBuilder<Attributes>)
}

/// A value that a nest holds, which is at the same time the nest's attribute set.
public protocol NestContents: AttributeContents, AttributeSet, AttributeValue where Attributes == Self {
    /// Decodes a nest.
    ///
    /// - Parameter payload: The nest's payload.
    /// - Throws: ``DecodeError`` if the bytes are malformed or a required attribute is absent.
    init(_ payload: Payload) throws(DecodeError)
}

extension NestContents {
    /// Decodes a nest.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) { try self.init(payload.nested) }

    /// Writes the contents as a nest.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.putNest(number, Attributes.self) { encode(into: &$0) }
    }
}

/// The contents of a nest with a sub-message whose format an attribute around the nest chooses.
public protocol SelectedNestContents: NestContents {
    /// Decodes a nest.
    ///
    /// - Parameters:
    ///   - payload: The nest's payload.
    ///   - selector: The value that chooses the format; a sub-message without one is kept as bytes.
    /// - Throws: ``DecodeError`` if the bytes are malformed.
    init(_ payload: Payload, selector: String?) throws(DecodeError)
}

extension SelectedNestContents {
    /// Decodes a nest whose sub-message is kept as bytes.
    @inlinable
    public init(_ payload: Payload) throws(DecodeError) { try self.init(payload, selector: nil) }
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
    public var description: String { "\(described)" }

    /// The attributes as JSON with the kernel's names, in the form of the kernel's own tools: values by their names,
    /// flags as lists of names, bytes as hexadecimal digits, elements of arrays of nests by their numbers.
    public var json: String { described.json }

    private var described: DescribedValue {
        let buffer = encodedAttributes
        let members = AttributeReader.members(of: Payload(buffer.bytes), in: Attributes.descriptor)
        return .object(members + describedHeader)
    }

    /// The members of a message's fixed header.
    private var describedHeader: [DescribedValue.Member] {
        (self as? any NetlinkContents)?.describedHeaderMembers ?? []
    }
}

extension NetlinkContents {
    fileprivate var describedHeaderMembers: [DescribedValue.Member] { header.describedMembers }

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
