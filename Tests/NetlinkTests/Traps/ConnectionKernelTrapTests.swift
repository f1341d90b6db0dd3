import Testing

@testable import Netlink

/// Traps for connections that the running kernel can be brought to set; the table is in Tests/Traps.md.
@Suite(.tags(.kernel), .timeLimit(.minutes(2))) struct ConnectionKernelTrapTests {
    @Test(.needs("ethtool", command: 17))
    func `Dumps at the same time are not refused`() async throws {
        let connection = try NetlinkConnection()
        let dumps = (0..<8).map { _ in
            Task { try await connection.snapshot(of: NLCtrl.GetPolicy.Dump(familyName: "ethtool")).objects.count }
        }
        var counts: [Int] = []
        for dump in dumps { counts.append(try await dump.value) }
        #expect(counts[0] > 1)
        #expect(Set(counts).count == 1)
    }

    @Test func `Requests that are given up leave the others their answers`() async throws {
        let connection = try NetlinkConnection()
        let names = try await connection.snapshot(of: NLCtrl.GetFamily.Dump()).objects.compactMap(\.familyName)
        let requests = (0..<400).map { number in
            Task { try await connection.family(named: names[number % names.count]).familyName }
        }
        for number in requests.indices where number % 3 == 0 { requests[number].cancel() }
        for (number, request) in requests.enumerated() {
            switch await request.result {
            case .success(let name): #expect(name == names[number % names.count])
            case .failure(let error):
                #expect(number % 3 == 0, "\(error)")
                guard case .cancelled = error as? NetlinkError else { Issue.record("\(error)"); continue }
            }
        }
    }

    @Test func `Descriptors of a connection are closed on exec`() async throws {
        let connection = try NetlinkConnection()
        let events = try await connection.events(of: NLCtrl.self, groups: [NLCtrl.Groups.notify])
        var dump = connection.dump(NLCtrl.GetFamily.Dump(), delivery: .asTheyCome).makeAsyncIterator()
        #expect(try await dump.next() != nil)
        let ports = Set([connection.portID, events.portID])
        #expect(ports.count == 2)
        // The shell has but its own files and those that it was given as such.
        let files = try #require(output(of: "ls -l /proc/self/fd"))
        #expect(files.count > 2)
        #expect(!files.contains { $0.contains("eventpoll") || $0.contains("eventfd") || $0.contains("NETLINK") })
        let sockets = files.filter { $0.contains("socket:[") }.compactMap { $0.split(separator: "[").last?.dropLast() }
        let netlink = try #require(output(of: "cat /proc/net/netlink")).joined(separator: "\n")
        #expect(!sockets.contains { netlink.contains($0) })
    }
}

extension NamespaceTests {
    @Test func `Events of a connection that do not fit are counted`() async throws {
        var options = NetlinkConnection.Options()
        options.eventBufferSize = 1
        let connection = try NetlinkConnection(.route, options: options)
        let events = try await connection.events(of: Route.self, groups: [Route.addresses])
        let numbers = 34_000..<34_300 as Range<UInt16>
        for number in numbers { try await connection.perform(Route.NewAddress(number), flags: .create) }
        var (received, lost) = (0, 0)
        for try await event in events {
            switch event {
            case .newAddress: received += 1
            case .lost(let count): lost += count ?? 0
            case .unknown(let type): Issue.record("message of type \(type)")
            }
            if received + lost >= numbers.count { break }
        }
        #expect(received > 0 && lost > 0)
        #expect(received + lost == numbers.count)
    }
}
