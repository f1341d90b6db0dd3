/// Attributes that the spec does not know, as they came: kept so that a value goes back as it was received.
@frozen
public struct UnknownAttributes: Hashable, Sendable {
    /// The attributes' bytes, headers and padding included.
    @usableFromInline var bytes: [UInt8]

    /// Creates an empty collection.
    @inlinable
    public init() { bytes = [] }

    /// Whether there are none.
    @inlinable public var isEmpty: Bool { bytes.isEmpty }

    /// The attributes in the order of the message.
    public var attributes: [(number: Int, bytes: [UInt8])] {
        var result: [(number: Int, bytes: [UInt8])] = []
        var attributes = Attributes(Payload(bytes.rawSpan))
        while let attribute = try? attributes.next() {
            result.append((attribute.number, [UInt8](attribute.payload.span)))
        }
        return result
    }
}

extension UnknownAttributes: CustomStringConvertible {
    /// The attributes by number, their bytes in hexadecimal digits.
    public var description: String {
        "\(DescribedValue.object(AttributeReader.members(of: Payload(bytes.rawSpan), in: AnyAttributes.descriptor)))"
    }
}

extension AttributeIndex {
    /// Copies of a message's attributes that its set does not have.
    ///
    /// - Parameter set: The set that the index was made with.
    /// - Returns: The attributes, headers included.
    @inlinable
    public func unknownAttributes<Set: MessageAttributeSet>(in set: Set.Type) -> UnknownAttributes {
        guard slots[Set.layout.count] != 0 else { return UnknownAttributes() }
        return UnknownAttributes(in: payload, from: Set.attributesOffset) { !Set.layout.contains($0) }
    }

    /// Copies of a nest's attributes that its set does not have.
    ///
    /// - Parameter set: The set that the index was made with.
    /// - Returns: The attributes, headers included.
    @inlinable @_disfavoredOverload
    public func unknownAttributes<Set: AttributeSet>(in set: Set.Type) -> UnknownAttributes {
        guard slots[Set.layout.count] != 0 else { return UnknownAttributes() }
        return UnknownAttributes(in: payload, from: 0) { !Set.layout.contains($0) }
    }

    /// Copies of a message's attributes for which its struct has no property: messages are made of a few of their set's
    /// attributes, and a newer kernel may send others of them too.
    ///
    /// - Parameters:
    ///   - set: The set that the index was made with.
    ///   - numbers: The attributes for which there are properties.
    /// - Returns: The attributes, headers included; filler is left out.
    public func unknownAttributes<Set: MessageAttributeSet>(
        in set: Set.Type,
        besides numbers: [Int]
    ) -> UnknownAttributes {
        // The attributes rather than the slots: there are fewer of them, and each slot would take a call through the
        // witness table of its type.
        UnknownAttributes(in: payload, from: Set.attributesOffset) { number in
            !numbers.contains(number) && !Set.layout.isFiller(number)
        }
    }
}

extension UnknownAttributes {
    @usableFromInline
    init(in payload: Payload, from start: Int, where isUnknown: (Int) -> Bool) {
        bytes = []
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            if isUnknown(attribute.number) { append(attribute) }
        }
    }

    private mutating func append(_ attribute: Attribute) {
        let length = attribute.payload.count + 4
        let type = UInt16(truncatingIfNeeded: attribute.number) | (attribute.isNested ? AttributeFlag.nested : 0)
        bytes += [UInt8](bytesOf: UInt16(truncatingIfNeeded: length)) + [UInt8](bytesOf: type)
        bytes += [UInt8](attribute.payload.span)
        bytes += [UInt8](repeating: 0, count: (4 - length % 4) % 4)
    }
}

extension [UInt8] {
    /// The bytes of a number in host order.
    init<Value: FixedWidthInteger>(bytesOf value: Value) {
        #if _endian(little)
        self = (0..<MemoryLayout<Value>.size).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        #else
        self = (0..<MemoryLayout<Value>.size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        #endif
    }
}

extension AttributeBuilder {
    /// Writes attributes that the spec does not know as they came.
    ///
    /// - Parameter unknown: The attributes.
    @inlinable
    public mutating func put(_ unknown: UnknownAttributes) {
        guard !unknown.isEmpty else { return }
        appendRaw(unknown.bytes.rawSpan)
    }

    /// Copies whole attributes, padding included.
    @usableFromInline
    mutating func appendRaw(_ bytes: RawSpan) {
        let start = unsafe writer.reserve(bytes.byteCount)
        unsafe bytes.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { unsafe start.copyMemory(from: source, byteCount: bytes.count) }
        }
        var attributes = Attributes(Payload(bytes))
        while let attribute = try? attributes.next() { present.insert(UInt16(truncatingIfNeeded: attribute.number)) }
    }
}
