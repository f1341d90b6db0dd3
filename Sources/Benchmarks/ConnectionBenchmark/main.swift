// The asynchronous connection beside the blocking socket: the same requests and the same events, turn by turn.
//
//   connection-benchmark [ROUNDS]
//
// Requests go to the running kernel and need no privilege; events come from a thread of this process, as fast as they
// are read. Each figure is the median of the rounds. Exits with 1 if a ratio is below its limit.

import Glibc
import Netlink

let rounds = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
let requestCount = 20000
let eventCount = 200_000

/// A kind of work, and how often a second each side does it.
struct Contest {
    let name: String
    let limit: Double
    var blocking: [Double] = []
    var connection: [Double] = []

    static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

    var ratio: Double { Contest.median(connection) / Contest.median(blocking) }

    func line() -> String {
        func column(_ text: String, _ width: Int) -> String {
            String(repeating: " ", count: max(width - text.count, 0)) + text
        }
        func rate(_ values: [Double]) -> String { "\(Int(Contest.median(values) / 1000)) k/s" }
        let hundredths = Int((ratio * 100).rounded())
        return name + column(rate(blocking), 42 - name.count) + column(rate(connection), 14)
            + column("\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)", 10) + column("\(limit)", 8)
    }
}

/// How often a second something happens that happens `count` times in a closure.
func rate(_ count: Int, _ body: () async throws -> Void) async rethrows -> Double {
    let duration = try await ContinuousClock().measure { try await body() }
    return Double(count) / (duration / .seconds(1))
}

let request = NLCtrl.GetFamily(familyName: "nlctrl")

func blockingRequests() async throws -> Double {
    var socket = try NetlinkSocket()
    return try await rate(requestCount) {
        for _ in 0..<requestCount { _ = try socket.perform(request) }
    }
}

func requests(tasks: Int) async throws -> Double {
    let connection = try NetlinkConnection()
    return try await rate(requestCount) {
        try await withThrowingTaskGroup { group in
            for _ in 0..<tasks {
                group.addTask {
                    for _ in 0..<requestCount / tasks { _ = try await connection.perform(request) }
                }
            }
            try await group.waitForAll()
        }
    }
}

func blockingEvents() async throws -> Double {
    let source = try EventSource()
    var socket = try NetlinkSocket(News.netlinkProtocol, options: .init(), endpoint: source.endpoint)
    source.start(eventCount, to: socket.portID)
    return try await rate(eventCount) {
        for _ in 0..<eventCount { _ = try socket.nextEvent(of: News.self) }
    }
}

func events() async throws -> Double {
    let source = try EventSource()
    var options = NetlinkConnection.Options()
    options.eventBufferSize = nil
    let connection = try NetlinkConnection(News.netlinkProtocol, options: options, endpoint: source.endpoint)
    let events = try await connection.events(of: News.self)
    source.start(eventCount, to: events.portID)
    return try await rate(eventCount) {
        var iterator = events.makeAsyncIterator()
        for _ in 0..<eventCount { _ = try await iterator.next() }
    }
}

var oneByOne = Contest(name: "requests, one at a time", limit: 0.5)
var together = Contest(name: "requests, 16 tasks", limit: 1)
var eventContest = Contest(name: "events", limit: 0.6)
for _ in 0..<rounds {
    oneByOne.blocking.append(try await blockingRequests())
    oneByOne.connection.append(try await requests(tasks: 1))
    together.connection.append(try await requests(tasks: 16))
    eventContest.blocking.append(try await blockingEvents())
    eventContest.connection.append(try await events())
}
together.blocking = oneByOne.blocking
print("work                        NetlinkSocket  NetlinkConnection  ratio   limit")
for contest in [oneByOne, together, eventContest] { print(contest.line()) }
exit([oneByOne, together, eventContest].allSatisfy { $0.ratio >= $0.limit } ? 0 : 1)
