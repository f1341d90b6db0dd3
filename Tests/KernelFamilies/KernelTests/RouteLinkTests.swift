import KernelRTLink
import Netlink
import Testing

@Suite(.needsNamespace) struct RouteLinkTests {
    /// A link without the timers of a bridge, which never stand still.
    private func withoutTimers(_ link: [String: RouteJSON]) -> [String: RouteJSON] {
        guard var info = link["linkinfo"]?.members, var data = info["info_data"]?.members else { return link }
        for name in ["hello_timer", "tcn_timer", "topology_change_timer", "gc_timer"] { data[name] = nil }
        info["info_data"] = .object(data)
        return link.merging(["linkinfo": .object(info)]) { $1 }
    }

    /// Compares all links with what iproute2 prints.
    private func compareLinks(_ socket: inout NetlinkSocket, sourceLocation: SourceLocation = #_sourceLocation) throws {
        var reader = try NetlinkSocket(.route)
        let (ours, theirs) = try steady {
            let links = try reader.links()
            return links.values.sorted { $0.header.ifiIndex < $1.header.ifiIndex }
                .map { withoutTimers($0.text(links)) }
        } _: {
            try ip("-details -statistics -statistics link show")
        }
        #expect(!theirs.isEmpty, sourceLocation: sourceLocation)
        expectObjects(ours, theirs.map(withoutTimers), by: ["ifname"], sourceLocation: sourceLocation)
        let count = try expectSameAfterDecoding(RTLink.GetLink.Dump(), &socket, sourceLocation: sourceLocation)
        #expect(count == theirs.count, sourceLocation: sourceLocation)
    }

    @Test func `A pair is made with both ends, changed, told about and deleted`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            var listener = try NetlinkSocket(.route)
            try listener.join(RTLink.Groups.rtnlgrpLink)
            let near = try #require(LinkLayerAddress("02:00:00:00:00:0a"))
            let far = try #require(LinkLayerAddress("02:00:00:00:00:0b"))
            let peer = RTLink.PeerLink(address: far, ifname: "far", mtu: 1400, txqlen: 77)
            try socket.perform(
                RTLink.NewLink(
                    header: .init(ifiIndex: 40),
                    ifname: "near",
                    linkinfo: .init(kind: "veth", data: .veth(.init(peer: .veth(.init(ifiIndex: 50), peer)))),
                    address: near,
                    mtu: 1300
                ),
                flags: [.create, .exclusive]
            )
            let first = try socket.link("near")
            let second = try socket.link("far")
            #expect(first.address == near && first.mtu == 1300 && first.linkinfo?.kind == "veth")
            #expect(second.address == far && second.mtu == 1400 && second.txqlen == 77)
            #expect(second.header.ifiIndex == 50, "the header of the other end")
            #expect(first.header.ifiIndex == 40 && first.link == 50 && second.link == 40)
            for (name, mtu) in [("far", 1400 as UInt32), ("near", 1300)] {
                let told = try listener.event(of: RTLink.self) { event in
                    if case .newLinkNtf(let link) = event, link.ifname == name { link } else { nil }
                }
                #expect(told.mtu == mtu)
            }
            try compareLinks(&socket)

            let moved = try #require(LinkLayerAddress("02:00:00:00:00:0c"))
            try socket.perform(
                RTLink.SetLink(
                    header: .init(ifiIndex: first.header.ifiIndex),
                    address: moved,
                    ifname: "renamed",
                    mtu: 1280,
                    txqlen: 9,
                    ifalias: "an alias"
                )
            )
            let told = try listener.event(of: RTLink.self) { event -> RTLink.GetLink.Reply? in
                guard case .newLinkNtf(let link) = event, link.ifname == "renamed", link.ifalias != nil else {
                    return nil
                }
                return link
            }
            #expect(told.mtu == 1280 && told.address == moved && told.ifalias == "an alias")
            let changed = try socket.link("renamed")
            #expect(changed.header.ifiIndex == first.header.ifiIndex && changed.txqlen == 9)

            try socket.set("renamed", up: true)
            try socket.set("far", up: true)
            let up = try listener.event(of: RTLink.self) { event -> RTLink.GetLink.Reply? in
                guard case .newLinkNtf(let link) = event, link.header.ifiFlags.contains([.up, .lowerUp]) else {
                    return nil
                }
                return link
            }
            #expect(["renamed", "far"].contains(up.ifname))
            #expect(try socket.link("far").header.ifiFlags.contains([.up, .lowerUp]))
            try compareLinks(&socket)
            try socket.set("far", up: false)
            #expect(try !socket.link("far").header.ifiFlags.contains(.up))

