/// The hash of a packet, as an upcall tells it and an execute request gives it back.
///
/// It keeps the packets of a connection on one path, as over the links of a bond.
public struct PacketHash: RawRepresentable, Hashable, Sendable {
    /// The number on the wire: the hash itself below, the flags above.
    public var rawValue: UInt64

    /// Creates a hash from the number on the wire.
    public init(rawValue: UInt64) { self.rawValue = rawValue }

    /// Creates a hash from its parts.
    ///
    /// - Parameters:
    ///   - value: The hash itself.
    ///   - flags: How it came about.
    public init(_ value: UInt32, flags: Flags = []) {
        rawValue = UInt64(flags.rawValue) << 32 | UInt64(value)
    }

    /// The hash itself; 0 if nobody has computed one.
    public var value: UInt32 {
        get { UInt32(truncatingIfNeeded: rawValue) }
        set { self = PacketHash(newValue, flags: flags) }
    }

    /// How it came about, unknown bits included.
    public var flags: Flags {
        get { Flags(rawValue: UInt32(truncatingIfNeeded: rawValue >> 32)) }
        set { self = PacketHash(value, flags: newValue) }
    }

    /// How a hash came about: the bits from 32 on of `OVS_PACKET_ATTR_HASH`.
    public struct Flags: OptionSet, Hashable, Sendable {
        /// The bits, shifted down by 32.
        public var rawValue: UInt32

        /// Creates flags from their bits.
        public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// Software computed it, not a network card (`OVS_PACKET_HASH_SW_BIT` of `net/openvswitch/datapath.h`).
        public static let software = Flags(rawValue: 1 << 0)

        /// It covers the transport ports (`OVS_PACKET_HASH_L4_BIT`).
        public static let ports = Flags(rawValue: 1 << 1)
    }
}

extension PacketHash: CustomStringConvertible {
    /// The hash in hexadecimal and its flags: `0xbeef(software,ports)`.
    public var description: String {
        let known: [(Flags, String)] = [(.software, "software"), (.ports, "ports")]
        var names = known.filter { flags.contains($0.0) }.map(\.1)
        let rest = flags.subtracting([.software, .ports])
        if !rest.isEmpty { names.append("0x\(String(rest.rawValue, radix: 16))") }
        return "0x\(String(value, radix: 16))" + (names.isEmpty ? "" : "(\(names.joined(separator: ",")))")
    }
}
