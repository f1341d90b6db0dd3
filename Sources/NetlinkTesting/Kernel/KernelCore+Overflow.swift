import Netlink
import Synchronization

extension KernelCore {
    /// A group that sockets are in while their buffers overflow; 32 is never one, whose mark other messages bear.
    private static let overflowGroup: UInt32 = 31

    /// Lets the receive buffer of a socket overflow.
    ///
    /// The system drops what does not fit, and says so, only when it sends to a group. The socket joins one for a moment,
    /// which takes `CAP_NET_ADMIN`; without, a message says it instead.
    ///
    /// - Parameters:
    ///   - port: The socket's port.
    ///   - lost: How many messages the system counts as lost.
    func overflow(_ port: UInt32, losing lost: Int) {
        guard let client = state.withLock({ $0.client(at: port) }) else { return }
        do throws(NetlinkError) {
            try SystemCall.setOption(.addMembership, of: client.descriptor, to: Self.overflowGroup)
        } catch {
            return send(Bytes.message(.overrun, flags: [], sequence: 0, port: 0, []), to: port)
        }
        defer { try? SystemCall.setOption(.dropMembership, of: client.descriptor, to: Self.overflowGroup) }
        var address = NetlinkAddress(port: 0)
        address.groups = 1 << (Self.overflowGroup - 1)
        let filler = Bytes.message(.noop, flags: [], sequence: 0, port: 0, [UInt8](repeating: 0, count: 8192))
        let before = dropped(client.descriptor)
        // A reader may empty the buffer meanwhile, but not for ever. Once it is full, the system drops everything until
        // it has been emptied: what is left to be lost is sent without a further look.
        for _ in 0..<100_000 {
            let left = lost - Int(dropped(client.descriptor) &- before)
            guard left > 0 else { return }
            for _ in 0..<(left == lost ? 1 : left) {
                // The members have it even if this fails: it goes to port 0 too, where this protocol has nobody.
                try? descriptor.send(filler.rawSpan, to: address)
            }
        }
    }

    /// How many messages the system has dropped for a socket.
    private func dropped(_ descriptor: Int32) -> UInt32 {
        // SK_MEMINFO_DROPS of linux/sock_diag.h.
        let values = try? SystemCall.option(.memoryInformation, of: descriptor, count: 9)
        return values?.last ?? 0
    }
}
