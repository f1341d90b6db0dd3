#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The address of a netlink socket, `struct sockaddr_nl` of `linux/netlink.h`.
package struct NetlinkAddress: Hashable, Sendable {
    private var family = UInt16(AF_NETLINK)
    private var padding: UInt16 = 0

    /// The port; 0 is the kernel.
    package var port: UInt32

    /// On a received datagram: not 0 if it was sent to a multicast group.
    package var groups: UInt32 = 0

    /// Whether it is the kernel's.
    var isKernel: Bool { port == 0 && groups == 0 }

    /// The address of a port.
    package init(port: UInt32) { self.port = port }
}
