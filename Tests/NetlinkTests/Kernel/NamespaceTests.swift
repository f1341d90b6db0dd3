import Testing

@testable import Netlink

/// Changes in a network namespace of our own.
@Suite(
    .tags(.kernel, .namespace),
    .enabled(if: isInPrivateNamespace, "needs NETLINK_TEST_NAMESPACE=1 unshare -n"),
    .serialized,
    .oneAtATime
)
struct NamespaceTests {
    /// The address of a number, as ``Route/NewAddress`` makes it.
    private func address(_ number: UInt16) -> UInt32 { 0x7f01_0000 | UInt32(number) }

    @Test func notificationOfOurOwnChangeIsAnEvent() throws {
        var socket = try NetlinkSocket(.route)
        try socket.join(Route.addresses)
        // It comes before the acknowledgement, with the number and the port of the request.
        try socket.perform(Route.NewAddress(1), flags: [.create, .exclusive])
        #expect(try socket.nextEvent(of: Route.self, timeLimit: .zero) == .newAddress(address(1)))
        let error = try #require(throws: NetlinkError.self) {
            try socket.perform(Route.NewAddress(1), flags: [.create, .exclusive])
        }
        #expect(error.errno == .exists)
        #expect(error.description.hasPrefix("route newaddr: "))
    }

    @Test func dumpInManyDatagrams() throws {
        var socket = try NetlinkSocket(.route)
        let numbers = Array(1000..<3000) as [UInt16]
        for number in numbers { try socket.perform(Route.NewAddress(number), flags: [.create]) }
        let found = try socket.dump(Route.GetAddresses()).map { UInt32(bigEndian: $0.local) }
        #expect(Set(numbers.map(address)).isSubset(of: found))
        #expect(Set(found).count == found.count)
        var streamed: [UInt32] = []
        try socket.dump(Route.GetAddresses()) { streamed.append(UInt32(bigEndian: $0.local)) }
        #expect(streamed == found)
        guard let lines = output(of: "ip -4 -o address show dev lo") else {
            print("skipped: the program 'ip' of iproute2 is not installed")
            return
        }
        #expect(lines.count == found.count)
    }

    @Test func interruptedDump() throws {
        var socket = try NetlinkSocket(.route)
        var other = try NetlinkSocket(.route)
        for number: UInt16 in 4000..<5000 { try socket.perform(Route.NewAddress(number), flags: [.create]) }
        var isChanged = false
        #expect(throws: NetlinkError.dumpInterrupted(request: "route getaddr", attempts: 1)) {
            try socket.dump(Route.GetAddresses()) { _ in
                // The first of several datagrams; the kernel notices when it makes the next one.
                if !isChanged { try other.perform(Route.NewAddress(6000), flags: .create) }
                isChanged = true
            }
        }
        #expect(try socket.dump(Route.GetAddresses()).count > 1000)
    }

    @Test func lostNotificationsAreCounted() throws {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var listener = try NetlinkSocket(.route, options: options)
        try listener.join(Route.addresses)
        var socket = try NetlinkSocket(.route)
        let numbers = Array(10000..<10200) as [UInt16]
        for number in numbers { try socket.perform(Route.NewAddress(number), flags: [.create]) }
        guard case .lost(let lost?) = try listener.nextEvent(of: Route.self, timeLimit: .zero) else {
            Issue.record("no loss")
            return
        }
        var received: [UInt32] = []
        while case .newAddress(let address) = try? listener.nextEvent(of: Route.self, timeLimit: .zero) {
            received.append(address)
        }
        #expect(!received.isEmpty)
        #expect(received.count + lost == numbers.count)
        #expect(received == numbers.prefix(received.count).map(address))
    }

    @Test func strictCheckingRefusesWhatTheKernelDoesNotKnow() throws {
        var socket = try NetlinkSocket(.route)
        var request = Route.GetAddresses()
        request.header.prefixLength = 24
        let error = try #require(throws: NetlinkError.self) { try socket.dump(request) }
        #expect(error.errno == .invalidArgument)
        #expect(error.description.contains("Invalid values in header"))
    }
}
