/// A program that plays the kernel for sockets of its own process.
///
/// The protocol by which processes talk to each other (`NETLINK_USERSOCK`) has few groups, for all users of a machine,
/// and lets only the privileged join them. The player keeps the groups of its sockets itself.
package protocol KernelPlayer: AnyObject, Sendable {
    /// A socket has got its port.
    ///
    /// - Parameters:
    ///   - descriptor: The socket.
    ///   - port: Its port.
    ///   - netlinkProtocol: What is spoken on it.
    func socketOpened(_ descriptor: Int32, port: UInt32, speaking netlinkProtocol: NetlinkProtocol)

    /// A socket is about to be closed.
    func socketWillClose(_ descriptor: Int32)

    /// A socket is about to be read; the player may hold it up.
    func socketWillReceive(_ descriptor: Int32)

    /// A socket joins a multicast group.
    func join(_ group: UInt32, _ descriptor: Int32)

    /// A socket leaves a multicast group.
    func leave(_ group: UInt32, _ descriptor: Int32)
}
