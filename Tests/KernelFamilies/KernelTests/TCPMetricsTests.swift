import KernelTCPMetrics
import Netlink
import Testing

/// What the kernel remembers of peers, of which a namespace has one table.
@Suite(.inTestNamespace, .serialized) struct TCPMetricsTests {
    /// Connects to a port of the loopback device, sends something and closes both ends.
    private func connect(_ address: String) throws {
        try output(of: "ip", "link", "set", "lo", "up")
        try output(
            of: "python3",
            "-c",
            """
            import socket
            family = socket.AF_INET6 if ":" in "\(address)" else socket.AF_INET
            server = socket.create_server(("\(address)", 0), family=family)
            client = socket.create_connection(server.getsockname()[:2])
            peer, _ = server.accept()
            client.sendall(b"x" * 100000)
            count = 0
            while count < 100000: count += len(peer.recv(65536))
            peer.sendall(b"y")
            client.recv(1)
            client.close()
            peer.recv(1)
            peer.close()
            """
        )
    }

    private func listed(_ address: String) throws -> JSON {
        let all = try json(of: "ip", "-j", "tcp_metrics", "show").elements
        return try #require(all.first { $0["dst"] == .string(address) })
    }

    /// An entry as `ip` lists it, without its age.
    private func listedForm(of entry: TCPMetrics.Get.Reply) -> JSON {
        var members: [String: JSON] = [:]
        members["dst"] = .text(entry.addrIpv4.map { "\($0)" } ?? entry.addrIpv6.map { "\($0)" })
        if let source = entry.saddrIpv4.map({ "\($0)" }) ?? entry.saddrIpv6.map({ "\($0)" }) {
            members["source"] = .string(source)
        }
        // Times are told in eighths and quarters of a microsecond, and listed in whole ones as seconds.
        if let rtt = entry.vals?.rttUs { members["rtt"] = .number(Double(rtt >> 3) / 1e6) }
        if let rttvar = entry.vals?.rttvarUs { members["rttvar"] = .number(Double(rttvar >> 2) / 1e6) }
        if let cwnd = entry.vals?.cwnd { members["cwnd"] = .number(cwnd) }
        if let threshold = entry.vals?.ssthresh { members["ssthresh"] = .number(threshold) }
        if let reordering = entry.vals?.reodering { members["reordering"] = .number(reordering) }
        return .object(members)
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.9"])
    func `An IPv4 peer is remembered and forgotten`(_ text: String) throws {
        try connect(text)
        let address = try #require(IPv4Address(text))
        var socket = try NetlinkSocket()
        let before = try socket.perform(TCPMetrics.Get(addrIpv4: address))
        var theirs = try listed(text)
        let after = try socket.perform(TCPMetrics.Get(addrIpv4: address))
        // The age grows while one looks.
        let age = try #require(theirs["age"]?.number)
        let ages = try [before, after].map { Double(try #require($0.age)) / 1000 }
        #expect(ages[0] <= age && age <= ages[1])
        if case .object(var members) = theirs {
            members["age"] = nil
            theirs = .object(members)
        }
        #expect(listedForm(of: before) == theirs)
        #expect(before.vals == after.vals && before.vals != nil)
        let dumped = try socket.dump(TCPMetrics.Get.Dump()).filter { $0.addrIpv4 == address }
        #expect(dumped.map(\.vals) == [before.vals])
        try expectSameContents(TCPMetrics.Get.Reply.self, rawReplies(to: TCPMetrics.Get(addrIpv4: address)))
        try expectSameContents(TCPMetrics.Get.Reply.self, rawReplies(to: TCPMetrics.Get.Dump(), flags: .dump))

        try socket.perform(TCPMetrics.Del(addrIpv4: address))
        let gone = #expect(throws: NetlinkError.self) { try socket.perform(TCPMetrics.Get(addrIpv4: address)) }
        #expect(gone?.kernelError?.errno == .noSuchProcess)
        #expect(try !output(of: "ip", "tcp_metrics", "show").contains(text + " "))
    }

    @Test func `An IPv6 peer is remembered and forgotten`() throws {
        try connect("::1")
        let address = try #require(IPAddress("::1"))
        var socket = try NetlinkSocket()
        let entry = try socket.perform(TCPMetrics.Get(addrIpv6: address))
        #expect(entry.addrIpv6 == address)
        guard case .object(var members) = try listed("::1") else { return }
        members["age"] = nil
        #expect(listedForm(of: entry) == .object(members))
        try expectSameContents(TCPMetrics.Get.Reply.self, rawReplies(to: TCPMetrics.Get(addrIpv6: address)))
        try socket.perform(TCPMetrics.Del(addrIpv6: address))
        #expect(try socket.dump(TCPMetrics.Get.Dump()).allSatisfy { $0.addrIpv6 != address })
    }

    @Test func `A request without an address is refused`() throws {
        var socket = try NetlinkSocket()
        let error = #expect(throws: NetlinkError.self) { try socket.perform(TCPMetrics.Get()) }
        #expect(error?.kernelError?.errno == .addressFamilyNotSupported)
    }
}
