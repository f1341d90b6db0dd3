import Glibc
import Netlink

/// 12.0.0.0 and on.
private let changing: UInt32 = 12 << 24

/// Changes routes while a consumer stalls for two seconds or more, and once more while one reads.
func checkEvents(changes: Int) async throws {
    try await checkStalledConsumer(changes)
    try await checkLiveConsumer(changes)
}

private func checkStalledConsumer(_ changes: Int) async throws {
    let connection = try NetlinkConnection(.route)
    let events = try await connection.events(of: Routing.self, groups: [Routing.routes])
    // What changing takes is not counted.
    try changeRoutes(1000)
    let before = Resources.now().memory
    var peak = before
    var made = 1000
    // The consumer stalls as long as this goes on: nobody reads.
    let clock = SuspendingClock()
    let start = clock.now
    while made < changes || clock.now - start < .seconds(2) {
        try changeRoutes(1000)
        made += 1000
        peak = max(peak, Resources.now().memory)
    }
    let drops = try dropped(by: events.portID)
    try expect(drops > 0, "nothing was lost: the receive buffer was never full")
    var seen = 0
    var lost = 0
    for try await event in events {
        peak = max(peak, Resources.now().memory)
        switch event {
        case .lost(let count): lost += count ?? 0
        case .added, .removed: seen += 1
        case .unknown: break
        }
        if seen + lost >= made { break }
    }
    print(
        "stalled: \(made) changes, \(seen) seen, \(lost) reported as lost,",
        "at most \(peak - before) KiB more memory"
    )
    try expect(lost == drops, "\(lost) reported as lost, of \(drops) that the kernel dropped")
    try expect(peak - before < 20 << 10, "\(peak - before) KiB more memory")
}

/// The kernel's count of messages that a socket has lost (the column `Drops` of `/proc/net/netlink`).
private func dropped(by port: UInt32) throws -> Int {
    guard let file = unsafe fopen("/proc/net/netlink", "r") else { throw Failure(description: "no /proc/net/netlink") }
    defer { unsafe fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while unsafe fgets(&line, Int32(line.count), file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let columns = text.split(whereSeparator: \.isWhitespace)
        guard columns.count > 8, columns[1] == "0", UInt32(columns[2]) == port else { continue }
        return Int(columns[8]) ?? 0
    }
    throw Failure(description: "the kernel knows no socket with port \(port)")
}

private func checkLiveConsumer(_ changes: Int) async throws {
    var options = NetlinkConnection.Options()
    options.eventBufferSize = 64 << 20
    let events = try await NetlinkConnection(.route, options: options)
        .events(of: Routing.self, groups: [Routing.routes])
    let reader = Task {
        var seen = 0
        for try await event in events {
            if case .lost(let count) = event {
                throw Failure(description: "\(count.map { "\($0)" } ?? "some") events lost of a live consumer")
            }
            seen += 1
            if seen == changes { break }
        }
        return seen
    }
    let before = Resources.now().memory
    try changeRoutes(changes)
    let seen = try await reader.value
    print("live: \(changes) changes, \(seen) seen, none lost, \(Resources.now().memory - before) KiB more memory")
}

/// Adds routes and removes them again, each of which is a change.
private func changeRoutes(_ changes: Int) throws {
    var socket = try NetlinkSocket(.route)
    var batch = RequestBatch()
    var left = changes
    while left > 0 {
        let count = UInt32(min(max(left / 2, 1), 500))
        batch.removeAll()
        for destination in changing..<changing + count {
            try batch.append(Routing.AddRoute(destination), flags: [.create, .exclusive])
        }
        for destination in changing..<changing + count { try batch.append(Routing.RemoveRoute(destination)) }
        for result in try socket.perform(batch, acknowledging: .failures) { try result.get() }
        left -= Int(count) * 2
    }
}
