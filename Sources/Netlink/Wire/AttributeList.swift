/// The attributes of one number, in the order of the message: a list (`multi-attr` in a spec).
///
/// ```swift
/// var list = view.addresses
/// while let payload = list.next() { … }
/// ```
@safe @frozen
public struct AttributeList: ~Escapable {
    @usableFromInline var attributes: Attributes
    @usableFromInline let number: Int

    /// Creates an iterator.
    ///
    /// - Parameters:
    ///   - payload: The bytes from the header of the list's first attribute on, already known to be well-formed.
    ///   - number: The number of the list's attributes.
    @inlinable @_lifetime(copy payload)
    init(_ payload: Payload, number: Int) {
        attributes = Attributes(payload)
        self.number = number
    }

    /// The payload of the next attribute, or `nil` at the end.
    @inlinable @_lifetime(copy self)
    public mutating func next() -> Payload? {
        // The index went over these bytes before, so that nothing here can be malformed.
        while let attribute = try? attributes.next() {
            if attribute.number == number { return attribute.payload }
        }
        return nil
    }
}

extension AttributeIndex {
    /// The attributes of a list; none if it is absent.
    @inlinable @_lifetime(copy self)
    public func list(_ number: Int) -> AttributeList {
        let slot = Int(slots[number]) &* 4
        return AttributeList(payload.dropping(slot == 0 ? payload.count : slot &- 4), number: number)
    }

    /// The elements of a list.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of an element.
    /// - Throws: ``DecodeError`` if an element is malformed.
    /// - Returns: The elements; none if the list is absent.
    public func elements<Element: AttributeValue>(
        _ number: Int,
        of type: Element.Type
    ) throws(DecodeError) -> [Element] {
        var elements: [Element] = []
        var list = list(number)
        while let payload = list.next() { elements.append(try Element(attribute: payload)) }
        return elements
    }

    /// The numbers of a list.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of a number.
    ///   - order: The order of its bytes on the wire.
    /// - Throws: ``DecodeError`` if a number has another length.
    /// - Returns: The numbers in host byte order; none if the list is absent.
    public func elements<Element: AttributeValue & FixedWidthInteger>(
        _ number: Int,
        of type: Element.Type,
        order: ByteOrder
    ) throws(DecodeError) -> [Element] {
        try elements(number, of: Element.self).map { $0.ordered(order) }
    }

    /// The numbers of a list, whose values have names and whose type in Swift may be wider than the one on the wire.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of a value.
    ///   - stored: The type on the wire.
    ///   - order: The order of its bytes on the wire.
    /// - Throws: ``DecodeError`` if a number has another length.
    /// - Returns: The values; none if the list is absent.
    public func elements<Element: NamedValue, Wire: AttributeValue & FixedWidthInteger>(
        _ number: Int,
        of type: Element.Type,
        stored: Wire.Type,
        order: ByteOrder = .host
    ) throws(DecodeError) -> [Element] {
        try elements(number, of: Wire.self).map { raw in
            Element(rawValue: Element.RawValue(truncatingIfNeeded: raw.ordered(order)))
        }
    }

    /// The numbers of a list, each in four or eight bytes (`uint` and `sint`).
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of a number, the one of eight bytes.
    /// - Throws: ``DecodeError`` if a number has another length.
    /// - Returns: The numbers; none if the list is absent.
    public func variableElements<Element: FixedWidthInteger>(
        _ number: Int,
        of type: Element.Type
    ) throws(DecodeError) -> [Element] {
        var elements: [Element] = []
        var list = list(number)
        while let payload = list.next() { elements.append(try payload.variableInteger()) }
        return elements
    }

    /// The numbers of a list, each in four or eight bytes, whose values have names.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of a value.
    ///   - stored: The type on the wire, the one of eight bytes.
    /// - Throws: ``DecodeError`` if a number has another length.
    /// - Returns: The values; none if the list is absent.
    public func variableElements<Element: NamedValue, Wire: FixedWidthInteger>(
        _ number: Int,
        of type: Element.Type,
        stored: Wire.Type
    ) throws(DecodeError) -> [Element] {
        try variableElements(number, of: Wire.self).map { raw in
            Element(rawValue: Element.RawValue(truncatingIfNeeded: raw))
        }
    }
}

extension Payload {
    /// The number that the payload is, in four or eight bytes of host byte order.
    fileprivate func variableInteger<Value: FixedWidthInteger>() throws(DecodeError) -> Value {
        switch (count, Value.isSigned) {
        case (4, false): Value(truncatingIfNeeded: try integer(UInt32.self))
        case (4, true): Value(truncatingIfNeeded: try integer(Int32.self))
        case (8, false): Value(truncatingIfNeeded: try integer(UInt64.self))
        case (8, true): Value(truncatingIfNeeded: try integer(Int64.self))
        default: throw wrongLength
        }
    }
}
