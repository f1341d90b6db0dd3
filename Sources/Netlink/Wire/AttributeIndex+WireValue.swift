extension AttributeIndex {
    /// The address or identifier in an attribute, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The type of the value.
    /// - Throws: ``DecodeError`` if the attribute has a length that the type cannot hold.
    /// - Returns: The value.
    @inlinable @inline(__always)
    public func wireValue<Value: WireValue>(_ number: Int, as type: Value.Type) throws(DecodeError) -> Value? {
        guard let payload = payload(number) else { return nil }
        return try Value(payload, of: number)
    }
}

extension WireValue {
    /// Reads a value, and says in errors which attribute it comes from.
    @inlinable @inline(__always)
    init(_ payload: Payload, of number: Int) throws(DecodeError) {
        do {
            try self.init(payload)
        } catch {
            throw error.naming(number)
        }
    }
}

extension DecodeError {
    /// The error as one of an attribute.
    @usableFromInline @inline(never)
    func naming(_ attribute: Int) -> DecodeError {
        DecodeError(reason, attribute: UInt16(truncatingIfNeeded: attribute), offset: Int(offset))
    }
}