            try socket.perform(RTLink.DelLink(header: .init(), ifname: "renamed"))
            var gone: Set<String> = []
            while gone.count < 2 {
                gone.insert(
                    try listener.event(of: RTLink.self) { event in
                        if case .delLinkNtf(let link) = event { link.ifname } else { nil }
                    }
                )
            }
            #expect(gone == ["renamed", "far"])
            let error = #expect(throws: NetlinkError.self) { try socket.link("far") }
            #expect(error?.errno == .noDevice)
            #expect(try socket.links().count == 1)
        }
    }

    @Test func `A bridge and its port carry typed data`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("port", "other")
            let data = RTLink.LinkinfoBridge(
                forwardDelay: 500,
                helloTime: 300,
                ageingTime: 12000,
                stpState: 1,
                priority: 4096,
                groupFwdMask: 0x4000,
                groupAddr: LinkLayerAddress("01:80:c2:00:00:04"),
                mcastSnooping: 0,
                mcastHashMax: 512,
                mcastQueryIntvl: 9000
            )
            try socket.perform(
                RTLink.NewLink(header: .init(), ifname: "bridge", linkinfo: .init(kind: "bridge", data: .bridge(data))),
                flags: [.create, .exclusive]
            )
            let bridge = try socket.link("bridge")
            guard case .bridge(let read) = bridge.linkinfo?.data else { throw Unrefused() }
            #expect(read.forwardDelay == 500 && read.helloTime == 300 && read.ageingTime == 12000)
            #expect(read.stpState == 1 && read.priority == 4096 && read.groupFwdMask == 0x4000)
            #expect(read.groupAddr == data.groupAddr && read.mcastSnooping == 0 && read.mcastHashMax == 512)
            #expect(read.mcastQueryIntvl == 9000 && read.bridgeId?.prio == 4096)

            let number = UInt32(bridge.header.ifiIndex)
            let port = RTLink.Ifinfomsg(ifiIndex: Int32(try socket.index("port")))
            try socket.perform(RTLink.SetLink(header: port, master: number))
            let slave = RTLink.LinkinfoBrport(priority: 3, cost: 7, mode: 1, learning: 0, isolated: 1)
            try socket.perform(
                RTLink.NewLink(header: port, linkinfo: .init(slaveKind: "bridge", slaveData: .bridge(slave)))
            )
            let member = try socket.link("port")
            #expect(member.master == number)
            guard case .bridge(let part) = member.linkinfo?.slaveData else { throw Unrefused() }
            #expect(part.priority == 3 && part.cost == 7)
            #expect(part.mode == 1 && part.learning == 0 && part.isolated == 1)
            #expect(part.`guard` == 0 && part.unicastFlood == 1, "what is off is told from what is on")
            try compareLinks(&socket)

            try socket.perform(
                RTLink.NewLink(
                    header: .init(ifiIndex: Int32(number)),
                    linkinfo: .init(kind: "bridge", data: .bridge(.init(maxAge: 1500)))
                )
            )
            guard case .bridge(let changed) = try socket.link("bridge").linkinfo?.data else { throw Unrefused() }
            #expect(changed.maxAge == 1500 && changed.forwardDelay == 500)
            try compareLinks(&socket)
            try socket.perform(RTLink.SetLink(header: port, master: 0))
            #expect(try socket.link("port").master == nil)
            try socket.perform(RTLink.DelLink(header: .init(ifiIndex: Int32(number))))
            #expect(throws: NetlinkError.self) { try socket.link("bridge") }
        }
    }

    @Test func `A timer that runs down is between what was read before and after`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.perform(
                RTLink.NewLink(header: .init(), ifname: "bridge", linkinfo: .init(kind: "bridge")),
                flags: [.create, .exclusive]
            )
            try socket.set("bridge", up: true)
            func timer() throws -> Double {
                guard case .bridge(let bridge) = try socket.link("bridge").linkinfo?.data else { throw Unrefused() }
                return Double(try #require(bridge.gcTimer))
            }
            // It begins anew now and then, maybe just here.
            let isBetween = try (0..<50).contains { _ in
                let before = try timer()
                let link = try #require(try ip("-details link show dev bridge").first)
                guard case .number(let printed) = link["linkinfo"]?.members?["info_data"]?.members?["gc_timer"] else {
                    throw Unrefused()
                }
                let after = try timer()
                return before >= (printed * 100).rounded() && (printed * 100).rounded() >= after && before > 0
            }
            #expect(isBetween)
        }
    }

    @Test func `Tunnels and links on links carry typed data`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("low", "peer")
            let low = try socket.index("low")
            func add(_ name: String, _ info: RTLink.Linkinfo, on link: UInt32? = nil) throws {
                try socket.perform(
                    RTLink.NewLink(header: .init(), ifname: name, linkinfo: info, link: link),
                    flags: [.create, .exclusive]
                )
            }
            let four = RTLink.LinkinfoVxlan(
                id: 7,
                group: IPAddress("192.0.2.9"),
                link: low,
                local: IPAddress("192.0.2.1"),
                ttl: 3,
                tos: 0x10,
                learning: 1,
                ageing: 200,
                limit: 40,
                portRange: .init(low: 1000, high: 2000),
                port: 4789,
                gbp: true
            )
            try add("vx4", .init(kind: "vxlan", data: .vxlan(four)))
            let six = RTLink.LinkinfoVxlan(
                id: 8,
                link: low,
                learning: 0,
                proxy: 1,
                port: 4790,
                group6: IPAddress("ff05::1"),
                udpZeroCsum6Tx: 1,
                udpZeroCsum6Rx: 1,
                label: 0x12
            )
            try add("vx6", .init(kind: "vxlan", data: .vxlan(six)))
            try add("mac", .init(kind: "macvlan", data: .macvlan(.init(mode: .bridge, bcQueueLen: 300))), on: low)
            try add("tap", .init(kind: "macvtap", data: .macvtap(.init(mode: .vepa))), on: low)
            try add("ifb", .init(kind: "ifb"))

            guard case .vxlan(let read) = try socket.link("vx4").linkinfo?.data else { throw Unrefused() }
            #expect(read.id == 7 && read.group == four.group && read.local == four.local && read.link == low)
            #expect(read.port == 4789 && read.portRange?.low == 1000 && read.portRange?.high == 2000 && read.gbp)
            #expect(read.ttl == 3 && read.tos == 0x10 && read.ageing == 200 && read.limit == 40)
            guard case .vxlan(let other) = try socket.link("vx6").linkinfo?.data else { throw Unrefused() }
            #expect(other.group6 == six.group6 && other.proxy == 1 && other.label == 0x12 && other.learning == 0)
            guard case .macvlan(let mac) = try socket.link("mac").linkinfo?.data else { throw Unrefused() }
            #expect(mac.mode == .bridge && mac.bcQueueLen == 300)
            #expect(try socket.link("mac").link == low)
            guard case .macvtap(let tap) = try socket.link("tap").linkinfo?.data else { throw Unrefused() }
            #expect(tap.mode == .vepa)
            try compareLinks(&socket)

            for name in ["vx4", "vx6", "mac", "tap", "ifb"] {
                try socket.perform(RTLink.DelLink(header: .init(), ifname: name))
            }
            #expect(try Set(socket.linkNames().values) == ["lo", "low", "peer"])
        }
    }

    @Test(arguments: ["bond", "dummy", "vlan", "wireguard", "no-such-kind"])
    func `Kinds that the kernel lacks are refused in its words`(kind: String) throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("low", "peer")
            var data: RTLink.LinkinfoData?
            if kind == "bond" { data = .bond(.init(mode: 1, miimon: 100)) }
            if kind == "vlan" { data = .vlan(.init(id: 5)) }
            let request = RTLink.NewLink(
                header: .init(),
                ifname: "made",
                linkinfo: .init(kind: kind, data: data),
                link: kind == "vlan" ? try socket.index("low") : nil
            )
            do throws(NetlinkError) {
                try socket.perform(request, flags: [.create, .exclusive])
            } catch {
                guard case .kernel(let refusal) = error else { throw error }
                if kind != "no-such-kind" { print("skipped: \(kind): \(refusal)") }
                #expect(refusal.errno == .notSupported && refusal.message == "Unknown device type")
                return
            }
            #expect(kind != "no-such-kind")
            let read = try socket.link("made").linkinfo
            #expect(read?.kind == kind)
            if case .vlan(let vlan) = read?.data { #expect(vlan.id == 5) }
            if case .bond(let bond) = read?.data { #expect(bond.mode == 1 && bond.miimon == 100) }
        }
    }

    @Test func `Errors name the attribute, through nests and sub-messages`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("here", "there")
            let create: MessageFlags = [.create, .exclusive]
            let exists = try socket.refusal(of: RTLink.NewLink(header: .init(), ifname: "here"), flags: create)
            #expect(exists.errno == .exists && exists.request == "rt-link newlink")

            let long = String(repeating: "n", count: 20)
            let name = try socket.refusal(of: RTLink.NewLink(header: .init(), ifname: long), flags: create)
            #expect(name.attribute?.text == ".ifname" && name.errno == .outOfRange)

            let tunnel = RTLink.LinkinfoVxlan(id: 1 << 24)
            let number = try socket.refusal(
                of: RTLink.NewLink(header: .init(), ifname: "v", linkinfo: .init(kind: "vxlan", data: .vxlan(tunnel))),
                flags: create
            )
            #expect(number.errno == .outOfRange && number.message == "VXLAN ID must be lower than 16777216")
            #expect(number.attribute?.text == ".linkinfo.data(vxlan).id")

            let peer = RTLink.LinkinfoVeth(peer: .veth(.init(), .init(ifname: long, mtu: 1400)))
            let nested = try socket.refusal(
                of: RTLink.NewLink(header: .init(), ifname: "v", linkinfo: .init(kind: "veth", data: .veth(peer))),
                flags: create
            )
            #expect(nested.attribute?.text == ".linkinfo.data(veth).peer(veth).ifname" && nested.errno == .outOfRange)

            let large = try socket.refusal(
                of: RTLink.SetLink(header: .init(ifiIndex: Int32(try socket.index("here"))), mtu: 70_000)
            )
            #expect(large.errno == .invalidArgument && large.message == "mtu greater than device maximum")
            let absent = try socket.refusal(of: RTLink.DelLink(header: .init(), ifname: "nowhere"))
            #expect(absent.errno == .noDevice)
        }
    }

    @Test func `Counters are those that iproute2 prints`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.set("lo", up: true)
            for _ in 0..<5 { try run("bash -c 'echo some bytes > /dev/udp/127.0.0.1/9'") }
            let loopback = try socket.link("lo")
            let counters = try #require(loopback.stats64)
            #expect(counters.txPackets >= 5 && counters.rxPackets == counters.txPackets)
            try compareLinks(&socket)

            let request = RTLink.GetStats(header: .init(ifindex: 1, filterMask: 1))
            let reply = try socket.perform(request)
            let stats = try #require(reply.link64)
            let (ours, theirs) = try steady {
                try socket.perform(request).link64
            } _: {
                try ip("-statistics -statistics link show dev lo")
            }
            #expect(stats.rxPackets == counters.rxPackets)
            let printed = try #require(theirs.first?["stats64"]?.members)
            let carrier = try socket.link("lo").carrierChanges
            let read = try #require(ours?.text(carrierChanges: carrier).members)
            expectFields(read, printed, "lo")
            try socket.addPair("one", "two")
            let all = try socket.dump(RTLink.GetStats.Dump(header: .init(filterMask: 1)))
            #expect(Set(all.map(\.header.ifindex)) == Set(try socket.links().keys))
            let dump = RTLink.GetStats.Dump(header: .init(filterMask: 1))
            #expect(try expectSameAfterDecoding(dump, &socket) == 3)
        }
    }

    @Test func `Strict dumps leave out what is not asked for`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            try socket.addPair("port", "other")
            try socket.perform(
                RTLink.NewLink(header: .init(), ifname: "bridge", linkinfo: .init(kind: "bridge")),
                flags: [.create, .exclusive]
            )
            let bridge = try socket.index("bridge")
            try socket.perform(
                RTLink.SetLink(header: .init(ifiIndex: Int32(try socket.index("port"))), master: bridge)
            )
            let ports = RTLink.GetLink.Dump(header: .init(), master: bridge)
            #expect(try socket.dump(ports).map(\.ifname) == ["port"])
            let pairs = RTLink.GetLink.Dump(header: .init(), linkinfo: .init(kind: "veth"))
            #expect(try Set(socket.dump(pairs).map(\.ifname)) == ["port", "other"])
            let lean = try socket.dump(RTLink.GetLink.Dump(header: .init(), extMask: .skipStats))
            #expect(lean.count == 4 && lean.allSatisfy { $0.afSpec?.inet6 != nil && $0.afSpec?.inet6?.stats == nil })
            #expect(try socket.links().values.allSatisfy { $0.afSpec?.inet6?.stats != nil })

            let one = RTLink.GetLink.Dump(header: .init(ifiIndex: 1))
            let error = #expect(throws: NetlinkError.self) { try socket.dump(one) }
            guard case .kernel(let refusal) = error else { throw Unrefused() }
            #expect(refusal.errno == .invalidArgument)
            #expect(refusal.message == "Filter by device index not supported for link dumps")

            var options = NetlinkSocket.Options()
            options.checksStrictly = false
            var lax = try NetlinkSocket(.route, options: options)
            #expect(try lax.dump(one).count == 4, "without strict checking the kernel does not look")
        }
    }
}
