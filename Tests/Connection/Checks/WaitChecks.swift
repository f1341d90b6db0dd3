import Netlink

/// How soon waits end: that of an event by cancellation, that of an answer by its time limit.
func checkWaits() async throws {
    let connection = try NetlinkConnection(.route)
    let clock = SuspendingClock()
    var sequences: [EventSequence<Routing>] = []
    for _ in 0..<100 { sequences.append(try await connection.events(of: Routing.self, groups: [Routing.routes])) }
    var times: [Duration] = []
    for _ in 0..<10 {
        let tasks = sequences.map { events in
            Task {
                do {
                    for try await _ in events { break }
                    return clock.now
                } catch NetlinkError.cancelled {
                    return clock.now
                }
            }
        }
        // By the time that the last one waits, the first ones have long been suspended.
        for events in sequences { while !events.isWaitedFor { await Task.yield() } }
        for task in tasks {
            let start = clock.now
            task.cancel()
            times.append(try await task.value - start)
        }
    }
    times.sort()
    let median = times[times.count / 2]
    print("cancelling a waiting next(): median \(median), 99 % within \(times[times.count * 99 / 100])")
    try expect(median < .milliseconds(1), "cancellation takes \(median)")

    // Nobody reads this socket, as if a family never answered.
    let silent = try SocketDescriptor(NetlinkProtocol(rawValue: 2))
    let endpoint = KernelEndpoint(port: try silent.bind(), transport: NetlinkProtocol(rawValue: 2))
    let unanswered = try NetlinkConnection(.route, options: .init(), endpoint: endpoint)
    let limit = Duration.milliseconds(200)
    let start = clock.now
    do {
        _ = try await unanswered.perform(Routing.FindLink(Routing.loopback), timeLimit: limit)
        throw Failure(description: "an answer of nobody")
    } catch NetlinkError.timeLimitExceeded {
        let time = clock.now - start
        print("a request that is never answered: ended after \(time), its limit is \(limit)")
        // How late it is is up to the scheduler.
        try expect(time >= limit && time < limit + .seconds(5), "it took \(time)")
    }
}
