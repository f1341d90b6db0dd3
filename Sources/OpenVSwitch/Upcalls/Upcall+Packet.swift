public import OVSFlow
public import OVSPacket

extension OVSPacket.Upcall {
    /// The packet's hash; `nil` before Linux 5.5, which does not tell it.
    public var packetHash: PacketHash? { hash.map { PacketHash(rawValue: $0) } }

    /// How many bytes the packet had before an action cut it.
    public var originalLength: Int { len.map { Int($0) } ?? packet?.count ?? 0 }

    /// Whether an action has cut the packet, so that `packet` is but the beginning.
    ///
    /// The kernel tells the length only then (`queue_userspace_packet`).
    public var isCut: Bool { len != nil }

    /// The request that sends the packet on its way.
    ///
    /// It passes on what the kernel told with the packet: the key, so that it need not be found out again in metadata
    /// such as the tunnel; the size of the largest fragment, without which a packet that the kernel has put together
    /// would leave whole (`ovs_packet_cmd_execute`); the hash.
    ///
    /// - Parameter actions: What to do with the packet; nothing drops it.
    /// - Returns: The request, or `nil` if the message lacks the packet or its key. Of a packet that was cut only the
    ///   beginning is sent on.
    public func execute(_ actions: [OVSFlow.Action]) -> OVSPacket.Execute? {
        guard let packet, let key else { return nil }
        return OVSPacket.Execute(
            header: header,
            packet: packet,
            key: key,
            actions: actions,
            mru: mru,
            hash: hash
        )
    }
}
