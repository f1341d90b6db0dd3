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

    /// The number in an attribute, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The integer's type, of the size that the layout tells.
    ///   - order: The order of its bytes on the wire.
    /// - Returns: The number, in host byte order.
    @inlinable @inline(__always)
    public func value<Value: FixedWidthInteger & BitwiseCopyable>(
        _ number: Int,
        as type: Value.Type,
        order: ByteOrder
    ) -> Value? {
        value(number, as: Value.self)?.ordered(order)
    }

    /// The value in an attribute whose numbers have names and whose type in Swift may be wider than the one on the wire,
    /// or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the value.
    ///   - stored: The type on the wire, of the size that the layout tells.
    ///   - order: The order of its bytes on the wire.
    /// - Returns: The value.
    @inlinable @inline(__always)
    public func value<Value: NamedValue, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ number: Int,
        as type: Value.Type,
        stored: Wire.Type,
        order: ByteOrder = .host
    ) -> Value? {
        guard let raw = value(number, as: Wire.self) else { return nil }
        return Value(rawValue: Value.RawValue(truncatingIfNeeded: raw.ordered(order)))
    }

    /// A value of a kind that checks its payload itself, or `nil` if the attribute is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the value.
    /// - Throws: ``DecodeError`` if the payload cannot be such a value.
    /// - Returns: The value.
    @inlinable
    public func decoded<Value: AttributeValue>(
        _ number: Int,
        as type: Value.Type
    ) throws(DecodeError) -> Value? {
        guard let payload = payload(number) else { return nil }
        return try Value(attribute: payload)
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

    /// The value in an attribute of four or eight bytes whose numbers have names, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the value.
    /// - Returns: The value.
    @inlinable
    public func unsigned<Value: NamedValue>(_ number: Int, as type: Value.Type) -> Value? {
        unsigned(number).map { Value(rawValue: Value.RawValue(truncatingIfNeeded: $0)) }
    }

    /// The value in an attribute of four or eight bytes whose numbers have signs and names, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the value.
    /// - Returns: The value.
    @inlinable
    public func signed<Value: NamedValue>(_ number: Int, as type: Value.Type) -> Value? {
        signed(number).map { Value(rawValue: Value.RawValue(truncatingIfNeeded: $0)) }
    }

    /// The bitfield in an attribute, or `nil` if it is absent.
    @inlinable
    public func bitfield32(_ number: Int) -> Bitfield32? {
        guard let payload = payload(number) else { return nil }
        return Bitfield32(payload)
    }

    /// The bitfield with named bits in an attribute, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the bits.
    /// - Returns: The bitfield.
    @inlinable
    public func bitfield<Flags>(_ number: Int, of type: Flags.Type) -> Bitfield<Flags>? {
        bitfield32(number).map(Bitfield.init)
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
        return Structure(whole: payload)
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
        return try Contents(payload.nested)
    }

    /// The contents of a nest that needs the value of an attribute around it, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the contents.
    ///   - selector: The value that chooses the format of a sub-message inside.
    /// - Throws: ``DecodeError`` if the contents are malformed.
    /// - Returns: The contents.
    @inlinable
    public func nest<Contents: SelectedNestContents>(
        _ number: Int,
        as type: Contents.Type,
        selector: String?
    ) throws(DecodeError) -> Contents? {
        guard let payload = payload(number) else { return nil }
        return try Contents(payload.nested, selector: selector)
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
