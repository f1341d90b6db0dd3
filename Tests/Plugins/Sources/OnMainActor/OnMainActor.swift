import Netlink

/// Everything on the main actor, and every warning an error: the rules of IPv4 by priority.
@main
struct OnMainActor {
    static func main() async throws {
        let found = try await Task.detached { try rules() }.value
        for rule in found { print("rule", rule.priority ?? 0) }
    }
}

/// Bindings belong to no actor.
nonisolated func rules() throws(NetlinkError) -> [RTRule.GetRule.Reply] {
    var socket = try NetlinkSocket(.route)
    return try socket.dump(RTRule.GetRule.Dump()).filter { $0.header.family == 2 }
}
