import Netlink

extension NetlinkConnection.Options {
    /// For answers that tasks of a test bring about, which may have to wait for others that keep all processors busy.
    static var patient: NetlinkConnection.Options {
        var options = NetlinkConnection.Options()
        options.socket.timeLimit = .seconds(600)
        return options
    }
}
