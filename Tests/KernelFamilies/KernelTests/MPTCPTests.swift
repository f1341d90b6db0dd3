import KernelMPTCP
import Netlink
import Testing

/// Endpoints and limits, of which a namespace has one set.
@Suite(.inTestNamespace, .serialized) struct MPTCPTests {
    static let names: [(flag: UInt32, name: String)] = [(1, "signal"), (2, "subflow"), (4, "backup"), (8, "fullmesh")]

    /// An endpoint as `ip` lists it.
    private func listedForm(of address: MPTCP.Address, _ link: VethPair) throws -> JSON {
        var members: [String: JSON] = ["id": .number(address.id)]
        switch address.family {
        case 2: members["address"] = .text(address.addr4.map { "\($0)" })
        case 10: members["address"] = .text(address.addr6.map { "\($0)" })
        default: Issue.record("unexpected family of \(address)")
        }
        if let port = address.port, port != 0 { members["port"] = .number(port) }
        for (flag, name) in Self.names where (address.flags ?? 0) & flag != 0 { members[name] = true }
        if let index = address.ifIdx { members["dev"] = .string(Int(index) == link.index ? link.name : "other") }
        return .object(members)
    }

    private func endpoints(_ socket: inout NetlinkSocket) throws -> [MPTCP.Address] {
        try socket.dump(MPTCP.GetAddr.Dump()).map { try #require($0.addr) }
    }

    /// Expects that what is read is what `ip` lists.
    private func compare(_ link: VethPair, _ socket: inout NetlinkSocket) throws -> [MPTCP.Address] {
        let endpoints = try endpoints(&socket)
        let listed = try json(of: "ip", "-j", "mptcp", "endpoint", "show").elements
        let decoded = Set(try endpoints.map { try listedForm(of: $0, link) })
        #expect(decoded == Set(listed))
        #expect(endpoints.count == listed.count)
        return endpoints
    }

    @Test func `Endpoints are added, read, changed and deleted`() throws {
        let link = try VethPair("mp")
        var socket = try NetlinkSocket()
        try socket.perform(MPTCP.FlushAddrs(addr: .init()))
        defer { try? socket.perform(MPTCP.FlushAddrs(addr: .init())) }
        try socket.perform(
            MPTCP.AddAddr(
                addr: .init(family: 2, id: 7, addr4: IPv4Address(10, 9, 8, 7), flags: 2, ifIdx: Int32(link.index))
            )
        )
        // The kernel listens at the address for endpoints with a port.
        try output(of: "ip", "address", "add", "2001:db8::5/64", "dev", link.name, "nodad")
        try socket.perform(
            MPTCP.AddAddr(addr: .init(family: 10, addr6: IPv6Address("2001:db8::5"), port: 1234, flags: 1))
        )
        try socket.perform(MPTCP.AddAddr(addr: .init(family: 2, addr4: IPv4Address(10, 9, 8, 9), flags: 2 | 8)))
        let first = try compare(link, &socket)
        #expect(first.count == 3)
        let seventh = try #require(first.first { $0.id == 7 })
        #expect(seventh.addr4 == IPv4Address(10, 9, 8, 7))
        #expect(seventh.ifIdx.map(Int.init) == link.index)
        #expect(first.first { $0.family == 10 }?.addr6 == IPv6Address("2001:db8::5"))
        #expect(first.first { $0.family == 10 }?.port == 1234)
        #expect(try socket.perform(MPTCP.GetAddr(addr: .init(id: 7))).addr == seventh)
        try expectSameContents(MPTCP.GetAddr.Reply.self, rawReplies(to: MPTCP.GetAddr.Dump(), flags: .dump))
        try expectSameContents(MPTCP.GetAddr.Reply.self, rawReplies(to: MPTCP.GetAddr(addr: .init(id: 7))))

        try socket.perform(MPTCP.SetFlags(addr: .init(family: 2, id: 7, addr4: IPv4Address(10, 9, 8, 7), flags: 4)))
        #expect(try compare(link, &socket).first { $0.id == 7 }?.flags == 2 | 4)
        let twice = #expect(throws: NetlinkError.self) {
            try socket.perform(MPTCP.AddAddr(addr: .init(family: 2, id: 7, addr4: IPv4Address(10, 9, 8, 1), flags: 2)))
        }
        #expect(twice?.kernelError?.errno == .busy)
        try socket.perform(MPTCP.DelAddr(addr: .init(id: 7)))
        #expect(try compare(link, &socket).map(\.id).contains(7) == false)
        let absent = #expect(throws: NetlinkError.self) { try socket.perform(MPTCP.DelAddr(addr: .init(id: 7))) }
        #expect(absent?.kernelError?.message == "address not found")
        #expect(absent?.kernelError?.attribute.map { "\($0)" } == ".addr")
        try socket.perform(MPTCP.FlushAddrs(addr: .init()))
        #expect(try compare(link, &socket).isEmpty)
    }

    @Test func `What the kernel refuses it explains`() throws {
        var socket = try NetlinkSocket()
        let family = #expect(throws: NetlinkError.self) {
            try socket.perform(MPTCP.AddAddr(addr: .init(family: 99, addr4: IPv4Address(10, 9, 8, 7), flags: 2)))
        }
        #expect(family?.kernelError?.errno == .invalidArgument)
        #expect(family?.kernelError?.message == "unknown address family")
        #expect(family?.kernelError?.attribute.map { "\($0)" } == ".addr")
        let none = #expect(throws: NetlinkError.self) { try socket.perform(MPTCP.AddAddr()) }
        #expect(none?.kernelError?.errno == .invalidArgument)
        #expect(none?.kernelError?.missingAttribute.map { "\($0)" } == ".addr")
    }

    @Test func `Limits are set and read`() throws {
        var socket = try NetlinkSocket()
        let before = try socket.perform(MPTCP.GetLimits())
        defer { try? socket.perform(MPTCP.SetLimits(rcvAddAddrs: before.rcvAddAddrs, subflows: before.subflows)) }
        for (addresses, subflows) in [(3, 5), (1, 4)] as [(UInt32, UInt32)] {
            try socket.perform(MPTCP.SetLimits(rcvAddAddrs: addresses, subflows: subflows))
            let limits = try socket.perform(MPTCP.GetLimits())
            #expect(limits.rcvAddAddrs == addresses)
            #expect(limits.subflows == subflows)
            let text = "add_addr_accepted \(limits.rcvAddAddrs ?? 0) subflows \(limits.subflows ?? 0)"
            #expect(try output(of: "ip", "mptcp", "limits", "show").withSingleBlanks.trimmedLines == [text])
        }
        let error = #expect(throws: NetlinkError.self) { try socket.perform(MPTCP.SetLimits(subflows: 99)) }
        #expect(error?.kernelError?.errno == .invalidArgument)
        #expect(error?.kernelError?.message == "limit greater than maximum (8)")
        try expectSameContents(MPTCP.GetLimits.Reply.self, rawReplies(to: MPTCP.GetLimits()))
    }
}
