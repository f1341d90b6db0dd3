public import Netlink

/// The devices of the kernel, through bindings that users of this module have too.
public enum Devices {
    /// What the family `netdev` says about each device.
    public static func all() throws(NetlinkError) -> [Netdev.DevGet.Reply] {
        var socket = try NetlinkSocket()
        return try socket.dump(Netdev.DevGet.Dump())
    }
}
