import KernelEthtool
import KernelNetdev
import Netlink
import Testing

@Suite(.inTestNamespace, .serialized) struct NetdevTests {
    private func setGRO(_ link: VethPair, _ isOn: Bool, _ socket: inout NetlinkSocket) throws {
        let bit = Ethtool.BitsetBit(name: "rx-gro", value: isOn)
        _ = try socket.perform(
            Ethtool.FeaturesSet(header_: .init(devName: link.name), wanted: .init(bits: .init(bit: [bit])))
        )
    }

    @Test func `Devices come, change and go, and the group is told`() throws {
        var listener = try NetlinkSocket()
        try listener.join(Netdev.Groups.mgmt)
        var socket = try NetlinkSocket()
        var link: VethPair? = try VethPair("na")
        let index = UInt32(try #require(link).index)
        let first = try socket.perform(Netdev.DevGet(ifindex: index))
        #expect(first.ifindex == index)
        let features = try #require(first.xdpFeatures)
        #expect(features.isSuperset(of: [.basic, .redirect, .rxSg]))
        #expect(try socket.dump(Netdev.DevGet.Dump()).contains(first))
        // The peer can take frames once this end polls.
        let peer = UInt32(try #require(link).peerIndex)
        let before = try #require(try socket.perform(Netdev.DevGet(ifindex: peer)).xdpFeatures)
        try setGRO(try #require(link), true, &socket)
        let after = try [index, peer].map { try #require(try socket.perform(Netdev.DevGet(ifindex: $0)).xdpFeatures) }
        #expect(after[0].contains(.ndoXmit) || after[1].contains(.ndoXmit))
        #expect(after != [features, before])
        try expectSameContents(Netdev.DevGet.Reply.self, rawReplies(to: Netdev.DevGet(ifindex: index)))
        try expectSameContents(Netdev.DevGet.Reply.self, rawReplies(to: Netdev.DevGet.Dump(), flags: .dump))
        link = nil
        var told: [String] = []
        while told.last != "gone" {
            switch try listener.nextEvent(of: Netdev.self, timeLimit: .seconds(10)) {
            case .devAddNtf(let device) where device.ifindex == index:
                told.append("added")
                // The driver tells of its features later.
                #expect(device.xdpFeatures != nil)
            case .devChangeNtf(let device) where device.ifindex == index || device.ifindex == peer:
                told.append("changed")
                #expect(device.xdpFeatures != nil)
            case .devDelNtf(let device) where device.ifindex == index: told.append("gone")
            default: break
            }
        }
        #expect(told.first == "added")
        #expect(told.contains("changed"))
        let error = #expect(throws: NetlinkError.self) { try socket.perform(Netdev.DevGet(ifindex: index)) }
        #expect(error?.kernelError?.errno == .noDevice)
        // The spec's own checks come before the kernel's.
        let zero = #expect(throws: NetlinkError.self) { try socket.perform(Netdev.DevGet(ifindex: 0)) }
        #expect(zero.map { "\($0)" }?.contains("ifindex") == true)
        #expect(zero?.kernelError == nil)
        let type = #expect(throws: NetlinkError.self) {
            try socket.perform(Netdev.QueueGet(ifindex: 1, type: .init(rawValue: 9), id: 0))
        }
        // The kernel tells what it would have accepted.
        #expect(type?.kernelError?.errno == .outOfRange)
        #expect(type?.kernelError?.message == "integer out of range")
        #expect(type?.kernelError?.attribute.map { "\($0)" } == ".type")
        #expect(type?.kernelError?.policy?.minValueU == 0)
        #expect(type?.kernelError?.policy?.maxValueU == 1)
    }

    @Test func `Devices are those that ip lists`() throws {
        let link = try VethPair("nl")
        var socket = try NetlinkSocket()
        // Other tests make and delete links meanwhile; ours and the loopback device stay.
        let devices = Set(try socket.dump(Netdev.DevGet.Dump()).compactMap { $0.ifindex.map(Int.init) })
        let listed = try json(of: "ip", "-j", "link", "show").elements.compactMap {
            $0["ifindex"]?.number.map { Int($0) }
        }
        let lasting = Set([1, link.index, link.peerIndex])
        #expect(devices.isSuperset(of: lasting))
        #expect(Set(listed).isSuperset(of: lasting))
    }

    @Test func `Queues are those that ethtool counts`() throws {
        let link = try VethPair("nq", queues: 4)
        var socket = try NetlinkSocket()
        _ = try socket.perform(
            Ethtool.ChannelsSet(header_: .init(devName: link.name), rxCount: 2, txCount: 3)
        )
        let index = UInt32(link.index)
        let queues = try socket.dump(Netdev.QueueGet.Dump(ifindex: index))
        #expect(queues.allSatisfy { $0.ifindex == index })
        let lines = try output(of: "ethtool", "-l", link.name).trimmedLines.map(\.withSingleBlanks)
        let receiving = queues.filter { $0.type == .rx }.compactMap(\.id)
        let sending = queues.filter { $0.type == .tx }.compactMap(\.id)
        #expect(lines.last { $0.hasPrefix("RX:") } == "RX: \(receiving.count)")
        #expect(lines.last { $0.hasPrefix("TX:") } == "TX: \(sending.count)")
        #expect(receiving == [0, 1])
        #expect(sending == [0, 1, 2])
        let one = Netdev.QueueGet(ifindex: index, type: .tx, id: 2)
        #expect(try socket.perform(one) == queues.last)
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(Netdev.QueueGet(ifindex: index, type: .tx, id: 3))
        }
        #expect(error?.kernelError?.errno == .invalidArgument)
        let missing = #expect(throws: NetlinkError.self) { try socket.perform(Netdev.QueueGet(ifindex: index, id: 1)) }
        #expect(missing?.kernelError?.missingAttribute.map { "\($0)" } == ".type")
        try expectSameContents(
            Netdev.QueueGet.Reply.self,
            rawReplies(to: Netdev.QueueGet.Dump(ifindex: index), flags: .dump)
        )
    }

    @Test func `Polling contexts and page pools belong to the queues`() throws {
        let link = try VethPair("np", queues: 2)
        var listener = try NetlinkSocket()
        try listener.join(Netdev.Groups.pagePool)
        var socket = try NetlinkSocket()
        let index = UInt32(link.index)
        try setGRO(link, true, &socket)
        let contexts = try socket.dump(Netdev.NapiGet.Dump(ifindex: index))
        #expect(contexts.allSatisfy { $0.ifindex == index })
        let pools = try socket.dump(Netdev.PagePoolGet.Dump()).filter { $0.ifindex == index }
        if contexts.isEmpty { announce("netdev napi: veth has none that are listed") }
        for context in contexts {
            #expect(try socket.perform(Netdev.NapiGet(id: context.id)) == context)
        }
        if pools.isEmpty {
            announce("netdev page-pool: veth has none that are listed")
            return
        }
        #expect(pools.count == 2)
        for pool in pools {
            let again = try socket.perform(Netdev.PagePoolGet(id: pool.id))
            #expect(again.id == pool.id && again.napiId == pool.napiId && again.ifindex == index)
            #expect(pool.detachTime == nil)
            try expectSameContents(Netdev.PagePoolGet.Reply.self, rawReplies(to: Netdev.PagePoolGet(id: pool.id)))
        }
        var told: Set<UInt64> = []
        while told.count < 2 {
            if case .pagePoolAddNtf(let pool) = try listener.nextEvent(of: Netdev.self, timeLimit: .seconds(10)),
                pool.ifindex == index, let id = pool.id
            {
                told.insert(id)
            }
        }
        #expect(told == Set(pools.compactMap(\.id)))
        let error = #expect(throws: NetlinkError.self) { try socket.perform(Netdev.PagePoolGet(id: 4_000_000_000)) }
        #expect(error?.kernelError?.errno == .noEntry)
    }

    @Test func `Statistics of queues are asked for by scope`() throws {
        let link = try VethPair("ns")
        var socket = try NetlinkSocket()
        let all = try socket.dump(Netdev.QstatsGet.Dump())
        #expect(all.allSatisfy { $0.ifindex != nil })
        let error = #expect(throws: NetlinkError.self) {
            try socket.dump(Netdev.QstatsGet.Dump(ifindex: UInt32(link.index), scope: .queue))
        }
        #expect(error?.kernelError?.errno == .notSupported)
        #expect(error?.kernelError?.attribute.map { "\($0)" } == ".ifindex")
        announce("netdev qstats: veth and the loopback device have none; dumped \(all.count)")
    }
}
