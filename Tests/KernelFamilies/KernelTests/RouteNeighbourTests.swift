import KernelRTNeigh
import Netlink
import Testing

@Suite(.needsNamespace) struct RouteNeighbourTests {
    private func header(
        _ family: UInt8,
        _ link: UInt32,
        _ state: RTNeigh.NudState = .permanent,
        flags: RTNeigh.NtfFlags = []
    ) -> RTNeigh.Ndmsg {
        RTNeigh.Ndmsg(ndmFamily: family, ndmIfindex: Int32(link), ndmState: state, ndmFlags: flags)
    }

    /// Compares all neighbours with what iproute2 prints.
    private func compareNeighbours(
        _ socket: inout NetlinkSocket,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        var reader = try NetlinkSocket(.route)
        let (ours, theirs) = try steady {
            let names = try reader.linkNames()
            return try reader.dump(RTNeigh.GetNeigh.Dump()).map { $0.text(names) }
        } _: {
            try ip("-statistics neigh show nud all")
        }
        #expect(!theirs.isEmpty, sourceLocation: sourceLocation)
        expectObjects(ours, theirs, by: ["dst", "dev"], sourceLocation: sourceLocation)
        let count = try expectSameAfterDecoding(RTNeigh.GetNeigh.Dump(), &socket, sourceLocation: sourceLocation)
        #expect(count == theirs.count, sourceLocation: sourceLocation)
    }

    @Test func `Permanent neighbours are added, changed, told about and deleted`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            var listener = try NetlinkSocket(.route)
            try listener.join(RTNeigh.Groups.rtnlgrpNeigh)
            try socket.addPair("near", "far")
            try socket.set("near", up: true)
            let link = try socket.index("near")
            let first = try #require(LinkLayerAddress("02:00:00:00:00:01"))
            let second = try #require(LinkLayerAddress("02:00:00:00:00:02"))
            for (family, text) in [(RouteText.inet, "192.0.2.7"), (RouteText.inet6, "2001:db8::7")] {
                let address = try #require(IPAddress(text))
                try socket.perform(
                    RTNeigh.NewNeigh(header: header(family, link), dst: address, lladdr: first, protocol: 4),
                    flags: [.create, .exclusive]
                )
                let told = try listener.event(of: RTNeigh.self) { event in
                    if case .newNeighNtf(let told) = event, told.dst == address { told } else { nil }
                }
                #expect(told.lladdr == first && told.header.ndmState == .permanent && told.protocol == 4)
                #expect(told.header.ndmIfindex == Int32(link) && told.header.ndmFamily == family)
                let read = try socket.perform(RTNeigh.GetNeigh(header: header(family, link, []), dst: address))
                #expect(read.lladdr == first && read.header.ndmState == .permanent)
                try compareNeighbours(&socket)

                try socket.perform(
                    RTNeigh.NewNeigh(
                        header: header(family, link, .noarp, flags: .router),
                        dst: address,
                        lladdr: second,
                        protocol: 186
                    ),
                    flags: .replace
                )
                let changed = try listener.event(of: RTNeigh.self) { event in
                    if case .newNeighNtf(let told) = event, told.lladdr == second { told } else { nil }
                }
                #expect(changed.header.ndmState == .noarp && changed.dst == address && changed.protocol == 186)
                try compareNeighbours(&socket)
            }

