import Netlink

/// 10.0.0.0 and on: routes that stay.
private let steady: UInt32 = 10 << 24

/// 13.0.0.0 and on: routes that come and go.
private let passing: UInt32 = 13 << 24

/// 127.1.0.0 and on: addresses.
private let addresses: UInt32 = 127 << 24 | 1 << 16

/// Dumps routes, and then addresses, of which some come and go all the time.
func checkDumps(routes: Int, dumps: Int) async throws {
    try addRoutes(steady..<steady + UInt32(routes))
    try await check("routes", Routing.ListRoutes(), dumps) { route in
        route.destination >> 24 == 10 ? route.destination : nil
    } steady: {
        Set(steady..<steady + UInt32(routes))
    } change: { socket in
        for destination in passing..<passing + 50 {
            try socket.perform(Routing.AddRoute(destination), flags: [.create, .replace])
        }
        for destination in passing..<passing + 50 { try socket.perform(Routing.RemoveRoute(destination)) }
    }

    // Of routes the kernel does not tell that a dump was interrupted, of addresses it does.
    let lasting = Set(addresses..<addresses + 2000)
    var socket = try NetlinkSocket(.route)
    for address in lasting { try socket.perform(Routing.AddAddress(address), flags: [.create, .replace]) }
    try await check("addresses", Routing.ListAddresses(), dumps) { address in
        address.local >> 16 == addresses >> 16 ? address.local : nil
    } steady: {
        lasting
    } change: { socket in
        let passing = addresses + 1 << 16
        try socket.perform(Routing.AddAddress(passing), flags: [.create, .replace])
        try socket.perform(Routing.RemoveAddress(passing))
        // Time for a dump between changes, now and then.
        for _ in 0..<Int.random(in: 0..<200) { _ = try socket.perform(Routing.FindLink(Routing.loopback)) }
    }
}

/// Makes dumps while something changes: each must be consistent, or say that it is not.
private func check<Request: DumpRequest>(
    _ name: String,
    _ request: Request,
    _ dumps: Int,
    key: (Request.Reply) -> UInt32?,
    steady: () -> Set<UInt32>,
    change: @escaping @Sendable (inout NetlinkSocket) throws -> Void
) async throws {
    let connection = try NetlinkConnection(.route)
    let isOver = Flag()
    let changer = Task.detached {
        var socket = try NetlinkSocket(.route)
        var count = 0
        while !isOver.isSet {
            try change(&socket)
            count += 1
        }
        return count
    }
    defer { isOver.set() }
    let steady = steady()
    var consistent = 0
    var interrupted = 0
    var attempts = 0
    for _ in 0..<dumps {
        let snapshot = try await connection.snapshot(of: request)
        attempts += snapshot.attempts
        guard snapshot.isConsistent else {
            interrupted += 1
            continue
        }
        consistent += 1
        let keys = snapshot.objects.compactMap(key)
        try expect(keys.count == steady.count && Set(keys) == steady, "a dump of \(name) that is not consistent")
    }
    isOver.set()
    let changes = try await changer.value
    print(
        "\(name): \(dumps) dumps of \(steady.count) and more, \(changes) rounds of changes: \(consistent) consistent,",
        "\(interrupted) interrupted each time, \(attempts - dumps) made again"
    )
}
