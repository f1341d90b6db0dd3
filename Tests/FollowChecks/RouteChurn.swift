import Netlink
import RTRoute

/// Adds and removes routes, as fast as the kernel does.
struct RouteChurn {
    private let link: UInt32
    private var generator: SplitMix
    private var isThere: [Bool]

    /// How many changes the kernel has made.
    private(set) var count = 0

    /// Prepares changes of routes through a link.
    init(link: UInt32, routes: Int, seed: UInt64) {
        self.link = link
        generator = SplitMix(state: seed)
        isThere = Array(repeating: false, count: routes)
    }

    /// Makes at least some number of changes, and goes on until some time has passed.
    mutating func run(_ changes: Int, for duration: Duration = .zero, on socket: inout NetlinkSocket) throws {
        let clock = ContinuousClock()
        let end = clock.now + duration
        let goal = count + changes
        while count < goal || clock.now < end { try makeChanges(on: &socket) }
    }

    /// Removes all routes but those that were there before.
    mutating func removeAll(on socket: inout NetlinkSocket) throws {
        for index in isThere.indices where isThere[index] { try change([index], on: &socket) }
    }

    private mutating func makeChanges(on socket: inout NetlinkSocket) throws {
        var chosen: Set<Int> = []
        while chosen.count < min(50, isThere.count) {
            chosen.insert(Int.random(in: isThere.indices, using: &generator))
        }
        try change(chosen.sorted(), on: &socket)
    }

    private mutating func change(_ indices: [Int], on socket: inout NetlinkSocket) throws {
        var batch = RequestBatch()
        for index in indices {
            if isThere[index] {
                try batch.append(RTRoute.DelRoute(header: header, dst: destination(index), oif: link))
            } else {
                try batch.append(
                    RTRoute.NewRoute(header: header, dst: destination(index), oif: link),
                    flags: [.create, .exclusive]
                )
            }
        }
        let results = try socket.perform(batch)
        for (index, result) in zip(indices, results) {
            if let error = result.error { throw error }
            isThere[index].toggle()
            count += 1
        }
    }

    private var header: RTRoute.RouteHeader {
        .init(
            family: .inet,
            dstLength: 32,
            table: .main,
            protocol: .static,
            scope: .link,
            type: .unicast
        )
    }

    private func destination(_ index: Int) -> IPAddress {
        .v4(IPv4Address(10, 64, UInt8(truncatingIfNeeded: index >> 8), UInt8(truncatingIfNeeded: index)))
    }
}

/// Random numbers that are the same each time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
