/// What a capture file tells of a datagram besides its bytes: the 16 bytes in front of them, all numbers big-endian.
///
/// `struct sockaddr_ll` of `linux/if_packet.h`, squeezed: packet type, hardware type, ten bytes that netlink leaves
/// unused, and the netlink protocol.
struct CookedHeader: Hashable, Sendable {
    /// Which way a datagram went (`PACKET_*` of `linux/if_packet.h`).
    struct PacketType: RawRepresentable, Hashable, Sendable {
        var rawValue: UInt16

        /// To the socket alone.
        static var host: PacketType { PacketType(rawValue: 0) }

        /// To a group that the socket is a member of.
        static var multicast: PacketType { PacketType(rawValue: 2) }

        /// From the socket; on an `nlmon` device everything looks so, whichever way it goes.
        static var outgoing: PacketType { PacketType(rawValue: 4) }

        /// To a process.
        static var user: PacketType { PacketType(rawValue: 6) }

        /// To the kernel.
        static var kernel: PacketType { PacketType(rawValue: 7) }
    }

    /// Which way the datagram went.
    var packetType: PacketType

    /// The kind of device.
    var hardwareType = Self.hardwareType

    /// The netlink protocol.
    var netlinkProtocol: NetlinkProtocol

    /// The length of the header in bytes.
    static var size: Int { 16 }

    /// The type of all `nlmon` devices (`ARPHRD_NETLINK` of `linux/if_arp.h`).
    static var hardwareType: UInt16 { 824 }

    init(_ packetType: PacketType, _ netlinkProtocol: NetlinkProtocol) {
        self.packetType = packetType
        self.netlinkProtocol = netlinkProtocol
    }

    /// Reads a header at the beginning of a record.
    init(_ record: Payload) {
        func number(at offset: Int) -> UInt16 { UInt16(bigEndian: record.member(UInt16.self, at: offset)) }
        packetType = PacketType(rawValue: number(at: 0))
        hardwareType = number(at: 2)
        netlinkProtocol = NetlinkProtocol(rawValue: Int32(number(at: 14)))
    }

    /// The header on the wire.
    var bytes: [UInt8] {
        let numbers = [packetType.rawValue, hardwareType, 0, 0, 0, 0, 0]
        let family = UInt16(truncatingIfNeeded: netlinkProtocol.rawValue)
        return (numbers + [family]).flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    }
}
