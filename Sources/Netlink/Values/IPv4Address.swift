/// An address of the Internet Protocol version 4: four bytes in network order, `struct in_addr` of `linux/in.h`.
@frozen
public struct IPv4Address: WireValue, BitwiseCopyable {
    /// The bytes in the order of memory.
    @usableFromInline var storage: UInt32

    /// Creates an address of its bytes: `IPv4Address(192, 0, 2, 1)` is 192.0.2.1.
    @inlinable
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        storage = (UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)).bigEndian
    }

    /// The address 0.0.0.0, which stands for any (`INADDR_ANY`).
    @inlinable public static var any: IPv4Address { IPv4Address(0, 0, 0, 0) }

    /// The host's own address 127.0.0.1 (`INADDR_LOOPBACK`).
    @inlinable public static var loopback: IPv4Address { IPv4Address(127, 0, 0, 1) }
}

extension IPv4Address {
    /// Reads an address.
    ///
    /// - Parameter payload: Four bytes.
    /// - Throws: ``DecodeError`` with the reason `wrongLength` if there are more or fewer.
    @inlinable @inline(__always)
    public init(_ payload: Payload) throws(DecodeError) {
        guard payload.count == 4 else { throw payload.wrongLength }
        storage = unsafe payload.load(UInt32.self, at: 0)
    }

    /// Reads four bytes of a C struct, zeros where there are none.
    @inlinable
    public init(zeroPadding payload: Payload, length: Int) {
        storage = 0
        payload.copy(first: 4, into: &storage)
    }

    /// Calls a closure with the four bytes.
    @inlinable @inline(__always)
    public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        withInlineBytes(of: storage, body)
    }
}

extension IPv4Address {
    /// Reads four decimal numbers with dots between them, as `inet_pton` does, or returns `nil` if the text is anything
    /// else.
    ///
    /// Each number is 0 to 255 without further zeros in front, since those mean octal to some programs.
    public init?(_ text: String) {
        self.init(text.utf8[...])
    }

    /// Reads an address that may be the end of a longer text.
    init?(_ text: Substring.UTF8View) {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var number: UInt32 = 0
        for part in parts {
            guard let byte = Self.byte(part) else { return nil }
            number = number << 8 | UInt32(byte)
        }
        storage = number.bigEndian
    }

    private static func byte(_ text: Substring.UTF8View) -> UInt8? {
        // `UInt8(_:radix:)` would take a sign too, and zeros in front.
        guard text.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            text.first != UInt8(ascii: "0") || text.count == 1
        else { return nil }
        return UInt8(Substring(text), radix: 10)
    }

    /// The four numbers with dots between them.
    public var description: String { bytes.lazy.map { String($0) }.joined(separator: ".") }
}
