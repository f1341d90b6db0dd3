/// A universally unique identifier (RFC 9562), or a shorter one in the place of it: 0 to 16 bytes.
///
/// Open vSwitch identifies flows by as many bytes as a program likes, up to 16 (`OVS_FLOW_ATTR_UFID`).
@frozen
public struct UniqueIdentifier: WireValue, BitwiseCopyable {
    /// The bytes, followed by zeros.
    @usableFromInline var storage: InlineBytes16

    @usableFromInline var length: UInt8

    /// The number of bytes, 0 to 16.
    @inlinable public var count: Int { Int(length) }
}

extension UniqueIdentifier {
    /// Reads an identifier.
    ///
    /// - Parameter payload: At most 16 bytes.
    /// - Throws: ``DecodeError`` with the reason `wrongLength` if there are more.
    @inlinable @inline(__always)
    public init(_ payload: Payload) throws(DecodeError) {
        guard payload.count <= 16 else { throw payload.wrongLength }
        length = UInt8(truncatingIfNeeded: payload.count)
        if payload.count == 16 {
            storage = unsafe payload.load(InlineBytes16.self, at: 0)
        } else {
            storage = InlineBytes16()
            payload.copy(first: 16, into: &storage)
        }
    }

    /// Reads at most 16 bytes of a C struct, zeros where there are none.
    @inlinable
    public init(zeroPadding payload: Payload, length: Int) {
        storage = InlineBytes16()
        self.length = UInt8(min(max(length, 0), 16))
        payload.copy(first: length, into: &storage)
    }

    /// Calls a closure with the bytes.
    @inlinable @inline(__always)
    public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        withInlineBytes(of: storage, count: count, body)
    }
}

extension UniqueIdentifier {
    /// The number of characters before each hyphen of an identifier of full length.
    private static var hyphens: [Int] { [8, 13, 18, 23] }

    /// Reads hexadecimal digits, or returns `nil` if the text is anything else or more than 16 bytes.
    ///
    /// An identifier of full length may have its four hyphens; no text is the identifier of no bytes.
    public init?(_ text: String) {
        var digits = Array(text.utf8)
        if digits.count == 36 {
            for place in Self.hyphens.reversed() where digits[place] == UInt8(ascii: "-") { digits.remove(at: place) }
        }
        guard digits.allSatisfy({ $0.hexadecimalDigit != nil }) else { return nil }
        guard let bytes = [UInt8](hexadecimal: String(decoding: digits, as: UTF8.self)) else { return nil }
        self.init(bytes: bytes)
    }

    /// Lower-case hexadecimal digits, of an identifier of full length in groups:
    /// `f81d4fae-7dec-11d0-a765-00a0c91e6bf6`.
    public var description: String {
        var digits = bytes.hexadecimal(separator: "")
        guard count == 16 else { return digits }
        for place in Self.hyphens { digits.insert("-", at: digits.index(digits.startIndex, offsetBy: place)) }
        return digits
    }
}
