public import Netlink
public import RTLink

/// Links, by their index.
///
/// Changes that the kernel makes without a word stay unknown until the next event of the link: those of counters, and of
/// the alias of a link that is down (`netdev_state_change`).
extension RTLink.GetLink.Dump: FollowableDump {
    /// The group of links.
    public var changeGroups: [MulticastGroup<RTLink>] { [RTLink.Groups.rtnlgrpLink] }

    /// The index.
    ///
    /// A bridge tells of its ports in the same group, as links of the family `AF_BRIDGE` with a few attributes each, and
    /// of a port that leaves as of a link that is gone (`br_ifinfo_notify`). They are no links.
    public func key(of link: RTLink.GetLink.Reply) -> UInt32? {
        link.header.family == header.family ? link.header.index : nil
    }

    /// Whether the link has the master and the kind that the request asks for.
    public func includes(_ link: RTLink.GetLink.Reply) -> Bool {
        if let master, master != link.master ?? 0 { return false }
        if let kind = linkinfo?.kind, kind != link.linkinfo?.kind { return false }
        return true
    }

    /// What an event tells about links.
    ///
    /// The kernel makes the second link of a pair first, tells of it without the other one, and says no more when there
    /// is one (`veth_newlink`).
    public func news(in event: RTLink.Event) -> ObjectNews<RTLink.GetLink.Reply> {
        switch event {
        case .newLink(let link) where link.link == 0 && link.linkinfo?.kind == "veth": .unclear
        case .newLink(let link): .present(link)
        case .delLink(let link): .gone(link)
        default: .unrelated
        }
    }

    /// Waits until both links of a pair are there.
    public func settle(on connection: NetlinkConnection) async throws(NetlinkError) {
        try await connection.waitForRoutingLock()
    }
}
