import Umbrella

/// Bindings and runtime by way of a module that exports both again.
@main
enum ReExported {
    static func main() throws {
        var socket = try NetlinkSocket()
        let loopback = try socket.perform(Netdev.DevGet(ifindex: 1))
        print("device", loopback.ifindex ?? 0)
    }
}
