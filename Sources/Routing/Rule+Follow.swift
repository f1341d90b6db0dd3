public import Netlink
public import RTRule

/// Rules that choose a routing table.
extension RTRule.GetRule.Dump: FollowableDump {
    /// The groups of the family, or of both.
    public var changeGroups: [MulticastGroup<RTRule>] {
        switch header.family {
        case .inet: [RTRule.Groups.rtnlgrpIpv4Rule]
        case .inet6: [RTRule.Groups.rtnlgrpIpv6Rule]
        default: [RTRule.Groups.rtnlgrpIpv4Rule, RTRule.Groups.rtnlgrpIpv6Rule]
        }
    }

    /// The whole rule: rules do not change, and nothing less tells them apart.
    public func key(of rule: RTRule.GetRule.Reply) -> RTRule.GetRule.Reply? { rule }

    /// Whether the rule is for IPv4 or IPv6, as the events are, and for the family that the request asks for.
    ///
    /// Multicast routing has rules too, of the families 128 and 129, and groups for them that no header names.
    public func includes(_ rule: RTRule.GetRule.Reply) -> Bool {
        let family = header.family
        guard [.inet, .inet6].contains(rule.header.family) else { return false }
        return family.rawValue == 0 || family == rule.header.family
    }

    /// Yes: the kernel looks for an equal rule only if the request says so (`fib_nl_newrule` with `NLM_F_EXCL`).
    public static var hasDuplicates: Bool { true }

    /// What an event tells about rules.
    public func news(in event: RTRule.Event) -> ObjectNews<RTRule.GetRule.Reply> {
        switch event {
        case .newRule(let rule): .present(rule)
        case .delRule(let rule): .gone(rule)
        default: .unrelated
        }
    }
}
