extension AttributeIndex {
    /// The elements of an indexed array, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of an element.
    /// - Throws: ``DecodeError`` if an element is malformed.
    /// - Returns: The elements with their numbers.
    public func indexedArray<Element: AttributeValue>(
        _ number: Int,
        of type: Element.Type
    ) throws(DecodeError) -> IndexedArray<Element>? {
        guard var items = nestedAttributes(number) else { return nil }
        var array = IndexedArray<Element>([])
        while let item = try items.next() {
            array.append(try Element(attribute: item.payload), at: UInt16(truncatingIfNeeded: item.number))
        }
        return array
    }

    /// The elements of an indexed array of numbers, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of an element.
    ///   - order: The order of an element's bytes on the wire.
    /// - Throws: ``DecodeError`` if an element has another length.
    /// - Returns: The elements in host byte order, with their numbers.
    public func indexedArray<Element: AttributeValue & FixedWidthInteger>(
        _ number: Int,
        of type: Element.Type,
        order: ByteOrder
    ) throws(DecodeError) -> IndexedArray<Element>? {
        try indexedArray(number, of: Element.self)?.mapElements { $0.ordered(order) }
    }

    /// The elements of an indexed array of numbers with names, whose type in Swift may be wider than the one on the
    /// wire; `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of an element.
    ///   - stored: The type of an element on the wire.
    ///   - order: The order of an element's bytes on the wire.
    /// - Throws: ``DecodeError`` if an element has another length.
    /// - Returns: The elements with their numbers.
    public func indexedArray<Element: NamedValue, Wire: AttributeValue & FixedWidthInteger>(
        _ number: Int,
        of type: Element.Type,
        stored: Wire.Type,
        order: ByteOrder = .host
    ) throws(DecodeError) -> IndexedArray<Element>? {
        try indexedArray(number, of: Wire.self)?.mapElements { raw in
            Element(rawValue: Element.RawValue(truncatingIfNeeded: raw.ordered(order)))
        }
    }

    /// The numbers side by side in an attribute (`binary` with `sub-type`), or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of a number.
    ///   - order: The order of a number's bytes on the wire.
    /// - Throws: ``DecodeError`` if the payload is no whole number of numbers.
    /// - Returns: The numbers in host byte order.
    public func integers<Value: FixedWidthInteger & BitwiseCopyable>(
        _ number: Int,
        of type: Value.Type,
        order: ByteOrder = .host
    ) throws(DecodeError) -> [Value]? {
        guard let payload = payload(number) else { return nil }
        let size = MemoryLayout<Value>.size
        guard payload.count % size == 0 else { throw payload.wrongLength }
        return stride(from: 0, to: payload.count, by: size).map { payload.member(Value.self, at: $0).ordered(order) }
    }

    /// The numbers with names side by side in an attribute, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of a value.
    ///   - stored: The type on the wire.
    ///   - order: The order of a number's bytes on the wire.
    /// - Throws: ``DecodeError`` if the payload is no whole number of numbers.
    /// - Returns: The values.
    public func integers<Value: NamedValue, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ number: Int,
        of type: Value.Type,
        stored: Wire.Type,
        order: ByteOrder = .host
    ) throws(DecodeError) -> [Value]? {
        try integers(number, of: Wire.self, order: order)?.map { raw in
            Value(rawValue: Value.RawValue(truncatingIfNeeded: raw))
        }
    }
}

extension AttributeBuilder {
    /// Writes numbers side by side.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - values: The numbers in host byte order.
    ///   - order: The order of a number's bytes on the wire.
    ///   - lengths: How many bytes the kernel accepts.
    public mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        integers values: [Value],
        order: ByteOrder = .host,
        lengths: ClosedRange<Int> = 0...65531
    ) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * MemoryLayout<Value>.size)
        for value in values { bytes += [UInt8](bytesOf: value.ordered(order)) }
        put(number, bytes: bytes.rawSpan, lengths: lengths)
    }

    /// Writes numbers with names side by side.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - values: The values.
    ///   - type: The type on the wire; of wider numbers the lower bits are written.
    ///   - order: The order of a number's bytes on the wire.
    public mutating func put<Value: NamedValue, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        integers values: [Value],
        as type: Wire.Type,
        order: ByteOrder = .host
    ) {
        put(number, integers: values.map { Wire(truncatingIfNeeded: $0.rawValue) }, order: order)
    }
}
