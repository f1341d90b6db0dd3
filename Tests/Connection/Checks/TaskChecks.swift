import Netlink

private let taskCount = 64
private let routeCount = 5000

/// 10.0.0.0 and on: routes that stay.
private let steady: UInt32 = 10 << 24

/// 11.0.0.0 and on: routes that tasks make and remove.
private let passing: UInt32 = 11 << 24

/// How often what happened.
private struct Tally: Sendable {
    var answered = 0
    var cancelled = 0
    var dumps = 0
}

/// Many tasks make requests on one connection, some are cancelled, and all the time somebody dumps routes.
func checkTasks(rounds: Int, requests: Int) async throws {
    try addRoutes(steady..<steady + UInt32(routeCount))
    let connection = try NetlinkConnection(.route)
    print("round  answered  cancelled  dumps  descriptors  threads  memory KiB")
    var before: Resources?
    for round in 1...rounds {
        let tally = try await performRound(connection, requests)
        let now = Resources.now()
        print(
            [round, tally.answered, tally.cancelled, tally.dumps, now.descriptors, now.threads, now.memory]
                .map { String($0) }.joined(separator: "\t")
        )
        try expect(tally.answered + tally.cancelled == taskCount * requests, "requests without an end")
        // What the first round brings stays: threads of the pool, memory of the allocator.
        guard let first = before else {
            before = now
            continue
        }
        try expect(now.descriptors <= first.descriptors + 1, "descriptors grow")
        try expect(now.threads <= first.threads + 1, "threads grow")
        try expect(now.memory <= first.memory + 8 << 10, "memory grows")
    }
    print("tasks: every answer matches its request")
}

private func performRound(_ connection: NetlinkConnection, _ requests: Int) async throws -> Tally {
    let isOver = Flag()
    return try await withThrowingTaskGroup(of: Tally.self) { group in
        async let dumps = dumpRoutes(connection, until: isOver)
        for number in 0..<taskCount {
            group.addTask { try await performTask(connection, number, requests) }
        }
        var total = Tally()
        for try await tally in group {
            total.answered += tally.answered
            total.cancelled += tally.cancelled
        }
        isOver.set()
        total.dumps = try await dumps
        return total
    }
}

/// Dumps routes one time after the other; each dump must have all that stay.
private func dumpRoutes(_ connection: NetlinkConnection, until isOver: Flag) async throws -> Int {
    var count = 0
    repeat {
        var seen = Set<UInt32>()
        for try await route in connection.dump(Routing.ListRoutes()) where route.destination >> 24 == 10 {
            seen.insert(route.destination)
        }
        try expect(seen.count == routeCount, "\(seen.count) routes of \(routeCount) in a dump")
        count += 1
    } while !isOver.isSet
    return count
}

private func performTask(_ connection: NetlinkConnection, _ number: Int, _ requests: Int) async throws -> Tally {
    var tally = Tally()
    for count in 0..<requests {
        let destination = passing + UInt32(number * requests + count)
        let kind = count % 4
        guard Int.random(in: 0..<20) == 0 else {
            try await performRequest(connection, kind, destination)
            tally.answered += 1
            continue
        }
        let task = Task { try await performRequest(connection, kind, destination) }
        for _ in 0..<Int.random(in: 0..<4) { await Task.yield() }
        task.cancel()
        do {
            try await task.value
            tally.answered += 1
        } catch NetlinkError.cancelled {
            tally.cancelled += 1
        }
    }
    return tally
}

/// Makes a request whose answer tells that it belongs to no other.
private func performRequest(_ connection: NetlinkConnection, _ kind: Int, _ destination: UInt32) async throws {
    switch kind {
    case 0:
        let known = steady + destination % UInt32(routeCount)
        let route = try await connection.perform(Routing.FindRoute(known))
        try expect(route.destination == known, "route to \(route.destination) instead of \(known)")
    case 1:
        let link = try await connection.perform(Routing.FindLink(Routing.loopback))
        try expect(link.header.index == Routing.loopback && link.name == "lo", "link \(link.name) instead of lo")
    case 2:
        do {
            let link = try await connection.perform(Routing.FindLink(destination))
            throw Failure(description: "there is a link \(link.name) of number \(destination)")
        } catch NetlinkError.kernel(let error) {
            try expect(error.errno == .noDevice, "\(error) instead of ENODEV")
        }
    default:
        // Maybe cancelled in between: the route may stay.
        try? await connection.perform(Routing.AddRoute(destination), flags: [.create, .exclusive])
        try await connection.perform(Routing.RemoveRoute(destination))
    }
}

/// Adds routes through a blocking socket.
func addRoutes(_ destinations: Range<UInt32>) throws {
    var socket = try NetlinkSocket(.route)
    var batch = RequestBatch()
    for destination in destinations { try batch.append(Routing.AddRoute(destination), flags: [.create, .replace]) }
    for result in try socket.perform(batch, acknowledging: .failures) { try result.get() }
}
