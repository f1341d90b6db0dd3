/// A payload in one of several formats; the value of another attribute chooses which.
///
/// The contents of a link's `data` depend on its `kind`, those of a filter's `options` on the filter's.
public protocol SubMessage: Hashable, Sendable, CustomStringConvertible {
    /// The formats with the kernel's names.
    static var formats: [SubMessageFormat] { get }

    /// Decodes a payload.
    ///
    /// - Parameters:
    ///   - payload: The attribute's contents.
    ///   - selector: The value of the attribute that chooses the format; a payload without one is kept as bytes.
    /// - Throws: ``DecodeError`` if the bytes are malformed.
    init(_ payload: Payload, selector: String?) throws(DecodeError)

    /// The value of the attribute that chooses the format; `nil` for a format that the spec does not know.
    var selector: String? { get }

    /// Writes the payload as an attribute.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - attributes: The level of a message that receives it.
    func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>)
}

/// One format of a sub-message: a C struct, attributes, both, or nothing.
public struct SubMessageFormat: Sendable {
    /// The selector's value.
    public let selector: String

    /// The C struct at the front.
    public let header: (any WireStruct.Type)?

    /// The attributes behind it.
    public let attributes: (any AttributeSet.Type)?

    /// Creates a format.
    public init(
        _ selector: String,
        header: (any WireStruct.Type)? = nil,
        attributes: (any AttributeSet.Type)? = nil
    ) {
        self.selector = selector
        self.header = header
        self.attributes = attributes
    }
}

extension SubMessage {
    /// The format of a selector's value, or `nil` if the spec does not know it.
    static func format(_ selector: String?) -> SubMessageFormat? {
        formats.first { $0.selector == selector }
    }
}

extension AttributeIndex {
    /// A sub-message, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The sub-message.
    ///   - selector: The value of the attribute that chooses the format.
    /// - Throws: ``DecodeError`` if the contents are malformed.
    /// - Returns: The sub-message.
    @inlinable
    public func subMessage<Contents: SubMessage>(
        _ number: Int,
        as type: Contents.Type,
        selector: String?
    ) throws(DecodeError) -> Contents? {
        guard let payload = payload(number) else { return nil }
        return try Contents(payload.nested, selector: selector)
    }
}

extension Payload {
    /// The attributes behind a C struct at the front of the payload; none if the payload ends before them.
    ///
    /// - Parameter header: The struct.
    /// - Returns: The rest, from the next multiple of four on.
    @inlinable @_lifetime(copy self)
    public func behind<Header: WireStruct>(_ header: Header.Type) -> Payload { dropping(Header.alignedSize) }
}

extension AttributeBuilder {
    /// Writes a sub-message.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - contents: The sub-message.
    @inlinable
    public mutating func put<Contents: SubMessage>(_ number: UInt16, _ contents: Contents) {
        contents.encode(as: number, into: &self)
    }

    /// Writes a C struct and attributes behind it as one attribute.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - header: The struct.
    ///   - contents: The attributes.
    public mutating func put<Header: WireStruct, Contents: NestContents>(
        _ number: UInt16,
        _ header: Header,
        _ contents: Contents
    ) {
        putNest(number, Contents.Attributes.self) { nest in
            nest.putHeader(header)
            contents.encode(into: &nest)
        }
    }

    /// Writes a C struct in front of attributes.
    private mutating func putHeader<Header: WireStruct>(_ header: Header) {
        let offset = writer.count
        var bytes = unsafe StructWriter(zeroing: writer.reserve(Header.alignedSize), size: Header.alignedSize)
        header.encode(into: &bytes)
        if let reason = bytes.failure { writer.fail(EncodeFailure(reason, at: offset)) }
    }
}

extension SubMessage {
    /// The payload as an attribute; a refused one is empty.
    private var encodedAttribute: MessageBuffer {
        var buffer = MessageBuffer(capacity: 256)
        buffer.appendAttributes(of: AnyAttributes.self) { encode(as: 1, into: &$0) }
        return buffer
    }

    /// Whether two payloads have the same format and the same bytes.
    public static func == (left: Self, right: Self) -> Bool {
        left.selector == right.selector && left.encodedAttribute.hasSameBytes(as: right.encodedAttribute)
    }

    /// The selector's value and the contents with the kernel's names: `bridge {forward-delay: 400}`.
    public var description: String {
        let buffer = encodedAttribute
        var attributes = Attributes(Payload(buffer.bytes))
        guard let attribute = try? attributes.next() else { return selector ?? "unknown" }
        return "\(selector ?? "unknown") \(AttributeReader.described(attribute.payload, as: Self.self, selector))"
    }

    /// Feeds the encoded bytes into a hasher.
    public func hash(into hasher: inout Hasher) {
        let buffer = encodedAttribute
        unsafe buffer.bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
