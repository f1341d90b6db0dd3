// Addresses and identifiers as members of C structs.

extension Payload {
    /// The address or identifier at an offset, with zeros where the payload ends before it.
    ///
    /// - Parameters:
    ///   - type: The type of the value.
    ///   - offset: The distance from the start of the payload, at least 0.
    ///   - length: The member's length in bytes.
    /// - Returns: The value.
    @inlinable @inline(__always)
    public func member<Value: WireValue>(_ type: Value.Type, at offset: Int, length: Int) -> Value {
        Value(zeroPadding: dropping(offset), length: length)
    }
}

extension StructWriter {
    /// Writes an address or identifier at an offset; one of another length than the member keeps the message from
    /// being sent.
    @inlinable
    public mutating func put<Value: WireValue>(_ value: Value, at offset: Int, length: Int) {
        value.withBytes { put($0, at: offset, length: length) }
    }

    @usableFromInline
    mutating func put(_ bytes: RawSpan, at offset: Int, length: Int) {
        let count = bytes.byteCount
        guard count == length else {
            failure =
                count < length
                ? .tooShort(length: count, minimum: length) : .tooLong(length: count, maximum: length)
            return
        }
        guard offset >= 0, size >= count, offset <= size &- count else { return }
        unsafe bytes.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { unsafe (base + offset).copyMemory(from: source, byteCount: count) }
        }
    }
}
