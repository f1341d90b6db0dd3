import KernelRTAddr
import KernelRTLink
import Netlink
import Testing

@Suite(.needsNamespace) struct RouteAddressTests {
    /// Compares all addresses with what iproute2 prints.
    private func compareAddresses(
        _ socket: inout NetlinkSocket,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var reader = try NetlinkSocket(.route)
        let (ours, theirs) = try steady {
            let names = try reader.linkNames()
            return try reader.dump(RTAddr.GetAddr.Dump()).map { address in
                address.text.merging(["dev": .string(names[address.header.ifaIndex] ?? "?")]) { $1 }
            }
        } _: {
            try ip("-details addr show")
        }
        let printed = theirs.flatMap { link in
            (link["addr_info"]?.elements ?? []).compactMap { address in
                address.members?.merging(["dev": link["ifname"] ?? .null]) { $1 }
            }
        }
        #expect(!printed.isEmpty, sourceLocation: sourceLocation)
        expectObjects(ours, printed, by: ["dev", "local", "address"], sourceLocation: sourceLocation)
        let count = try expectSameAfterDecoding(RTAddr.GetAddr.Dump(), &socket, sourceLocation: sourceLocation)
        #expect(count == printed.count, sourceLocation: sourceLocation)
    }

    @Test func `Addresses of both versions are added, changed, told about and deleted`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            var listener = try NetlinkSocket(.route)
            try listener.join(RTAddr.Groups.rtnlgrpIpv4Ifaddr)
            try listener.join(RTAddr.Groups.rtnlgrpIpv6Ifaddr)
            try socket.addPair("near", "far")
            try socket.set("near", up: true)
            let link = try socket.index("near")

            let four = try #require(IPAddress("192.0.2.1"))
            let broadcast = try #require(IPAddress("192.0.2.255"))
            let header = RTAddr.Ifaddrmsg(ifaFamily: RouteText.inet, ifaPrefixlen: 24, ifaScope: 253, ifaIndex: link)
            try socket.perform(
                RTAddr.NewAddr(
                    header: header,
                    address: four,
                    local: four,
                    label: "near:x",
                    broadcast: broadcast,
                    cacheinfo: .init(ifaPrefered: 5000, ifaValid: 9000),
                    flags: .noprefixroute,
                    rtPriority: 77
                ),
                flags: [.create, .exclusive]
            )
            let told = try listener.event(of: RTAddr.self) { event in
                if case .newAddrNtf(let address) = event, address.local == four { address } else { nil }
            }
            #expect(told.label == "near:x" && told.broadcast == broadcast && told.header.ifaScope == 253)
            #expect(told.rtPriority == 77 && told.flags?.contains(.noprefixroute) == true)
            #expect(told.flags?.contains(.permanent) == false && told.cacheinfo?.ifaValid == 9000)

            try socket.addAddress("198.51.100.1", 32, to: "near")
            let peer = try #require(IPAddress("203.0.113.2"))
            let own = try #require(IPAddress("203.0.113.1"))
            try socket.perform(
                RTAddr.NewAddr(
                    header: .init(ifaFamily: RouteText.inet, ifaPrefixlen: 32, ifaIndex: link),
                    address: peer,
                    local: own
                ),
                flags: [.create, .exclusive]
            )
            try socket.addAddress("192.0.3.3", 24, to: "near")
            try socket.addAddress("192.0.3.4", 24, to: "near")

            let six = try #require(IPAddress("2001:db8::1"))
            let other = RTAddr.Ifaddrmsg(ifaFamily: RouteText.inet6, ifaPrefixlen: 64, ifaIndex: link)
            try socket.perform(
                RTAddr.NewAddr(
                    header: other,
                    address: six,
                    cacheinfo: .init(ifaPrefered: 0, ifaValid: 9000),
                    flags: [.nodad, .homeaddress, .noprefixroute]
                ),
                flags: [.create, .exclusive]
            )
            let again = try listener.event(of: RTAddr.self) { event in
                if case .newAddrNtf(let address) = event, address.address == six { address } else { nil }
            }
            #expect(again.flags?.contains([.nodad, .homeaddress, .noprefixroute, .deprecated]) == true)
            try compareAddresses(&socket)

