/// A value with a form of its own in bytes and in text: what an attribute with a display hint holds.
///
/// The bytes are in network order, as addresses and identifiers always are.
public protocol WireValue: AttributeValue, Hashable, LosslessStringConvertible {
    /// Reads a value.
    ///
    /// - Parameter payload: All of the value's bytes and no others: an attribute's payload.
    /// - Throws: ``DecodeError`` with the reason `wrongLength` if the type cannot hold as many bytes. Its offset is that
    ///   of the attribute's header, its attribute number 0.
    init(_ payload: Payload) throws(DecodeError)

    /// Reads a member of a C struct, which cannot fail.
    ///
    /// - Parameters:
    ///   - payload: The bytes from the member on; those that it lacks read as 0, as of a struct of an older kernel.
    ///   - length: The member's length in bytes. A type of a fixed length reads just that many; others read at most as
    ///     many as they can hold.
    init(zeroPadding payload: Payload, length: Int)

    /// Calls a closure with the bytes as they are on the wire.
    ///
    /// - Parameter body: Reads the bytes, which are valid only meanwhile.
    /// - Returns: What the closure returns.
    func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result
}

extension WireValue {
    /// Creates a value from its bytes, or `nil` if the type cannot hold as many.
    @inlinable
    public init?(bytes: [UInt8]) {
        do {
            try self.init(Payload(bytes.rawSpan))
        } catch {
            return nil
        }
    }

    /// Creates a value of zeros, such as the address that stands for any.
    ///
    /// - Parameter length: The number of bytes; types of a fixed length have that, others at most what they can hold.
    @inlinable
    public init(zeros length: Int) {
        self.init(zeroPadding: Payload(RawSpan()), length: length)
    }

    /// A copy of the bytes as they are on the wire.
    @inlinable public var bytes: [UInt8] { withBytes { [UInt8]($0) } }
}

extension WireValue {
    /// Reads a value.
    @inlinable
    public init(attribute payload: Payload) throws(DecodeError) { try self.init(payload) }

    /// Writes the value.
    @inlinable
    public func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
        withBytes { attributes.put(number, bytes: $0) }
    }
}
