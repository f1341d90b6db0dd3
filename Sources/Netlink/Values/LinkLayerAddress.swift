/// The hardware address of a network device: six bytes for Ethernet, 0 to 32 for others.
///
/// The kernel has no longer ones (`MAX_ADDR_LEN` of `linux/netdevice.h`). InfiniBand uses 20 bytes; tunnels the 4 or 16
/// of an IP address; devices without a link layer none.
@frozen
public struct LinkLayerAddress: WireValue, BitwiseCopyable {
    /// The bytes, followed by zeros.
    @usableFromInline var storage: InlineBytes32

    @usableFromInline var length: UInt8

    /// The number of bytes, 0 to 32.
    @inlinable public var count: Int { Int(length) }

    /// Creates an Ethernet address of its bytes.
    @inlinable
    public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8) {
        let high = UInt64(a) << 56 | UInt64(b) << 48 | UInt64(c) << 40 | UInt64(d) << 32
        storage = InlineBytes32()
        storage.first.first = (high | UInt64(e) << 24 | UInt64(f) << 16).bigEndian
        length = 6
    }
}

extension LinkLayerAddress {
    /// Reads an address.
    ///
    /// - Parameter payload: At most 32 bytes.
    /// - Throws: ``DecodeError`` with the reason `wrongLength` if there are more.
    @inlinable @inline(__always)
    public init(_ payload: Payload) throws(DecodeError) {
        guard payload.count <= 32 else { throw payload.wrongLength }
        storage = InlineBytes32()
        length = UInt8(truncatingIfNeeded: payload.count)
        if payload.count == 6 {
            // A constant length is two loads and two stores instead of a call.
            payload.copy(first: 6, into: &storage)
        } else {
            payload.copy(first: 32, into: &storage)
        }
    }

    /// Reads at most 32 bytes of a C struct, zeros where there are none.
    @inlinable
    public init(zeroPadding payload: Payload, length: Int) {
        storage = InlineBytes32()
        self.length = UInt8(min(max(length, 0), 32))
        payload.copy(first: length, into: &storage)
    }

    /// Calls a closure with the bytes.
    @inlinable @inline(__always)
    public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        withInlineBytes(of: storage, count: count, body)
    }
}

extension LinkLayerAddress {
    /// Reads pairs of hexadecimal digits, or returns `nil` if the text is anything else or more than 32 bytes.
    ///
    /// Colons between the pairs may be left out; no text is the address of no bytes.
    public init?(_ text: String) {
        guard let bytes = [UInt8](hexadecimal: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The bytes as pairs of hexadecimal digits with colons between them: `02:00:00:00:00:01`.
    public var description: String { bytes.hexadecimal(separator: ":") }
}