            let address = try #require(IPAddress("192.0.2.7"))
            try socket.perform(RTNeigh.DelNeigh(header: header(RouteText.inet, link, []), dst: address))
            // The kernel tells first that the entry has failed.
            let gone = try listener.event(of: RTNeigh.self) { event in
                switch event {
                case .delNeighNtf(let told): told
                default: nil
                }
            }
            #expect(gone.dst == address)
            let error = #expect(throws: NetlinkError.self) {
                try socket.perform(RTNeigh.GetNeigh(header: header(RouteText.inet, link, []), dst: address))
            }
            #expect(error?.errno == .noEntry)
        }
    }

    @Test func `Proxies are another list`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            let link = try socket.index("near")
            let address = try #require(IPAddress("192.0.2.8"))
            let proxy = header(RouteText.inet, link, [], flags: .proxy)
            try socket.perform(RTNeigh.NewNeigh(header: proxy, dst: address), flags: [.create, .exclusive])
            let dump = RTNeigh.GetNeigh.Dump(header: .init(ndmFlags: .proxy))
            let names = try socket.linkNames()
            let ours = try socket.dump(dump).map { $0.text(names) }
            expectObjects(ours, try ip("neigh show proxy"), by: ["dst", "dev"])
            #expect(ours.count == 1)
            #expect(try expectSameAfterDecoding(dump, &socket) == 1)
            try socket.perform(RTNeigh.DelNeigh(header: proxy, dst: address))
            #expect(try socket.dump(dump).isEmpty)
        }
    }

    @Test func `Strict dumps leave out other links and versions`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            let links = [try socket.index("near"), try socket.index("far")]
            for (number, link) in links.enumerated() {
                try socket.set(number == 0 ? "near" : "far", up: true)
                let addresses = [(RouteText.inet, "192.0.2."), (RouteText.inet6, "2001:db8::")]
                for (family, start) in addresses {
                    let text = "\(start)\(number + 1)"
                    try socket.perform(
                        RTNeigh.NewNeigh(
                            header: header(family, link),
                            dst: IPAddress(text),
                            lladdr: .init(2, 0, 0, 0, 0, 1)
                        ),
                        flags: [.create, .exclusive]
                    )
                }
            }
            func permanent(_ dump: RTNeigh.GetNeigh.Dump) throws -> Set<String> {
                Set(try socket.dump(dump).filter { $0.header.ndmState == .permanent }.map { "\($0.dst!)" })
            }
            #expect(try permanent(.init(ifindex: links[0])) == ["192.0.2.1", "2001:db8::1"])
            #expect(try permanent(.init(header: .init(ndmFamily: RouteText.inet))) == ["192.0.2.1", "192.0.2.2"])
            let both = RTNeigh.GetNeigh.Dump(header: .init(ndmFamily: RouteText.inet6), ifindex: links[1])
            #expect(try permanent(both) == ["2001:db8::2"])
            let bad = RTNeigh.GetNeigh.Dump(header: .init(ndmIfindex: Int32(links[0])))
            let error = #expect(throws: NetlinkError.self) { try socket.dump(bad) }
            guard case .kernel(let refusal) = error else { throw Unrefused() }
            #expect(refusal.errno == .invalidArgument)
            #expect(refusal.message == "Invalid values in header for neighbor dump request")
        }
    }

    @Test func `Neighbour tables are read and changed`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            try socket.set("near", up: true)
            let link = try socket.index("near")
            try socket.perform(
                RTNeigh.SetNeightbl(
                    header: .init(family: RouteText.inet),
                    name: "arp_cache",
                    parms: .init(ifindex: link, baseReachableTime: 45_000, retransTime: 2000, ucastProbes: 7)
                )
            )
            let tables = try socket.dump(RTNeigh.GetNeightbl.Dump())
            let changed = try #require(tables.first { $0.name == "arp_cache" && $0.parms?.ifindex == link })
            #expect(changed.parms?.baseReachableTime == 45_000 && changed.parms?.retransTime == 2000)
            #expect(changed.parms?.ucastProbes == 7 && changed.parms?.mcastProbes == 3)
            #expect(Set(tables.compactMap(\.name)) == ["arp_cache", "ndisc_cache"])

            let (ours, theirs) = try steady {
                let names = try socket.linkNames()
                return try socket.dump(RTNeigh.GetNeightbl.Dump()).map { $0.text(names) }
            } _: {
                try ip("-statistics ntable show")
            }
            let dates: Set = ["last_flush", "last_rand"]
            let printed = theirs.map { $0.filter { !dates.contains($0.key) } }
            expectObjects(ours, printed, by: ["family", "name", "dev"])
            #expect(try expectSameAfterDecoding(RTNeigh.GetNeightbl.Dump(), &socket) == theirs.count)

            let error = try socket.refusal(of: RTNeigh.SetNeightbl(header: .init(), name: "no_table"))
            #expect(error.errno == .noEntry)
        }
    }

    @Test func `Errors name the attribute or tell the reason`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("near", "far")
            let link = try socket.index("near")
            let create: MessageFlags = [.create, .exclusive]
            let missing = try socket.refusal(of: RTNeigh.NewNeigh(header: header(RouteText.inet, link)), flags: create)
            #expect(missing.errno == .invalidArgument && missing.message == "Network address not specified")
            let address = IPAddress("192.0.2.7")
            let hardware = try socket.refusal(
                of: RTNeigh.NewNeigh(
                    header: header(RouteText.inet, link),
                    dst: address,
                    lladdr: LinkLayerAddress("02:00:00")
                ),
                flags: create
            )
            #expect(hardware.errno == .invalidArgument && hardware.message == "Invalid link address")
            let bits = try socket.refusal(
                of: RTNeigh.NewNeigh(
                    header: header(RouteText.inet, link),
                    dst: address,
                    flagsExt: RTNeigh.NtfExtFlags(rawValue: 1 << 20)
                ),
                flags: create
            )
            #expect(bits.errno == .invalidArgument && bits.attribute?.text == ".flags-ext")
            let absent = try socket.refusal(of: RTNeigh.DelNeigh(header: header(RouteText.inet, link), dst: address))
            #expect(absent.errno == .noEntry)
            let nowhere = try socket.refusal(
                of: RTNeigh.NewNeigh(header: header(RouteText.inet, 4000), dst: address),
                flags: create
            )
            #expect(nowhere.errno == .noDevice)
        }
    }
}
