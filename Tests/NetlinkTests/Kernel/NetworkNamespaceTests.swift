import Testing

@testable import Netlink

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A network namespace that exists as long as the value.
private struct TemporaryNamespace: ~Copyable {
    let name: String

    /// Creates a namespace with its loopback device up.
    init(_ suffix: String) throws {
        name = "swift-ynl-\(getpid())-\(suffix)"
        try #require(output(of: "ip netns add \(name) && ip -netns \(name) link set lo up") != nil)
    }

    deinit { _ = output(of: "ip netns delete \(name)") }

    /// A socket in the namespace.
    func socket(_ options: NetlinkSocket.Options = NetlinkSocket.Options()) throws -> NetlinkSocket {
        var options = options
        options.networkNamespace = .named(name)
        return try NetlinkSocket(.route, options: options)
    }
}

extension Route.GetAddresses: FollowableDump {
    var changeGroups: [MulticastGroup<Route>] { [Route.addresses] }

    func key(of address: Route.NewAddress) -> UInt32? { address.local }

    func news(in event: Route.Event) -> ObjectNews<Route.NewAddress> {
        guard case .newAddress(let local) = event else { return .unrelated }
        return .present(Route.NewAddress(UInt16(truncatingIfNeeded: local)))
    }
}

/// The namespaces that the threads of this process are in.
private func namespacesOfThreads() -> Set<String> {
    Set(output(of: "for task in /proc/\(getpid())/task/*; do readlink $task/ns/net; done") ?? [])
}

@Suite(
    .tags(.kernel, .namespace),
    .enabled(if: isInPrivateNamespace, "needs NETLINK_TEST_NAMESPACE=1 unshare -n"),
    .serialized,
    .oneAtATime,
    .timeLimit(.minutes(2))
)
struct NetworkNamespaceTests {
    /// The address of a number, as ``Route/NewAddress`` makes it.
    private func address(_ number: UInt16) -> UInt32 { (0x7f01_0000 | UInt32(number)).bigEndian }

    @Test func socketIsOpenedByPath() throws {
        let namespace = try TemporaryNamespace("path")
        var there = try namespace.socket()
        try there.perform(Route.NewAddress(7), flags: [.create])
        #expect(try there.dump(Route.GetAddresses()).map(\.local).contains(address(7)))
        #expect(output(of: "ip -netns \(namespace.name) -4 -o address show to 127.1.0.7")?.count == 1)
        var here = try NetlinkSocket(.route)
        #expect(try !here.dump(Route.GetAddresses()).map(\.local).contains(address(7)))
    }

    @Test func socketIsOpenedByDescriptor() throws {
        let namespace = try TemporaryNamespace("descriptor")
        let descriptor = try SystemCall.open("/run/netns/" + namespace.name)
        defer { SystemCall.close(descriptor) }
        var options = NetlinkSocket.Options()
        options.networkNamespace = .descriptor(descriptor)
        var socket = try NetlinkSocket(.route, options: options)
        try socket.perform(Route.NewAddress(8), flags: [.create])
        #expect(output(of: "ip -netns \(namespace.name) -4 -o address show to 127.1.0.8")?.count == 1)
    }

    @Test func noThreadIsMoved() throws {
        let namespace = try TemporaryNamespace("threads")
        let before = namespacesOfThreads()
        #expect(before.count == 1)
        for _ in 0..<100 { _ = try namespace.socket() }
        #expect(namespacesOfThreads() == before)
    }

