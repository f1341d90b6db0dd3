/// One attribute of a sequence: of a set whose attributes have an order with a meaning, and may repeat.
///
/// The actions of an Open vSwitch flow are such a sequence: what is output before a change is another packet than what is
/// output after it. A sequence is an array of these values.
public protocol AttributeSequenceElement: AttributeContents, AttributeSet where Attributes == Self {
    /// Decodes an attribute.
    ///
    /// - Parameter attribute: An attribute of the sequence.
    /// - Throws: ``DecodeError`` if its payload is malformed.
    init(_ attribute: Attribute) throws(DecodeError)
}

extension Payload {
    /// The attributes in the payload as a sequence.
    ///
    /// - Parameter type: The type of an element.
    /// - Throws: ``DecodeError`` if an attribute is malformed.
    /// - Returns: The elements in the order of the message.
    public func sequence<Element: AttributeSequenceElement>(
        of type: Element.Type
    ) throws(DecodeError) -> [Element] {
        var elements: [Element] = []
        var attributes = Attributes(try nested)
        while let attribute = try attributes.next() { elements.append(try Element(attribute)) }
        return elements
    }

    /// The number that the payload is.
    ///
    /// - Parameters:
    ///   - type: The integer's type.
    ///   - order: The order of its bytes on the wire.
    /// - Throws: ``DecodeError`` if the payload has another length.
    /// - Returns: The number, in host byte order.
    @inlinable
    public func integer<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type,
        order: ByteOrder
    ) throws(DecodeError) -> Value {
        try integer(Value.self).ordered(order)
    }

    /// The number that the payload is, as a value with a name whose type in Swift may be wider than the one on the wire.
    ///
    /// - Parameters:
    ///   - type: The type of the value.
    ///   - stored: The type on the wire.
    ///   - order: The order of its bytes on the wire.
    /// - Throws: ``DecodeError`` if the payload has another length.
    /// - Returns: The value.
    @inlinable
    public func named<Value: NamedValue, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type,
        stored: Wire.Type,
        order: ByteOrder = .host
    ) throws(DecodeError) -> Value {
        Value(rawValue: Value.RawValue(truncatingIfNeeded: try integer(Wire.self, order: order)))
    }
}

extension AttributeIndex {
    /// The elements of a sequence, or `nil` if the attribute is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of an element.
    /// - Throws: ``DecodeError`` if an element is malformed.
    /// - Returns: The elements in the order of the message.
    public func sequence<Element: AttributeSequenceElement>(
        _ number: Int,
        of type: Element.Type
    ) throws(DecodeError) -> [Element]? {
        guard let payload = payload(number) else { return nil }
        return try payload.sequence(of: Element.self)
    }
}

extension AttributeBuilder {
    /// Writes a sequence of attributes inside one of this set.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - elements: The sequence; an empty one is a present, empty nest.
    public mutating func put<Element: AttributeSequenceElement>(_ number: UInt16, _ elements: [Element]) {
        putNest(number, Element.self) { nest in
            for element in elements { element.encode(into: &nest) }
        }
    }
}
