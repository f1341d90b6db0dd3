/// A value that the payload of one attribute holds.
///
/// Lists and arrays are generic over it, so that what their elements look like on the wire is said once.
public protocol AttributeValue: Sendable {
    /// Reads a payload.
    ///
    /// - Parameter payload: The attribute's contents.
    /// - Throws: ``DecodeError`` if the bytes cannot be such a value.
    init(attribute payload: Payload) throws(DecodeError)

    /// Writes the value as an attribute.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - attributes: The level of a message that receives it.
    func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>)
}

extension AttributeValue where Self: FixedWidthInteger & BitwiseCopyable {
    /// Reads a number in host byte order.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) { self = try payload.integer(Self.self) }

    /// Writes the number in host byte order.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, self)
    }
}

extension UInt8: AttributeValue {}
extension UInt16: AttributeValue {}
extension UInt32: AttributeValue {}
extension UInt64: AttributeValue {}
extension Int8: AttributeValue {}
extension Int16: AttributeValue {}
extension Int32: AttributeValue {}
extension Int64: AttributeValue {}

extension String: AttributeValue {
    /// Reads a text; see ``Payload/string``.
    public init(attribute payload: Payload) throws(DecodeError) { self = payload.string }

    /// Writes the text and a NUL after it.
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, string: self)
    }
}

extension [UInt8]: AttributeValue {
    /// Copies the payload.
    public init(attribute payload: Payload) throws(DecodeError) { self.init(payload.span) }

    /// Writes the bytes.
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        attributes.put(number, bytes: rawSpan)
    }
}

extension Payload {
    /// The number that the payload is, in host byte order.
    ///
    /// - Parameter type: The integer's type.
    /// - Throws: ``DecodeError`` if the payload has another length.
    /// - Returns: The number.
    @inlinable
    public func integer<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type) throws(DecodeError) -> Value {
        guard count == MemoryLayout<Value>.size else { throw wrongLength }
        return unsafe load(Value.self, at: 0)
    }

    /// An error that says that the payload does not have the length of its type.
    @usableFromInline var wrongLength: DecodeError {
        @inline(never) get { DecodeError(.wrongLength, attribute: number, offset: max(Int(position) &- 4, 0)) }
    }

    /// The number of the attribute that the payload belongs to; 0 for the payload of a message.
    private var number: UInt16 {
        guard position >= 4 else { return 0 }
        return unsafe load(UInt16.self, at: -2) & AttributeFlag.numberMask
    }
}
