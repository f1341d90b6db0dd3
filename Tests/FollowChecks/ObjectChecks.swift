import Netlink
import RTAddr
import RTLink
import RTNeigh
import RTRule
import Routing

/// Links, addresses, neighbours and rules that somebody else changes at random.
struct ObjectChecks {
    let rounds: Int

    /// Links of several kinds, some of them ports of a bridge.
    func links(_ checks: inout Checks) async throws {
        let connection = try NetlinkConnection(.route)
        let names = (0..<8).map { "l\($0)" }
        try await follow(RTLink.GetLink.Dump(), "links", on: connection, &checks, stable: \.stable) { generator in
            let name = names.randomElement(using: &generator) ?? ""
            return [
                "link add \(name) type ifb", "link add \(name) type bridge", "link del \(name)",
                "link add \(name) type veth peer name \(name)p", "link set \(name) up", "link set \(name) down",
                "link set \(name) mtu \(Int.random(in: 1300...1500, using: &generator))",
                "link set \(name)p master \(names.randomElement(using: &generator) ?? "")",
                "link set \(name)p nomaster",
            ]
        }
        Tool.ip(names.map { "link del \($0)" })
    }

    /// Addresses of both families.
    func addresses(_ checks: inout Checks) async throws {
        let connection = try NetlinkConnection(.route)
        var socket = try NetlinkSocket(.route)
        _ = try Links.make("ends", &socket)
        try await follow(RTAddr.GetAddr.Dump(), "addresses", on: connection, &checks, stable: \.stable) { generator in
            let number = Int.random(in: 1...20, using: &generator)
            let device = Bool.random(using: &generator) ? "ends" : "ends-peer"
            return [
                "address add 10.1.0.\(number)/24 dev \(device)", "address del 10.1.0.\(number)/24 dev \(device)",
                "address add 10.2.0.\(number) peer 10.3.0.\(number)/32 dev \(device)",
                "address del 10.2.0.\(number) peer 10.3.0.\(number)/32 dev \(device)",
                "address add fd01::\(number)/64 dev \(device) nodad", "address del fd01::\(number)/64 dev \(device)",
                "address replace fd01::\(number)/64 dev \(device) nodad preferred_lft 1000 valid_lft 2000",
                "link set \(device) down", "link set \(device) up",
            ]
        }
        try Links.remove("ends", &socket)
    }

    /// Neighbours that stay until they are removed.
    func neighbours(_ checks: inout Checks) async throws {
        let connection = try NetlinkConnection(.route)
        var socket = try NetlinkSocket(.route)
        _ = try Links.make("near", &socket)
        Tool.ip(["link add near-br type bridge", "link set near-peer master near-br"])
        let request = RTNeigh.GetNeigh.Dump()
        try await follow(request, "neighbours", on: connection, &checks, stable: \.stable) { generator in
            let number = Int.random(in: 1...30, using: &generator)
            let station = "02:00:00:00:00:\(number + 10)"
            return [
                "neigh add 10.1.0.\(number) lladdr \(station) dev near nud permanent",
                "neigh replace 10.1.0.\(number) lladdr 02:00:00:00:01:\(number + 10) dev near nud permanent",
                "neigh del 10.1.0.\(number) dev near",
                "neigh add fd01::\(number) lladdr \(station) dev near nud permanent",
                "neigh del fd01::\(number) dev near",
                "neigh add proxy 10.1.0.\(number) dev near", "neigh del proxy 10.1.0.\(number) dev near",
            ]
        }
        try Links.remove("near", &socket)
        Tool.ip(["link del near-br"])
    }

    /// Rules of both families.
    func rules(_ checks: inout Checks) async throws {
        let connection = try NetlinkConnection(.route)
        try await follow(RTRule.GetRule.Dump(), "rules", on: connection, &checks, stable: { $0 }) { generator in
            let number = Int.random(in: 1...20, using: &generator)
            return [
                "rule add from 10.1.0.\(number) table \(number + 100)", "rule del from 10.1.0.\(number)",
                "-6 rule add to fd01::\(number) table \(number + 1000) priority \(number + 50)",
                "-6 rule del to fd01::\(number)", "rule add fwmark \(number) priority \(number) prohibit",
                "rule del fwmark \(number)",
            ]
        }
        let main = "rule add lookup main priority 32766"
        Tool.ip(["rule flush", main, "-6 rule flush", "-6 \(main)"])
    }

    /// Follows objects while somebody else changes them.
    private func follow<Request: FollowableDump>(
        _ request: Request,
        _ name: String,
        on connection: NetlinkConnection,
        _ checks: inout Checks,
        stable: (Request.Reply) -> Request.Reply,
        commands: (inout SplitMix) -> [String]
    ) async throws {
        var follower = try await Follower(request, on: connection)
        var generator = SplitMix(state: 4)
        var agreements = 0
        for _ in 0..<rounds {
            Tool.ip((0..<40).compactMap { _ in commands(&generator).randomElement(using: &generator) })
            if try await follower.takeUntilDumpAgrees(stable) { agreements += 1 }
        }
        for contradiction in follower.contradictions.prefix(5) { print("        \(contradiction)") }
        checks.expect(
            agreements == rounds,
            "\(name): \(follower.changeCount) changes told, dumps agree \(agreements) of \(rounds) times"
        )
    }
}

extension RTLink.GetLink.Reply {
    /// Without what counts and passes, and what events tell otherwise than dumps.
    fileprivate var stable: Self {
        var link = self
        link.header.change = []
        link.stats = nil
        link.stats64 = nil
        link.afSpec = nil
        link.event = nil
        if case .bridge(var bridge) = link.linkinfo?.data {
            bridge.helloTimer = nil
            bridge.tcnTimer = nil
            bridge.topologyChangeTimer = nil
            bridge.gcTimer = nil
            link.linkinfo?.data = .bridge(bridge)
        }
        if case .bridge(var port) = link.linkinfo?.slaveData {
            port.messageAgeTimer = nil
            port.forwardDelayTimer = nil
            port.holdTimer = nil
            link.linkinfo?.slaveData = .bridge(port)
        }
        return link
    }
}

extension RTAddr.GetAddr.Reply {
    /// Without the times, which pass.
    fileprivate var stable: Self {
        var address = self
        address.cacheinfo = nil
        return address
    }
}

extension RTNeigh.GetNeigh.Reply {
    /// Without the times, which pass.
    fileprivate var stable: Self {
        var neighbour = self
        neighbour.cacheinfo = nil
        neighbour.probes = nil
        return neighbour
    }
}