            try socket.perform(
                RTAddr.NewAddr(
                    header: other,
                    address: six,
                    cacheinfo: .init(ifaPrefered: .max, ifaValid: .max),
                    flags: .nodad
                ),
                flags: .replace
            )
            let changed = try #require(
                try socket.dump(RTAddr.GetAddr.Dump()).first { $0.address == six }
            )
            #expect(changed.flags?.contains(.permanent) == true && changed.flags?.contains(.deprecated) == false)
            #expect(changed.cacheinfo?.ifaValid == .max && changed.cacheinfo?.ifaPrefered == .max)
            try compareAddresses(&socket)

            for (header, address) in [(header, four), (other, six)] {
                let isFour = header.ifaFamily == RouteText.inet
                try socket.perform(
                    RTAddr.DelAddr(header: header, address: isFour ? nil : address, local: isFour ? address : nil)
                )
                _ = try listener.event(of: RTAddr.self) { event in
                    if case .delAddrNtf(let gone) = event, (gone.local ?? gone.address) == address { true } else { nil }
                }
                #expect(try !socket.dump(RTAddr.GetAddr.Dump()).contains { ($0.local ?? $0.address) == address })
            }
        }
    }

    @Test func `Strict dumps leave out other links and versions`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            for (name, four, six) in [("near", "192.0.2.1", "2001:db8::1"), ("far", "192.0.2.2", "2001:db8::2")] {
                try socket.addAddress(four, 24, to: name)
                try socket.addAddress(six, 64, to: name)
            }
            let near = try socket.index("near")
            func addresses(_ header: RTAddr.Ifaddrmsg) throws -> [String] {
                try socket.dump(RTAddr.GetAddr.Dump(header: header)).compactMap { address in
                    (address.local ?? address.address).map { "\($0)" }
                }.sorted()
            }
            #expect(try addresses(.init(ifaIndex: near)) == ["192.0.2.1", "2001:db8::1"])
            #expect(try addresses(.init(ifaFamily: RouteText.inet)) == ["192.0.2.1", "192.0.2.2"])
            #expect(try addresses(.init(ifaFamily: RouteText.inet6, ifaIndex: near)) == ["2001:db8::1"])
            let bad = RTAddr.GetAddr.Dump(header: .init(ifaPrefixlen: 24))
            let error = #expect(throws: NetlinkError.self) { try socket.dump(bad) }
            #expect(error?.errno == .invalidArgument)

            var options = NetlinkSocket.Options()
            options.checksStrictly = false
            var lax = try NetlinkSocket(.route, options: options)
            let all = try lax.dump(RTAddr.GetAddr.Dump(header: .init(ifaIndex: near)))
            #expect(all.count == 4, "without strict checking the kernel does not look")
        }
    }

    @Test func `Replies are told from notifications with the same sequence number`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            let link = try socket.index("near")
            try socket.join(RTAddr.Groups.rtnlgrpIpv4Ifaddr)
            let addresses = (1...40).map { IPAddress.v4(.init(192, 0, 2, $0)) }
            let requests = addresses.map { address in
                RTAddr.NewAddr(
                    header: .init(ifaFamily: RouteText.inet, ifaPrefixlen: 32, ifaIndex: link),
                    address: address,
                    local: address
                )
            }
            try socket.perform(requests[0], flags: [.create, .exclusive])
            // The dump comes while the notification is waiting; it has each address but once.
            #expect(try socket.dump(RTAddr.GetAddr.Dump()).map(\.local) == [addresses[0]])
            let (header, bytes) = try socket.event(of: RouteMessages.self) { event in
                if case .message(let header, let bytes) = event { (header, bytes) } else { nil }
            }
            #expect(header.portID == socket.portID && header.sequence != 0, "it carries the number of our request")
            #expect(header.type.rawValue == 20)
            #expect(try RTAddr.GetAddr.Reply(Message(bytes.rawSpan)).local == addresses[0])

            var batch = RequestBatch()
            for request in requests.dropFirst() { try batch.append(request, flags: [.create, .exclusive]) }
            let results = try socket.perform(batch)
            #expect(results.allSatisfy { $0.error == nil } && results.count == 39)
            for address in addresses.dropFirst() {
                let told = try socket.event(of: RTAddr.self) { event in
                    if case .newAddrNtf(let told) = event { told.local } else { nil }
                }
                #expect(told == address)
            }
            #expect(throws: NetlinkError.timeLimitExceeded("events of rt-addr", limit: .zero)) {
                try socket.nextEvent(of: RTAddr.self, timeLimit: .zero)
            }
        }
    }

    @Test func `Errors name the attribute or tell the reason`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            let link = try socket.index("near")
            try socket.addAddress("192.0.2.1", 24, to: "near")
            try socket.addAddress("2001:db8::1", 64, to: "near")
            let four = IPAddress("192.0.2.1")
            func header(_ length: UInt8, _ family: UInt8 = RouteText.inet) -> RTAddr.Ifaddrmsg {
                .init(ifaFamily: family, ifaPrefixlen: length, ifaIndex: link)
            }
            let create: MessageFlags = [.create, .exclusive]
            let exists = try socket.refusal(
                of: RTAddr.NewAddr(header: header(24), address: four, local: four),
                flags: create
            )
            #expect(exists.errno == .exists && exists.message == "ipv4: Address already assigned")
            let again = try socket.refusal(
                of: RTAddr.NewAddr(header: header(64, RouteText.inet6), address: IPAddress("2001:db8::1")),
                flags: create
            )
            #expect(again.errno == .exists)
            #expect(again.message == "ipv6: address already assigned")
            let long = try socket.refusal(
                of: RTAddr.NewAddr(header: header(33), address: four, local: four),
                flags: create
            )
            #expect(long.errno == .invalidArgument && long.message == "ipv4: Invalid prefix length")
            let label = try socket.refusal(
                of: RTAddr.NewAddr(
                    header: header(24),
                    address: IPAddress("192.0.2.9"),
                    local: IPAddress("192.0.2.9"),
                    label: String(repeating: "l", count: 30)
                ),
                flags: create
            )
            #expect(label.errno == .outOfRange && label.attribute?.text == ".label")
            let absent = try socket.refusal(of: RTAddr.DelAddr(header: header(24), local: IPAddress("192.0.2.77")))
            #expect(absent.errno == .addressNotAvailable && absent.message == "ipv4: Address not found")
            #expect(try socket.dump(RTAddr.GetAddr.Dump()).count == 2)
        }
    }

    @Test func `Multicast addresses are those that iproute2 prints`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            try socket.set("near", up: true)
            let dump = RTAddr.GetMulticast.Dump(header: .init(ifaFamily: RouteText.inet6))
            let (ours, theirs) = try steady {
                let names = try socket.linkNames()
                return try socket.dump(dump).map { group in
                    "\(names[group.header.ifaIndex] ?? "?") \(group.multicast.map { "\($0)" } ?? "")"
                }
            } _: {
                try ip("-6 maddr show")
            }
            let printed = theirs.flatMap { link in
                (link["maddr"]?.elements ?? []).compactMap { $0.members?["address"]?.text }
                    .map { "\(link["ifname"]?.text ?? "?") \($0)" }
            }
            #expect(ours.sorted() == printed.sorted())
            #expect(ours.contains("near ff02::1"))
            #expect(try expectSameAfterDecoding(dump, &socket) == ours.count)
        }
    }
}
