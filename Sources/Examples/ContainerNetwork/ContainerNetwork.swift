import Netlink

/// The links, addresses and routes of a network namespace, as a container runtime needs them.
struct ContainerNetwork: ~Copyable {
    var socket: NetlinkSocket

    /// Opens the network of a namespace; it stays that of the namespace, whatever becomes of the thread.
    init(of namespace: NetworkNamespace = .current) throws(NetlinkError) {
        var options = NetlinkSocket.Options()
        options.networkNamespace = namespace
        socket = try NetlinkSocket(.route, options: options)
    }
}

/// An address with the length of its network's prefix, such as `10.0.0.1/24`.
struct Prefix {
    let address: IPAddress
    let length: UInt8

    var isIPv6: Bool { address.bytes.count == 16 }

    /// Reads an address, a slash and a length.
    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = UInt8(parts[1]) else {
            return nil
        }
        (self.address, self.length) = (address, length)
    }
}

/// Where packets of a route go: to a gateway, or out of a link to a neighbour.
enum NextHop {
    case gateway(IPAddress)
    case link(String)

    /// Reads an address, or else the name of a link.
    init(_ text: String) { self = IPAddress(text).map { .gateway($0) } ?? .link(text) }
}
