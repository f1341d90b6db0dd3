import KernelRTLink
import Netlink

extension NetlinkSocket {
    /// A link by its name.
    mutating func link(_ name: String) throws(NetlinkError) -> RTLink.GetLink.Reply {
        try perform(RTLink.GetLink(header: .init(), ifname: name))
    }

    /// A link's number.
    mutating func index(_ name: String) throws(NetlinkError) -> UInt32 { UInt32(try link(name).header.ifiIndex) }

    /// All links, by number.
    mutating func links() throws(NetlinkError) -> [UInt32: RTLink.GetLink.Reply] {
        let links = try dump(RTLink.GetLink.Dump())
        return Dictionary(uniqueKeysWithValues: links.map { (UInt32($0.header.ifiIndex), $0) })
    }

    /// Makes a link.
    mutating func add(
        _ name: String,
        _ kind: String,
        _ data: RTLink.LinkinfoData? = nil,
        on link: UInt32? = nil
    ) throws(NetlinkError) {
        try perform(
            RTLink.NewLink(header: .init(), ifname: name, linkinfo: .init(kind: kind, data: data), link: link),
            flags: [.create, .exclusive]
        )
    }

    /// Deletes a link.
    mutating func delete(_ name: String) throws(NetlinkError) {
        try perform(RTLink.DelLink(header: .init(), ifname: name))
    }

    /// Makes a link a port of another one; of none without a name.
    mutating func set(_ name: String, master: String?) throws(NetlinkError) {
        let number = if let master { try index(master) } else { 0 as UInt32 }
        try perform(RTLink.SetLink(header: .init(ifiIndex: Int32(try index(name))), master: number))
    }

    /// Takes a link into or out of use.
    mutating func set(_ name: String, up: Bool) throws(NetlinkError) {
        let header = RTLink.Ifinfomsg(
            ifiIndex: Int32(try index(name)),
            ifiFlags: up ? .up : [],
            ifiChange: RTLink.IfinfoFlags.up.rawValue
        )
        try perform(RTLink.SetLink(header: header))
    }

    /// What the kernel says about a request that it must refuse; `nil` if it carries it out.
    mutating func refusal<Request: DoRequest>(
        of request: Request,
        flags: MessageFlags = []
    ) throws(NetlinkError) -> KernelError? where Request.Reply == NoReply {
        do throws(NetlinkError) {
            try perform(request, flags: flags)
        } catch .kernel(let refusal) {
            return refusal
        }
        return nil
    }

    /// What the kernel says about a request that it must refuse; `nil` if it answers.
    mutating func refusal<Request: DoRequest>(
        of request: Request
    ) throws(NetlinkError) -> KernelError? where Request.Reply: NetlinkMessage {
        do throws(NetlinkError) {
            _ = try performAll(request)
        } catch .kernel(let refusal) {
            return refusal
        }
        return nil
    }
}
