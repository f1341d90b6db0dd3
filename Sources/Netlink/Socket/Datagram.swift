#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What is known of a received datagram besides its bytes.
struct Datagram: Hashable, Sendable {
    /// Its length in bytes, of which the buffer has no more than fits.
    var length = 0

    /// Who sent it.
    var sender = NetlinkAddress(port: 0)

    /// The network namespace that it is from, if that is not the socket's own.
    var namespace: NamespaceID?
}

/// The one control message that comes with a datagram: a `struct cmsghdr` and a number.
///
/// Netlink sockets get others only after options that the runtime does not set.
struct ControlMessage {
    private var length: Int = 0
    private var level: Int32 = 0
    private var type: Int32 = 0
    private var number: Int32 = 0
    private var padding: Int32 = 0

    /// The number of the namespace that the datagram is from (`NETLINK_LISTEN_ALL_NSID`).
    var namespace: NamespaceID? {
        let option = SocketOption.allNamespaces
        guard length > 0, level == option.level, type == option.number else { return nil }
        return NamespaceID(rawValue: number)
    }
}
