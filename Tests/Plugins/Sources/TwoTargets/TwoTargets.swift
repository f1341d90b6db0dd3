import DeviceKit
import Netlink

/// Two targets with specs: devices by one, limits of MPTCP by the other.
@main
enum TwoTargets {
    static func main() throws {
        for device in try Devices.all() { print("device", device.ifindex ?? 0) }
        var socket = try NetlinkSocket()
        let limits = try socket.perform(MPTCPPm.GetLimits())
        print("subflows", limits.subflows ?? 0)
    }
}
