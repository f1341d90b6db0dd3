/// The attributes of one number, in the order of the message: a list (`multi-attr` in a spec).
///
/// ```swift
/// var list = view.addresses
/// while let payload = list.next() { … }
/// ```
@safe @frozen
public struct AttributeList: ~Escapable {
    @usableFromInline var attributes: Attributes
    @usableFromInline let number: Int

    /// Creates an iterator.
    ///
    /// - Parameters:
    ///   - payload: The bytes from the header of the list's first attribute on, already known to be well-formed.
    ///   - number: The number of the list's attributes.
    @inlinable @_lifetime(copy payload)
    init(_ payload: Payload, number: Int) {
        attributes = Attributes(payload)
        self.number = number
    }

    /// The payload of the next attribute, or `nil` at the end.
    @inlinable @_lifetime(copy self)
    public mutating func next() -> Payload? {
        // The index went over these bytes before, so that nothing here can be malformed.
        while let attribute = try? attributes.next() {
            if attribute.number == number { return attribute.payload }
        }
        return nil
    }
}

extension AttributeIndex {
    /// The attributes of a list; none if it is absent.
    @inlinable @_lifetime(copy self)
    public func list(_ number: Int) -> AttributeList {
        let slot = Int(slots[number]) &* 4
        return AttributeList(payload.dropping(slot == 0 ? payload.count : slot &- 4), number: number)
    }

    /// The numbers of a list, in the byte order that they have on the wire.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The integer's type.
    /// - Throws: ``DecodeError`` if an element has another length.
    /// - Returns: The numbers; none if the list is absent.
    public func values<Value: FixedWidthInteger & BitwiseCopyable>(
        _ number: Int,
        as type: Value.Type
    ) throws(DecodeError) -> [Value] {
        var values: [Value] = []
        var list = list(number)
        while let element = list.next() {
            guard element.count == MemoryLayout<Value>.size else {
                throw DecodeError(
                    .wrongLength,
                    attribute: UInt16(truncatingIfNeeded: number),
                    offset: Int(element.position) &- 4
                )
            }
            values.append(element.member(Value.self, at: 0))
        }
        return values
    }

    /// The texts of a list.
    public func strings(_ number: Int) -> [String] {
        var strings: [String] = []
        var list = list(number)
        while let element = list.next() { strings.append(element.string) }
        return strings
    }

    /// Copies of the bytes of a list's elements.
    public func arrays(_ number: Int) -> [[UInt8]] {
        var arrays: [[UInt8]] = []
        var list = list(number)
        while let element = list.next() { arrays.append([UInt8](element.span)) }
        return arrays
    }

    /// The C structs of a list.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The struct's type.
    /// - Returns: The structs; none if the list is absent.
    public func structures<Structure: WireStruct>(_ number: Int, as type: Structure.Type) -> [Structure] {
        var structures: [Structure] = []
        var list = list(number)
        while let element = list.next() { structures.append(Structure(element)) }
        return structures
    }

    /// The contents of a list's nests.
    ///
    /// - Parameters:
    ///   - number: The list's attribute.
    ///   - type: The type of the contents.
    /// - Throws: ``DecodeError`` if a nest is malformed.
    /// - Returns: The contents; none if the list is absent.
    public func nests<Contents: NestContents>(
        _ number: Int,
        as type: Contents.Type
    ) throws(DecodeError) -> [Contents] {
        var nests: [Contents] = []
        var list = list(number)
        while let element = list.next() { nests.append(try Contents(element)) }
        return nests
    }
}
