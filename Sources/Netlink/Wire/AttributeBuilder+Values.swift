// What one attribute looks like on the wire, where it takes more than a store.

extension AttributeBuilder {
    /// Writes a number that the kernel accepts in a range only.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number.
    ///   - minimum: The least that the kernel accepts.
    ///   - maximum: The greatest that the kernel accepts.
    @inlinable @inline(__always)
    public mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        _ value: Value,
        minimum: Value = .min,
        maximum: Value = .max
    ) {
        if _slowPath(value < minimum) {
            return refuse(number, .belowMinimum(value: Int64(clamping: value), minimum: Int64(clamping: minimum)))
        }
        if _slowPath(value > maximum) {
            return refuse(number, .aboveMaximum(value: UInt64(clamping: value), maximum: UInt64(clamping: maximum)))
        }
        put(number, value)
    }

    /// Writes a number in four bytes if it fits, else in eight (`uint`).
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number.
    @inlinable
    public mutating func putVariable(_ number: UInt16, _ value: UInt64) {
        if let short = UInt32(exactly: value) { put(number, short) } else { put(number, value) }
    }

    /// Writes a number in four bytes if it fits, else in eight (`sint`).
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number.
    @inlinable
    public mutating func putVariable(_ number: UInt16, _ value: Int64) {
        if let short = Int32(exactly: value) { put(number, short) } else { put(number, value) }
    }

    /// Writes a C struct.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The struct.
    @inlinable
    public mutating func put<Structure: WireStruct>(_ number: UInt16, _ value: Structure) {
        let size = Structure.size
        let start = unsafe writer.reserve((size &+ 7) & ~3)
        unsafe start.storeBytes(of: AttributeHeader.word(length: size &+ 4, type: number), as: UInt32.self)
        var bytes = unsafe StructWriter(zeroing: start + 4, size: (size &+ 3) & ~3)
        value.encode(into: &bytes)
    }
}
