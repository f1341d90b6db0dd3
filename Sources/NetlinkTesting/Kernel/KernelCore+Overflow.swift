import Netlink
import Synchronization

extension KernelCore {
    /// A group that sockets are in while their buffers overflow, never 32, whose mark other messages bear.
    private static let overflowGroup = 1 + UInt32.random(in: 0..<31)

    /// Kernels of one process share the group: only one of them fills a buffer at a time.
    private static let overflowing = Mutex(())

    /// Lets the receive buffer of a socket overflow, or says that it did.
    ///
    /// - Parameters:
    ///   - port: The socket's port.
    ///   - lost: How many messages the system counts as lost.
    func overflow(_ port: UInt32, losing lost: Int) {
        guard !fill(port, losing: lost) else { return }
        send(Bytes.message(.overrun, flags: [], sequence: 0, port: 0, []), to: port)
    }

    /// Sends a datagram that nobody asked for: where the receive buffer is full it is lost, and counted.
    ///
    /// - Parameters:
    ///   - datagram: The messages.
    ///   - port: Where it goes to.
    ///   - isMulticast: Whether it bears the mark of a group.
    func sendUnasked(_ datagram: [UInt8], to port: UInt32, isMulticast: Bool) {
        do throws(NetlinkError) {
            try descriptor.send(datagram.rawSpan, to: address(port, isMulticast: isMulticast), waits: false)
        } catch .systemCall(_, .wouldBlock) {
            if !fill(port, losing: 1) { send(datagram, to: port, isMulticast: isMulticast) }
        } catch {
            // Nobody is there any more.
        }
    }

    /// Fills the receive buffer of a socket until the system has dropped messages.
    ///
    /// The system drops what does not fit, and says so, only when it sends to a group. The socket joins one for a moment,
    /// which takes `CAP_NET_ADMIN`.
    ///
    /// - Returns: Whether the process may do so.
    private func fill(_ port: UInt32, losing lost: Int) -> Bool {
        Self.overflowing.withLock { _ in
            reading.withLock { _ in
                guard let socket = state.withLock({ $0.client(at: port)?.descriptor }) else { return true }
                do throws(NetlinkError) {
                    try SystemCall.setOption(.addMembership, of: socket, to: Self.overflowGroup)
                } catch {
                    return false
                }
                fillQuickly(socket, losing: lost)
                try? SystemCall.setOption(.dropMembership, of: socket, to: Self.overflowGroup)
                return true
            }
        }
    }

    /// A buffer with room for one message is soon full.
    private func fillQuickly(_ socket: Int32, losing lost: Int) {
        let size = (try? SystemCall.option(.receiveBuffer, of: socket, count: 1))?.first
        try? SystemCall.setOption(.receiveBuffer, of: socket, to: 0)
        send(untilLost: lost, by: socket)
        // The system doubles what it is told.
        if let size { try? SystemCall.setOption(.forcedReceiveBuffer, of: socket, to: size / 2) }
    }

    private func send(untilLost lost: Int, by socket: Int32) {
        var address = NetlinkAddress(port: 0)
        address.groups = 1 << (Self.overflowGroup - 1)
        let filler = Bytes.message(.noop, flags: [], sequence: 0, port: 0, [UInt8](repeating: 0, count: 32768))
        let before = dropped(socket)
        // Once the buffer is full, the system drops everything until it has been emptied: what is left to be lost is sent
        // without a further look. No reader holds this up for long.
        for _ in 0..<10_000 {
            let left = lost - Int(dropped(socket) &- before)
            guard left > 0 else { return }
            for _ in 0..<(left == lost ? 1 : left) {
                // The members have it even if this fails: it goes to port 0 too, where this protocol has nobody.
                try? descriptor.send(filler.rawSpan, to: address)
            }
        }
    }

    /// How many messages the system has dropped for a socket.
    private func dropped(_ socket: Int32) -> UInt32 {
        // SK_MEMINFO_DROPS of linux/sock_diag.h.
        let values = try? SystemCall.option(.memoryInformation, of: socket, count: 9)
        return values?.last ?? 0
    }
}
