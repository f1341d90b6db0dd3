/// A number as it stands on the wire.
public struct IntegerType: Sendable, Hashable {
    /// How many bytes the number takes.
    public enum Width: Int, Sendable, Hashable {
        /// One byte.
        case one = 1

        /// Two bytes.
        case two = 2

        /// Four bytes.
        case four = 4

        /// Eight bytes.
        case eight = 8

        /// Four bytes if the value fits, else eight (`uint` and `sint`).
        case variable = 0
    }

    /// How many bytes the number takes.
    public let width: Width

    /// Whether the number has a sign.
    public let isSigned: Bool

    /// The order of its bytes; `nil` is the host's.
    public let byteOrder: ByteOrder?

    /// The names of its values.
    public let enumeration: Enumeration.ID?

    /// Whether the enumeration names bits of the number rather than values.
    ///
    /// True for every use of a `flags` definition, and for an `enum` with `enum-as-flags`.
    public let isFlags: Bool

    /// Creates a number's type.
    public init(
        width: Width,
        isSigned: Bool,
        byteOrder: ByteOrder? = nil,
        enumeration: Enumeration.ID? = nil,
        isFlags: Bool = false
    ) {
        self.width = width
        self.isSigned = isSigned
        self.byteOrder = byteOrder
        self.enumeration = enumeration
        self.isFlags = isFlags
    }
}

extension IntegerType {
    /// The number without names for its values.
    var withoutNames: IntegerType { IntegerType(width: width, isSigned: isSigned, byteOrder: byteOrder) }
}

/// The order of a number's bytes where it is not the host's.
public enum ByteOrder: String, Sendable, Hashable, CaseIterable {
    /// Network order, the most significant byte first.
    case bigEndian = "big-endian"

    /// The least significant byte first.
    case littleEndian = "little-endian"
}

/// How a value reads best as text.
public enum DisplayHint: String, Sendable, Hashable, CaseIterable {
    /// Hexadecimal digits.
    case hex

    /// A link-layer address, `02:00:00:00:00:01`.
    case mac

    /// A link-layer address of an FDDI network.
    case fddi

    /// An IPv4 address.
    case ipv4

    /// An IPv6 address.
    case ipv6

    /// An address of either family, told apart by its length.
    case ipv4OrV6 = "ipv4-or-v6"

    /// A UUID of 16 bytes.
    case uuid
}
