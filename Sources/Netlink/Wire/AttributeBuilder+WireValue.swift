extension AttributeBuilder {
    /// Writes an address or identifier.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The value.
    ///   - lengths: How many bytes the kernel accepts.
    @inlinable @inline(__always)
    public mutating func put<Value: WireValue>(
        _ number: UInt16,
        _ value: Value,
        lengths: ClosedRange<Int> = 0...65531
    ) {
        value.withBytes { put(number, bytes: $0, lengths: lengths) }
    }
}
