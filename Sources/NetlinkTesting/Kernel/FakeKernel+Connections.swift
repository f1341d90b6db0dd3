public import Netlink

extension FakeKernel {
    /// Opens a connection that leads to this kernel.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What is spoken on it.
    ///   - options: How it behaves.
    /// - Returns: The connection.
    /// - Throws: `NetlinkError.systemCall`.
    public func connection(
        _ netlinkProtocol: NetlinkProtocol = .generic,
        options: NetlinkConnection.Options = NetlinkConnection.Options()
    ) throws(NetlinkError) -> NetlinkConnection {
        try NetlinkConnection(netlinkProtocol, options: options, endpoint: endpoint)
    }
}
