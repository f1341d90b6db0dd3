import Glibc
import Netlink
import RTLink

extension ContainerNetwork {
    mutating func links() throws(NetlinkError) -> [RTLink.GetLink.Reply] {
        try socket.dump(RTLink.GetLink.Dump())
    }

    mutating func link(_ name: String) throws(NetlinkError) -> RTLink.GetLink.Reply {
        try socket.perform(RTLink.GetLink(header: .init(), ifname: name))
    }

    /// Counts of what went through a link.
    mutating func statistics(of name: String) throws(NetlinkError) -> RTLink.GetStats.Reply {
        let index = try link(name).header.index
        return try socket.perform(RTLink.GetStats(header: .init(index: index, filter: .link64)))
    }

    /// Makes a bridge, to which links are attached as ports.
    mutating func addBridge(_ name: String) throws(NetlinkError) {
        try add(.init(header: .init(), ifname: name, linkinfo: .init(data: .bridge(.init()))))
    }

    /// Makes two links; what is sent through one comes in through the other.
    mutating func addPair(_ name: String, _ peer: String) throws(NetlinkError) {
        let veth = RTLink.Veth(peer: .veth(.init(), .init(ifname: peer)))
        try add(.init(header: .init(), ifname: name, linkinfo: .init(data: .veth(veth))))
    }

    /// Makes a link for the frames of a VLAN on another link.
    mutating func addVLAN(_ name: String, id: UInt16, on link: String) throws(NetlinkError) {
        let index = try self.link(link).header.index
        try add(.init(header: .init(), ifname: name, linkinfo: .init(data: .vlan(.init(id: id))), link: index))
    }

    private mutating func add(_ link: RTLink.NewLink) throws(NetlinkError) {
        try socket.perform(link, flags: [.create, .exclusive])
    }

    /// Deletes a link; the other end of a pair goes as well.
    mutating func deleteLink(_ name: String) throws(NetlinkError) {
        try socket.perform(RTLink.DelLink(header: .init(), ifname: name))
    }

    mutating func rename(_ name: String, to newName: String) throws(NetlinkError) {
        // With an index in the header, the name is the new one; without, it tells which link to change.
        let index = try link(name).header.index
        try socket.perform(RTLink.SetLink(header: .init(index: index), ifname: newName))
    }

    /// Moves a link to the namespace that `ip netns add` has given a name; there it is down.
    mutating func move(_ name: String, toNamespace namespace: String) throws(NetlinkError) {
        let descriptor = unsafe open("/run/netns/\(namespace)", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .systemCall("open", Netlink.Errno(rawValue: errno)) }
        defer { close(descriptor) }
        try socket.perform(RTLink.SetLink(header: .init(), ifname: name, netNsFd: UInt32(descriptor)))
    }

    mutating func set(_ name: String, up: Bool) throws(NetlinkError) {
        let header = RTLink.LinkHeader(flags: up ? .up : [], change: .up)
        try socket.perform(RTLink.SetLink(header: header, ifname: name))
    }

    mutating func set(_ name: String, mtu: UInt32) throws(NetlinkError) {
        try socket.perform(RTLink.SetLink(header: .init(), ifname: name, mtu: mtu))
    }

    /// Makes a link a port of a bridge, or of none.
    mutating func attach(_ name: String, toBridge bridge: String?) throws(NetlinkError) {
        let master: UInt32 = if let bridge { try link(bridge).header.index } else { 0 }
        try socket.perform(RTLink.SetLink(header: .init(), ifname: name, master: master))
    }
}
