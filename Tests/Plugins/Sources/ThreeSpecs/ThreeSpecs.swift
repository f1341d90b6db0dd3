import Netlink

/// Three specs in one target: links, IPv4 addresses and the number of IPv4 routes, as `ip` has them.
@main
enum ThreeSpecs {
    static func main() throws {
        var socket = try NetlinkSocket(.route)
        for link in try socket.dump(RTLink.GetLink.Dump()) { print("link", link.ifname ?? "?", link.mtu ?? 0) }
        for address in try socket.dump(RTAddr.GetAddr.Dump()) where address.header.ifaFamily == 2 {
            print("address", address.local?.description ?? "?")
        }
        let routes = try socket.dump(RTRoute.GetRoute.Dump()).filter { $0.header.rtmFamily == 2 }
        print("routes", routes.count)
    }
}
