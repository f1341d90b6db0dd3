// What one attribute looks like in Swift: one helper a kind, for structs and views alike.

extension AttributeIndex {
    /// The value in an attribute whose numbers have names, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the value.
    /// - Returns: The value.
    @inlinable @inline(__always)
    public func value<Value: NamedValue>(_ number: Int, as type: Value.Type) -> Value? {
        guard let raw = value(number, as: Value.RawValue.self) else { return nil }
        return Value(rawValue: raw)
    }

    /// The number in an attribute of four or eight bytes (`uint`), or `nil` if it is absent.
    @inlinable
    public func unsigned(_ number: Int) -> UInt64? {
        value(number, as: UInt64.self) ?? value(number, as: UInt32.self).map(UInt64.init)
    }

    /// The number in an attribute of four or eight bytes (`sint`), or `nil` if it is absent.
    @inlinable
    public func signed(_ number: Int) -> Int64? {
        value(number, as: Int64.self) ?? value(number, as: Int32.self).map(Int64.init)
    }

    /// The bitfield in an attribute, or `nil` if it is absent.
    @inlinable
    public func bitfield32(_ number: Int) -> Bitfield32? {
        guard let payload = payload(number) else { return nil }
        return Bitfield32(payload)
    }

    /// The C struct in an attribute, or `nil` if it is absent.
    ///
    /// Members that an older kernel does not send are 0.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The struct's type.
    /// - Returns: The struct.
    @inlinable
    public func structure<Structure: WireStruct>(_ number: Int, as type: Structure.Type) -> Structure? {
        guard let payload = payload(number) else { return nil }
        return Structure(payload)
    }

    /// The contents of a nest, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the contents.
    /// - Throws: ``DecodeError`` if the contents are malformed.
    /// - Returns: The contents.
    @inlinable
    public func nest<Contents: NestContents>(
        _ number: Int,
        as type: Contents.Type
    ) throws(DecodeError) -> Contents? {
        guard let payload = payload(number) else { return nil }
        return try Contents(payload)
    }

    /// The elements of an indexed array, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of an element.
    /// - Throws: ``DecodeError`` if an element is malformed.
    /// - Returns: The elements with their numbers.
    public func indexedArray<Element: NestContents>(
        _ number: Int,
        of type: Element.Type
    ) throws(DecodeError) -> IndexedArray<Element>? {
        guard var items = nestedAttributes(number) else { return nil }
        var array = IndexedArray<Element>([])
        while let item = try items.next() {
            array.append(try Element(item.payload), at: UInt16(truncatingIfNeeded: item.number))
        }
        return array
    }

    /// The entries of a chain of nests whose numbers are data, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of an entry.
    /// - Throws: ``DecodeError`` if an entry is malformed.
    /// - Returns: The entries.
    public func typeValues<Entry: NestTypeValue>(
        _ number: Int,
        as type: Entry.Type
    ) throws(DecodeError) -> [Entry]? {
        guard let payload = payload(number) else { return nil }
        var entries: [Entry] = []
        try Entry.read(payload, below: [], into: &entries)
        return entries
    }

    /// The attributes inside one, by number, or `nil` if it is absent.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func nestedAttributes(_ number: Int) -> Attributes? {
        guard let payload = payload(number) else { return nil }
        return Attributes(payload)
    }
}