    @Test func namespacesThatCannotBeEntered() {
        func error(_ namespace: NetworkNamespace) -> NetlinkError? {
            var options = NetlinkSocket.Options()
            options.networkNamespace = namespace
            return #expect(throws: NetlinkError.self) { _ = try NetlinkSocket(.route, options: options) }
        }
        #expect(error(.named("absent")) == .namespaceUnavailable(.path("/run/netns/absent"), .noEntry))
        #expect(error(.path("/dev/null"))?.errno == .invalidArgument)
        #expect(error(.path("/proc/self/ns/mnt"))?.errno == .invalidArgument)
        #expect(error(.descriptor(-1)) == .namespaceUnavailable(.descriptor(-1), Errno(rawValue: EBADF)))
        #expect(
            error(.named("absent"))?.description
                == "no socket can be opened in the network namespace /run/netns/absent: "
                + "No such file or directory (ENOENT)"
        )
        #expect(namespacesOfThreads().count == 1)
    }

    @Test func eventsOfOtherNamespacesHaveTheirNumber() throws {
        let one = try TemporaryNamespace("one")
        let other = try TemporaryNamespace("other")
        #expect(output(of: "ip netns set \(one.name) 41") != nil)
        #expect(output(of: "ip netns set \(other.name) 42") != nil)
        var options = NetlinkSocket.Options()
        options.listensToAllNamespaces = true
        var listener = try NetlinkSocket(.route, options: options)
        try listener.join(Route.addresses)
        var sender = try NetlinkSocket(.route)
        var inOne = try one.socket()
        var inOther = try other.socket()
        try inOne.perform(Route.NewAddress(11), flags: [.create])
        try inOther.perform(Route.NewAddress(12), flags: [.create])
        // What comes in before an answer keeps its number too.
        try listener.perform(Route.NewAddress(13), flags: [.create])
        try sender.perform(Route.NewAddress(14), flags: [.create])
        var seen: [UInt16: NamespaceID?] = [:]
        while seen.count < 4 {
            let (namespace, event) = try listener.nextEventWithNamespace(of: Route.self, timeLimit: .seconds(5))
            // Other tests change addresses of this namespace at the same time.
            guard
                let number = (11...14 as ClosedRange<UInt16>).first(where: {
                    event == .newAddress(0x7f01_0000 | UInt32($0))
                })
            else {
                continue
            }
            seen[number] = namespace
        }
        #expect(seen == [11: NamespaceID(rawValue: 41), 12: NamespaceID(rawValue: 42), 13: nil, 14: nil])
        let listed = try #require(output(of: "ip netns list-id"))
        #expect(listed.contains { $0.hasPrefix("nsid 41 ") && $0.contains(one.name) })
        #expect(listed.contains { $0.hasPrefix("nsid 42 ") && $0.contains(other.name) })
    }

    @Test func connectionsTellNamespacesToo() async throws {
        let name = "swift-ynl-\(getpid())-connected"
        try #require(output(of: "ip netns add \(name) && ip -netns \(name) link set lo up") != nil)
        defer { _ = output(of: "ip netns delete \(name)") }
        #expect(output(of: "ip netns set \(name) 44") != nil)
        var options = NetlinkConnection.Options()
        options.socket.listensToAllNamespaces = true
        let listener = try NetlinkConnection(.route, options: options)
        var events = try await listener.events(of: Route.self, groups: [Route.addresses]).makeAsyncIterator()
        options.socket.networkNamespace = .named(name)
        let there = try NetlinkConnection(.route, options: options)
        try await there.perform(Route.NewAddress(17), flags: [.create])
        // Other tests change addresses of this namespace at the same time.
        var found = try await events.nextWithNamespace()
        while found.event != .newAddress(0x7f01_0011) { found = try await events.nextWithNamespace() }
        #expect(found.namespace == NamespaceID(rawValue: 44))
    }

    @Test func connectionsStayInTheirNamespace() async throws {
        let namespace = try TemporaryNamespace("stays")
        let descriptor = try SystemCall.open("/run/netns/" + namespace.name)
        var options = NetlinkConnection.Options()
        options.socket.networkNamespace = .descriptor(descriptor)
        let byDescriptor = try NetlinkConnection(.route, options: options)
        options.socket.networkNamespace = .named(namespace.name)
        let byPath = try NetlinkConnection(.route, options: options)
        var sender = try namespace.socket()
        try sender.perform(Route.NewAddress(18), flags: [.create])
        // Neither number nor name means this namespace any more.
        SystemCall.close(descriptor)
        #expect(output(of: "ip netns delete \(namespace.name) && ip netns add \(namespace.name)") != nil)
        for connection in [byDescriptor, byPath] {
            let dumped = try await connection.snapshot(of: Route.GetAddresses()).objects
            #expect(dumped.map(\.local).contains(address(18)))
        }
    }

    @Test func connectionsNameNamespacesThatCannotBeEntered() {
        func error(_ namespace: NetworkNamespace) -> NetlinkError? {
            var options = NetlinkConnection.Options()
            options.socket.networkNamespace = namespace
            return #expect(throws: NetlinkError.self) { _ = try NetlinkConnection(.route, options: options) }
        }
        #expect(error(.named("absent")) == .namespaceUnavailable(.path("/run/netns/absent"), .noEntry))
        #expect(error(.path("/dev/null")) == .namespaceUnavailable(.path("/dev/null"), .invalidArgument))
        #expect(error(.descriptor(-1)) == .namespaceUnavailable(.descriptor(-1), Errno(rawValue: EBADF)))
    }

    @Test func followersHearTheirOwnNamespaceAlone() async throws {
        let other = try TemporaryNamespace("unfollowed")
        #expect(output(of: "ip netns set \(other.name) 45") != nil)
        var options = NetlinkConnection.Options()
        options.socket.listensToAllNamespaces = true
        let connection = try NetlinkConnection(.route, options: options)
        var changes = connection.follow(Route.GetAddresses()).makeAsyncIterator()
        guard case .snapshot = try await changes.next() else { return #expect(Bool(false), "no snapshot") }
        var there = try other.socket()
        try there.perform(Route.NewAddress(19), flags: [.create])
        try await connection.perform(Route.NewAddress(20), flags: [.create])
        guard case .added(let added) = try await changes.next() else { return #expect(Bool(false), "no change") }
        #expect(added.local == address(20))
    }

    @Test func socketsAreDeafToOtherNamespacesUnlessAsked() throws {
        let namespace = try TemporaryNamespace("deaf")
        #expect(output(of: "ip netns set \(namespace.name) 43") != nil)
        var listener = try NetlinkSocket(.route)
        try listener.join(Route.addresses)
        var here = try NetlinkSocket(.route)
        var there = try namespace.socket()
        try there.perform(Route.NewAddress(15), flags: [.create])
        // The last event is of this namespace.
        try here.perform(Route.NewAddress(16), flags: [.create])
        while true {
            let event = try listener.nextEvent(of: Route.self, timeLimit: .seconds(5))
            #expect(event != .newAddress(0x7f01_000f))
            if event == .newAddress(0x7f01_0010) { break }
        }
    }
}

/// What child processes get.
@Suite(.tags(.kernel))
struct InheritanceTests {
    /// The name of the file that a descriptor refers to, which has the number of the socket in it.
    private func file(of descriptor: Int32) throws -> String {
        try #require(output(of: "readlink /proc/\(getpid())/fd/\(descriptor)")?.first)
    }

    @Test func childrenHaveNoSocketOfOurs() throws {
        var options = NetlinkSocket.Options()
        let here = try NetlinkSocket(.generic)
        options.networkNamespace = .path("/proc/self/ns/net")
        let files = [try file(of: here.descriptor.number)]
        #expect(files[0].hasPrefix("socket:["))
        // The shell is a child that has executed another program, and lists what it has.
        let inherited = try #require(output(of: "for file in /proc/$$/fd/*; do readlink $file; done; true"))
        #expect(!inherited.isEmpty)
        #expect(inherited.allSatisfy { !files.contains($0) })
        guard isInPrivateNamespace else { return }
        let visited = try NetlinkSocket(.generic, options: options)
        let visitedFile = try file(of: visited.descriptor.number)
        #expect(
            try #require(output(of: "for file in /proc/$$/fd/*; do readlink $file; done; true")).allSatisfy {
                $0 != visitedFile
            }
        )
    }
}
