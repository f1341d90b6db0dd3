/// An address of either version of the Internet Protocol, or bytes in the place of one.
///
/// Attributes of the kernel say which by their length alone: those that a spec hints to be IPv4 may hold IPv6 too, and
/// those of routing, whose family is in the header, whatever that family has for addresses.
@frozen
public enum IPAddress: WireValue {
    /// Four bytes.
    case v4(IPv4Address)

    /// Sixteen bytes.
    case v6(IPv6Address)

    /// Any other number of bytes. With four or sixteen of them this is sent, and then read back, as the other cases are.
    case other([UInt8])
}

extension IPAddress {
    /// Reads an address of any length.
    @inlinable
    public init(_ payload: Payload) {
        self.init(zeroPadding: payload, length: payload.count)
    }

    /// Reads as many bytes of a C struct as wanted, zeros where there are none.
    @inlinable
    public init(zeroPadding payload: Payload, length: Int) {
        switch length {
        case 4: self = .v4(IPv4Address(zeroPadding: payload, length: 4))
        case 16: self = .v6(IPv6Address(zeroPadding: payload, length: 16))
        default: self = .other(payload.memberBytes(at: 0, length: length))
        }
    }

    /// Calls a closure with the bytes.
    @inlinable
    public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        switch self {
        case .v4(let address): address.withBytes(body)
        case .v6(let address): address.withBytes(body)
        case .other(let bytes): body(bytes.rawSpan)
        }
    }
}

extension IPAddress {
    /// Reads an address of either version, as ``IPv4Address`` and ``IPv6Address`` do, or other bytes, as
    /// ``description`` writes them; returns `nil` if the text is anything else.
    public init?(_ text: String) {
        if let address = IPv4Address(text) {
            self = .v4(address)
        } else if let address = IPv6Address(text) {
            self = .v6(address)
        } else if let bytes = [UInt8](hexadecimal: text), bytes.hexadecimal == text, ![4, 16].contains(bytes.count) {
            // No other form of these digits: most likely they are a mistyped address.
            self = .other(bytes)
        } else {
            return nil
        }
    }

    /// The text of the address; other bytes as pairs of hexadecimal digits, `de ad be`.
    public var description: String {
        switch self {
        case .v4(let address): address.description
        case .v6(let address): address.description
        case .other(let bytes): bytes.hexadecimal
        }
    }
}
