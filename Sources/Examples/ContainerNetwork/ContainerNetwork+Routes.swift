import Netlink
import RTAddr
import RTLink
import RTNeigh
import RTRoute

extension ContainerNetwork {
    mutating func addresses() throws(NetlinkError) -> [RTAddr.GetAddr.Reply] {
        try socket.dump(RTAddr.GetAddr.Dump())
    }

    mutating func add(_ address: Prefix, to link: String) throws(NetlinkError) {
        // The runtime hands addresses out, so nobody has to be asked whether they are in use.
        let flags: RTAddr.AddressFlags? = address.isIPv6 ? .noDAD : nil
        let header = try header(address, link)
        let request = RTAddr.NewAddr(header: header, address: address.address, local: address.address, flags: flags)
        try socket.perform(request, flags: [.create, .exclusive])
    }

    mutating func delete(_ address: Prefix, from link: String) throws(NetlinkError) {
        try socket.perform(RTAddr.DelAddr(header: try header(address, link), local: address.address))
    }

    private mutating func header(_ address: Prefix, _ link: String) throws(NetlinkError) -> RTAddr.AddressHeader {
        let index = try self.link(link).header.index
        return .init(family: address.isIPv6 ? .inet6 : .inet, prefixLength: address.length, index: index)
    }

    mutating func neighbours() throws(NetlinkError) -> [RTNeigh.GetNeigh.Reply] {
        try socket.dump(RTNeigh.GetNeigh.Dump())
    }

    mutating func routes() throws(NetlinkError) -> [RTRoute.GetRoute.Reply] {
        try socket.dump(RTRoute.GetRoute.Dump())
    }

    mutating func addRoute(to network: Prefix, _ hop: NextHop) throws(NetlinkError) {
        var route = RTRoute.NewRoute(header: header(network, scope: .universe), dst: network.address)
        switch hop {
        case .gateway(let address): route.gateway = address
        case .link(let name): (route.oif, route.header.scope) = (try link(name).header.index, .link)
        }
        try socket.perform(route, flags: [.create, .exclusive])
    }

    mutating func deleteRoute(to network: Prefix, _ hop: NextHop) throws(NetlinkError) {
        // Nowhere stands for any scope.
        var route = RTRoute.DelRoute(header: header(network, scope: .nowhere), dst: network.address)
        switch hop {
        case .gateway(let address): route.gateway = address
        case .link(let name): route.oif = try link(name).header.index
        }
        try socket.perform(route)
    }

    /// Sends what no other route is for to a gateway.
    mutating func setDefaultGateway(_ gateway: IPAddress) throws(NetlinkError) {
        guard let all = Prefix(gateway.bytes.count == 16 ? "::/0" : "0.0.0.0/0") else { return }
        try addRoute(to: all, .gateway(gateway))
    }

    private func header(_ network: Prefix, scope: RTRoute.Scope) -> RTRoute.RouteHeader {
        let family: RTRoute.AddressFamily = network.isIPv6 ? .inet6 : .inet
        let length = network.length
        return .init(family: family, dstLength: length, table: .main, protocol: .static, scope: scope, type: .unicast)
    }
}
