import Netlink
import RTLink
import RTRoute
import Routing

/// Routes that change faster than they are read, and routes that go without a word.
struct RouteChecks {
    let changes: Int
    private let routes = 2000
    private let request = RTRoute.GetRoute.Dump(header: .init(family: .inet))

    /// The consumer stalls while routes change.
    func stalled(_ checks: inout Checks) async throws {
        let connection = try NetlinkConnection(.route)
        var socket = try NetlinkSocket(.route)
        let link = try Links.make("stall", &socket)
        var follower = try await Follower(request, on: connection)
        var churn = RouteChurn(link: link, routes: routes, seed: 1)
        // Once, so that memory for the work itself is there already.
        try churn.run(routes, on: &socket)
        _ = try await follower.takeUntilDumpAgrees()
        let (before, losses) = (Memory.resident, follower.lossCount)
        Memory.resetPeak()
        try churn.run(changes, for: .seconds(2), on: &socket)
        let agrees = try await follower.takeUntilDumpAgrees()
        let growth = Memory.peak - before
        checks.expect(follower.lossCount > losses, "\(churn.count) changes during a stall of 2 s: losses are reported")
        print("        \(follower.lossCount) times, \(follower.lostMessages) messages lost")
        checks.expect(agrees, "the follower ends with the \(follower.count) routes of a fresh dump")
        checks.expect(growth < 20 << 10, "memory grows by \(growth) KiB at most, below 20 MiB")
        try Links.remove("stall", &socket)
    }

    /// The consumer reads while routes change.
    func live(_ checks: inout Checks) async throws {
        var options = NetlinkConnection.Options()
        options.eventBufferSize = 256 << 20
        let connection = try NetlinkConnection(.route, options: options)
        var socket = try NetlinkSocket(.route)
        let link = try Links.make("live", &socket)
        var follower = try await Follower(request, on: connection)
        let (changes, routes) = (changes, routes)
        let producer = Task.detached { () throws -> Int in
            var socket = try NetlinkSocket(.route)
            var churn = RouteChurn(link: link, routes: routes, seed: 2)
            try churn.run(changes, on: &socket)
            return churn.count
        }
        try await follower.take { $0.changeCount >= changes || $0.lossCount > 0 }
        let count = try await producer.value
        let agrees = try await follower.takeUntilDumpAgrees()
        checks.expect(follower.lossCount == 0, "\(count) changes with a live consumer: nothing is lost")
        checks.expect(follower.changeCount == count, "each of them is told: \(follower.changeCount)")
        checks.expect(agrees, "the follower ends with the \(follower.count) routes of a fresh dump")
        try Links.remove("live", &socket)
    }

    /// The kernel removes routes in silence, and tells of routes with several next hops in parts.
    func silent(_ checks: inout Checks) async throws {
        let connection = try NetlinkConnection(.route)
        var socket = try NetlinkSocket(.route)
        let link = try Links.make("silent", &socket)
        var follower = try await Follower(RTRoute.GetRoute.Dump(), on: connection)
        let empty = follower.count
        var churn = RouteChurn(link: link, routes: 500, seed: 3)
        try churn.run(1000, on: &socket)
        checks.expect(try await follower.takeUntilDumpAgrees(\.stable), "\(follower.count - empty) routes are there")
        Tool.ip(["link set silent down"])
        checks.expect(try await follower.takeUntilDumpAgrees(\.stable), "a link that goes down takes its routes along")
        checks.expect(follower.count <= empty, "none of them is left: \(follower.count) routes, \(empty) before")
        let steps: KeyValuePairs = [
            "a link that comes back": ["link set silent up"],
            "addresses bring routes": [
                "address add 10.9.0.1/24 dev silent", "address add fd09::1/64 dev silent nodad",
            ],
            "several next hops": [
                "route add 10.10.0.0/16 nexthop via 10.9.0.2 nexthop via 10.9.0.3",
                "-6 route add fd10::/64 nexthop via fd09::2 nexthop via fd09::3",
            ],
            "another next hop": ["-6 route append fd10::/64 via fd09::4"],
            "one next hop less": ["-6 route del fd10::/64 via fd09::2"],
            "a route in place of another": [
                "route add 10.11.0.0/16 via 10.9.0.2", "route replace 10.11.0.0/16 via 10.9.0.3 mtu 1400",
            ],
            "routes beside each other": [
                "route append 10.11.0.0/16 via 10.9.0.4", "route del 10.11.0.0/16 via 10.9.0.3",
            ],
            "next hop objects": [
                "nexthop add id 7 via 10.9.0.2 dev silent", "route add 10.12.0.0/16 nhid 7", "nexthop del id 7",
            ],
            "an address that goes takes routes along": [
                "route add 10.13.0.0/16 dev silent src 10.9.0.1", "address del 10.9.0.1/24 dev silent",
            ],
        ]
        for (name, commands) in steps {
            Tool.ip(commands)
            checks.expect(try await follower.takeUntilDumpAgrees(\.stable), name)
        }
        try Links.remove("silent", &socket)
        checks.expect(try await follower.takeUntilDumpAgrees(\.stable), "a link that is removed takes routes along")
    }
}

extension RTRoute.GetRoute.Reply {
    /// Without what counts and passes.
    fileprivate var stable: Self {
        var route = self
        route.cacheinfo = nil
        return route
    }
}

/// Links that tests make for themselves.
enum Links {
    /// Makes a pair of links that are up, and returns the index of the first.
    static func make(_ name: String, _ socket: inout NetlinkSocket) throws -> UInt32 {
        Tool.ip([
            "link add \(name) type veth peer name \(name)-peer", "link set \(name) up", "link set \(name)-peer up",
        ])
        return try socket.perform(RTLink.GetLink(header: .init(), ifname: name)).header.index
    }

    /// Removes them.
    static func remove(_ name: String, _ socket: inout NetlinkSocket) throws {
        try socket.perform(RTLink.DelLink(header: .init(), ifname: name))
    }
}
