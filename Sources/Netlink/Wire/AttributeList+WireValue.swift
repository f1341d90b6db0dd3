extension AttributeIndex {
    /// The addresses or identifiers of a list.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of a value.
    /// - Throws: ``DecodeError`` if an element has a length that the type cannot hold.
    /// - Returns: The values; none if the list is absent.
    @inlinable
    public func wireValues<Value: WireValue>(_ number: Int, as type: Value.Type) throws(DecodeError) -> [Value] {
        var values: [Value] = []
        var list = list(number)
        while let element = list.next() { values.append(try Value(element, of: number)) }
        return values
    }
}
