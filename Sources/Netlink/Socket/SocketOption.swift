#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An option of a socket.
package struct SocketOption: Hashable, Sendable {
    var level: Int32
    var number: Int32

    /// Joins a multicast group (`NETLINK_ADD_MEMBERSHIP`).
    package static var addMembership: SocketOption { netlink(1) }

    /// Leaves a multicast group (`NETLINK_DROP_MEMBERSHIP`).
    package static var dropMembership: SocketOption { netlink(2) }

    /// Receives the messages of other network namespaces too (`NETLINK_LISTEN_ALL_NSID`, Linux 4.2); needs
    /// `CAP_NET_BROADCAST`.
    static var allNamespaces: SocketOption { netlink(8) }

    /// Errors do not repeat the request (`NETLINK_CAP_ACK`, Linux 4.3).
    static var cappedAcknowledgements: SocketOption { netlink(10) }

    /// Errors carry attributes that explain them (`NETLINK_EXT_ACK`, Linux 4.12).
    static var extendedAcknowledgements: SocketOption { netlink(11) }

    /// Requests for dumps are checked, and what they ask to be left out is left out (`NETLINK_GET_STRICT_CHK`,
    /// Linux 4.20).
    static var strictChecking: SocketOption { netlink(12) }

    /// The size of the receive buffer (`SO_RCVBUF`).
    package static var receiveBuffer: SocketOption { SocketOption(level: SOL_SOCKET, number: SO_RCVBUF) }

    /// The size of the receive buffer, past the system's limit (`SO_RCVBUFFORCE`); needs `CAP_NET_ADMIN`.
    package static var forcedReceiveBuffer: SocketOption { SocketOption(level: SOL_SOCKET, number: SO_RCVBUFFORCE) }

    /// The size of the send buffer, which the longest datagram must fit (`SO_SNDBUF`).
    static var sendBuffer: SocketOption { SocketOption(level: SOL_SOCKET, number: SO_SNDBUF) }

    /// The size of the send buffer, past the system's limit (`SO_SNDBUFFORCE`); needs `CAP_NET_ADMIN`.
    static var forcedSendBuffer: SocketOption { SocketOption(level: SOL_SOCKET, number: SO_SNDBUFFORCE) }

    /// What the socket has in memory, and how much it dropped (`SO_MEMINFO`, Linux 4.12).
    package static var memoryInformation: SocketOption { SocketOption(level: SOL_SOCKET, number: SO_MEMINFO) }

    /// An option of netlink sockets (`SOL_NETLINK`).
    private static func netlink(_ number: Int32) -> SocketOption { SocketOption(level: SOL_NETLINK, number: number) }
}
