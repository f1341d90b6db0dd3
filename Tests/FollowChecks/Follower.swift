import Netlink

/// What a program knows that follows objects and believes all that it is told.
struct Follower<Request: FollowableDump> {
    private var changes: FollowSequence<Request>.AsyncIterator
    private let request: Request
    private let connection: NetlinkConnection
    private var objects: [Request.Key: [Request.Reply]] = [:]

    /// How many changes of single objects have been told.
    private(set) var changeCount = 0

    /// How often messages were lost.
    private(set) var lossCount = 0

    /// How many messages were lost, as far as the kernel told.
    private(set) var lostMessages = 0

    /// Changes of objects that are not there, or not as the change says.
    private(set) var contradictions: [String] = []

    /// Begins to follow.
    init(_ request: Request, on connection: NetlinkConnection) async throws {
        self.request = request
        self.connection = connection
        changes = connection.follow(request).makeAsyncIterator()
        try await takeNext()
    }

    /// How many objects there are.
    var count: Int { objects.values.reduce(0) { $0 + $1.count } }

    /// The objects by their keys.
    subscript(key: Request.Key) -> Request.Reply? { objects[key]?.first }

    /// Takes in the next change.
    mutating func takeNext() async throws {
        switch try await changes.next() {
        case .snapshot(let all):
            for object in all { add(object) }
        case .added(let object):
            changeCount += 1
            add(object)
        case .changed(let object, let old):
            changeCount += 1
            remove(old)
            add(object)
        case .removed(let object):
            changeCount += 1
            remove(object)
        case .lost(let count):
            lossCount += 1
            lostMessages += count ?? 0
        case .resynchronized, nil:
            break
        }
    }

    /// Takes in changes until a condition holds.
    mutating func take(until condition: (Follower) -> Bool) async throws {
        while !condition(self) { try await takeNext() }
    }

    /// Takes in changes until all is as a fresh dump tells, which must be soon: the program is ended if it waits for ever.
    ///
    /// - Parameter stable: Leaves out of an object what passes with the time.
    /// - Returns: Whether no change contradicted another.
    /// - Throws: What the follower or the dump throws.
    mutating func takeUntilDumpAgrees(_ stable: (Request.Reply) -> Request.Reply = { $0 }) async throws -> Bool {
        while true {
            let dumped = try await connection.snapshot(of: request)
            let there = dumped.objects.filter { request.includes($0) && request.key(of: $0) != nil }
            if Self.counted(there.map(stable)) == Self.counted(objects.values.joined().map(stable)) {
                return contradictions.isEmpty
            }
            try await takeNext()
        }
    }

    private static func counted(_ objects: [Request.Reply]) -> [Request.Reply: Int] {
        objects.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }

    private mutating func add(_ object: Request.Reply) {
        guard let key = request.key(of: object) else { return contradictions.append("no key: \(object)") }
        objects[key, default: []].append(object)
    }

    private mutating func remove(_ object: Request.Reply) {
        guard let key = request.key(of: object), let index = objects[key]?.firstIndex(of: object) else {
            return contradictions.append("not there: \(object)")
        }
        objects[key]?.remove(at: index)
        if objects[key]?.isEmpty == true { objects[key] = nil }
    }
}
