// What one attribute looks like on the wire, where it takes more than a store.

extension AttributeBuilder {
    /// Writes a value of any kind.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The value.
    @inlinable @inline(__always) @_disfavoredOverload
    public mutating func put<Value: AttributeValue>(_ number: UInt16, _ value: Value) {
        value.encode(as: number, into: &self)
    }

    /// Writes an attribute without contents that is no flag: an empty sub-message.
    ///
    /// - Parameter number: The attribute.
    @inlinable
    public mutating func putEmpty(_ number: UInt16) { putFlag(number) }

    /// Writes a number whose values have names.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The value.
    @inlinable @inline(__always)
    public mutating func put<Value: NamedValue>(_ number: UInt16, _ value: Value) { put(number, value.rawValue) }

    /// Writes a number whose values have names and whose type in Swift may be wider than the one on the wire.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The value.
    ///   - type: The type on the wire.
    ///   - order: The order of its bytes on the wire.
    @inlinable
    public mutating func put<Value: NamedValue, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        _ value: Value,
        as type: Wire.Type,
        order: ByteOrder = .host
    ) {
        put(number, value.rawValue, as: type, order: order)
    }
}

extension AttributeBuilder {
    /// Writes a number that the kernel accepts within limits only.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number, in host byte order.
    ///   - order: The order of its bytes on the wire.
    ///   - minimum: The least that the kernel accepts.
    ///   - maximum: The greatest that the kernel accepts.
    ///   - mask: The bits that the kernel accepts.
    @inlinable
    public mutating func put<Value: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        _ value: Value,
        order: ByteOrder = .host,
        minimum: Value = .min,
        maximum: Value = .max,
        mask: Value = ~0
    ) {
        guard accepts(number, value, minimum, maximum, mask) else { return }
        put(number, value.ordered(order))
    }

    /// Writes a number whose type in Swift may be wider than the one on the wire.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number, in host byte order.
    ///   - type: The type on the wire.
    ///   - order: The order of its bytes on the wire.
    ///   - minimum: The least that the kernel accepts.
    ///   - maximum: The greatest that the kernel accepts.
    ///   - mask: The bits that the kernel accepts.
    @inlinable
    public mutating func put<Value: FixedWidthInteger, Wire: FixedWidthInteger & BitwiseCopyable>(
        _ number: UInt16,
        _ value: Value,
        as type: Wire.Type,
        order: ByteOrder = .host,
        minimum: Wire = .min,
        maximum: Wire = .max,
        mask: Wire = ~0
    ) {
        if let narrow = Wire(exactly: value) {
            put(number, narrow, order: order, minimum: minimum, maximum: maximum, mask: mask)
        } else if value < 0 {
            refuse(number, .belowMinimum(value: Int64(clamping: value), minimum: Int64(clamping: minimum)))
        } else {
            refuse(number, .aboveMaximum(value: UInt64(clamping: value), maximum: UInt64(clamping: maximum)))
        }
    }

    /// Writes a number in four bytes if it fits, else in eight (`uint`).
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number.
    ///   - minimum: The least that the kernel accepts.
    ///   - maximum: The greatest that the kernel accepts.
    ///   - mask: The bits that the kernel accepts.
    @inlinable
    public mutating func putVariable(
        _ number: UInt16,
        _ value: UInt64,
        minimum: UInt64 = .min,
        maximum: UInt64 = .max,
        mask: UInt64 = ~0
    ) {
        guard accepts(number, value, minimum, maximum, mask) else { return }
        if let short = UInt32(exactly: value) { put(number, short) } else { put(number, value) }
    }

    /// Writes a number in four bytes if it fits, else in eight (`sint`).
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The number.
    ///   - minimum: The least that the kernel accepts.
    ///   - maximum: The greatest that the kernel accepts.
    @inlinable
    public mutating func putVariable(
        _ number: UInt16,
        _ value: Int64,
        minimum: Int64 = .min,
        maximum: Int64 = .max
    ) {
        guard accepts(number, value, minimum, maximum, ~0) else { return }
        if let short = Int32(exactly: value) { put(number, short) } else { put(number, value) }
    }

    /// Whether the kernel accepts a number; notes why if not.
    @usableFromInline
    mutating func accepts<Value: FixedWidthInteger>(
        _ number: UInt16,
        _ value: Value,
        _ minimum: Value,
        _ maximum: Value,
        _ mask: Value
    ) -> Bool {
        if value < minimum {
            refuse(number, .belowMinimum(value: Int64(clamping: value), minimum: Int64(clamping: minimum)))
        } else if value > maximum {
            refuse(number, .aboveMaximum(value: UInt64(clamping: value), maximum: UInt64(clamping: maximum)))
        } else if value & ~mask != 0 {
            refuse(number, .unknownBits(UInt64(truncatingIfNeeded: value & ~mask)))
        } else {
            return true
        }
        return false
    }

    /// Writes a C struct.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - value: The struct.
    @inlinable
    public mutating func put<Structure: WireStruct>(_ number: UInt16, _ value: Structure) {
        if let tail = value.unusualTail { return put(number, value, tail: tail) }
        present.insert(number)
        let size = Structure.size
        let start = unsafe writer.reserve((size &+ 7) & ~3)
        unsafe start.storeBytes(of: AttributeHeader.word(length: size &+ 4, type: number), as: UInt32.self)
        var bytes = unsafe StructWriter(zeroing: start + 4, size: (size &+ 3) & ~3)
        value.encode(into: &bytes)
        if let reason = bytes.failure {
            writer.fail(EncodeFailure(reason, at: writer.count &- ((size &+ 7) & ~3)))
        }
    }
}
