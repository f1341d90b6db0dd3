/// What fits the wire.
enum WireLimit {
    /// The top two bits of an attribute's type are flags.
    static let attributeNumber = 16_383

    /// An attribute's length has 16 bits and includes its header of four bytes.
    static let payloadLength = 65_531

    /// Generic netlink's header has one byte for the command, and one for the version.
    static let command = 255

    /// A netlink message's type has 16 bits.
    static let messageType = 65_535

    /// `GENL_NAMSIZ` without the NUL: names of families and multicast groups.
    static let nameLength = 15

    /// The kernel has `MAX_LINKS` netlink protocols.
    static let protocolNumber = 31
}
