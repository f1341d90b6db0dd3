/// Where the attributes of one level are: filled by a single pass, then read at random.
///
/// Views and decoders of generated code read through an index. It refers to the receive buffer and holds one offset for
/// each attribute number of a layout, inline, and one for all unknown numbers. Nothing is copied and nothing is
/// allocated.
///
/// Of a number that occurs twice, the last one counts, as in the kernel's `nla_parse`; lists (layout `*`) keep them all.
@safe @frozen
public struct AttributeIndex<Slots: AttributeSlots>: ~Escapable, BitwiseCopyable {
    /// The bytes that hold the attributes: a whole message, or a nest.
    public let payload: Payload

    /// Where each attribute's payload is in `payload`, in units of four bytes; 0 is absent, since a header comes first.
    @usableFromInline var slots: Slots

    /// Indexes attributes.
    ///
    /// - Parameters:
    ///   - payload: The bytes that hold the attributes.
    ///   - start: The offset of the first attribute, past all headers.
    ///   - layout: What each attribute holds; fewer characters than there are slots.
    /// - Throws: ``DecodeError`` if an attribute does not fit, or has the wrong length for its type.
    @inlinable @inline(__always) @_lifetime(copy payload)
    public init(_ payload: Payload, from start: Int, layout: AttributeLayout) throws(DecodeError) {
        self.payload = payload
        slots = Slots()
        // Constant on both sides after inlining: the test costs nothing, and keeps the loop inside `slots`.
        precondition(layout.count < Slots.count)
        let error = unsafe withUnsafeMutablePointer(to: &slots) { slots in
            unsafe indexAttributes(
                payload.base,
                count: payload.count,
                from: start,
                kinds: layout.characters.utf8Start,
                known: layout.count,
                slots: UnsafeMutableRawPointer(slots).assumingMemoryBound(to: UInt16.self)
            )
        }
        if _slowPath(error != 0) { throw DecodeError(packed: error, position: payload.position) }
    }

    /// Indexes the attributes of a nest.
    ///
    /// - Parameters:
    ///   - payload: The nest's payload.
    ///   - set: The set that the nest holds.
    /// - Throws: ``DecodeError`` if an attribute does not fit, or has the wrong length for its type.
    @inlinable @inline(__always) @_lifetime(copy payload)
    public init<Set: AttributeSet>(_ payload: Payload, in set: Set.Type) throws(DecodeError) {
        try self.init(payload, from: 0, layout: Set.layout)
    }

    /// Indexes the attributes of a message.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - set: The set at its top level.
    /// - Throws: ``DecodeError`` if an attribute does not fit, or has the wrong length for its type.
    @inlinable @inline(__always) @_lifetime(copy message)
    public init<Set: MessageAttributeSet>(_ message: Message, in set: Set.Type) throws(DecodeError) {
        try self.init(message.payload, from: Set.attributesOffset, layout: Set.layout)
    }
}

extension AttributeIndex {
    /// The bytes of the fixed header and what follows it, in an index of a message.
    ///
    /// - Parameter set: The set that the index was made with.
    /// - Returns: The bytes.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func fixedHeader<Set: MessageAttributeSet>(in set: Set.Type) -> Payload {
        payload.dropping(Set.headerOffset)
    }

    /// Whether an attribute is present.
    @inlinable @inline(__always)
    public func contains(_ number: Int) -> Bool { slots[number] != 0 }

    /// The payload of an attribute, or `nil` if it is absent.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func payload(_ number: Int) -> Payload? {
        let slot = Int(slots[number]) &* 4
        guard slot != 0 else { return nil }
        return unsafe payload.slice(from: slot, count: length(at: slot))
    }

    /// The bytes of an attribute, or `nil` if it is absent.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func bytes(_ number: Int) -> RawSpan? {
        guard let payload = payload(number) else { return nil }
        return payload.span
    }

    /// The number in an attribute, in host byte order, or `nil` if it is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - type: The integer's type, of the size that the layout tells.
    /// - Returns: The number.
    @inlinable @inline(__always)
    public func value<Value: FixedWidthInteger & BitwiseCopyable>(_ number: Int, as type: Value.Type) -> Value? {
        let slot = Int(slots[number]) &* 4
        guard slot != 0, length(at: slot) >= MemoryLayout<Value>.size else { return nil }
        // Spelled out: `return load(…)` would infer an optional integer and read its tag from the next byte.
        return Optional<Value>.some(unsafe payload.load(Value.self, at: slot))
    }

    /// A copy of the bytes of an attribute, or `nil` if it is absent.
    @inlinable
    public func array(_ number: Int) -> [UInt8]? {
        guard let bytes = bytes(number) else { return nil }
        return [UInt8](bytes)
    }

    /// The text in an attribute, or `nil` if it is absent.
    @inlinable
    public func string(_ number: Int) -> String? {
        guard let payload = payload(number) else { return nil }
        return payload.string
    }

    /// A value that every such message carries.
    ///
    /// - Parameters:
    ///   - number: The attribute it comes from.
    ///   - value: The value, `nil` if the attribute is absent.
    /// - Throws: ``DecodeError`` with the reason `missingAttribute`.
    /// - Returns: The value.
    @inlinable
    public func require<Value>(_ number: Int, _ value: Value?) throws(DecodeError) -> Value {
        guard let value else {
            throw DecodeError(
                .missingAttribute,
                attribute: UInt16(truncatingIfNeeded: number),
                offset: Int(payload.position)
            )
        }
        return value
    }

    /// The length of the attribute whose payload is at an offset.
    @inlinable @inline(__always)
    func length(at slot: Int) -> Int {
        Int(unsafe payload.load(UInt16.self, at: slot &- 4)) &- 4
    }
}
