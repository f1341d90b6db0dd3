import Netlink
import RTLink
import RTRoute

extension ContainerNetwork {
    /// Does what a runtime does for one container: sets its network up, shows it, and takes it down again.
    mutating func demonstrate(withContainer name: String) throws(NetlinkError) {
        try addBridge("demo0")
        for address in ["10.88.0.1/24", "fd88::1/64"].compactMap({ Prefix($0) }) { try add(address, to: "demo0") }
        do throws(NetlinkError) {
            try addVLAN("demo0.7", id: 7, on: "demo0")
        } catch .kernel(let error) where error.errno == .notSupported {
            print("this kernel has no VLANs: \(error)")
        }
        try addPair("demo-host", "demo-peer")
        for end in ["demo-host", "demo-peer"] { try set(end, mtu: 1400) }
        try attach("demo-host", toBridge: "demo0")
        for link in ["demo0", "demo-host"] { try set(link, up: true) }
        try move("demo-peer", toNamespace: name)

        var container = try ContainerNetwork(of: .named(name))
        try container.set("lo", up: true)
        try container.rename("demo-peer", to: "eth0")
        for address in ["10.88.0.2/24", "fd88::2/64"].compactMap({ Prefix($0) }) {
            try container.add(address, to: "eth0")
        }
        try container.set("eth0", up: true)
        for gateway in ["10.88.0.1", "fd88::1"].compactMap({ IPAddress($0) }) {
            try container.setDefaultGateway(gateway)
        }

        for link in try links() + container.links() {
            print("link", link.ifname ?? "?", link.mtu ?? 0, link.header.flags, link.address.map { "\($0)" } ?? "")
        }
        for address in try container.addresses() { print("address", address.json) }
        for route in try container.routes() where route.table == .main { print("route", route.json) }
        print("statistics", try container.statistics(of: "eth0").json)
        for link in ["demo-host", "demo0"] { try deleteLink(link) }
    }
}
