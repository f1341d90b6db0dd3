import KernelEthtool
import KernelNetdev
import Netlink
import Testing

@Suite(.inTestNamespace, .serialized) struct EthtoolTests {
    /// Names of features that differ between the kernel and ethtool.
    static let oldNames = [
        "rx-checksum": "rx-checksumming", "tx-generic-segmentation": "generic-segmentation-offload",
        "rx-gro": "generic-receive-offload", "rx-lro": "large-receive-offload", "rx-vlan-hw-parse": "rx-vlan-offload",
        "tx-vlan-hw-insert": "tx-vlan-offload", "rx-ntuple-filter": "ntuple-filters", "rx-hashing": "receive-hashing",
    ]

    private func header(_ link: VethPair) -> Ethtool.HeaderNest { .init(devName: link.name) }

    /// The bits of a set: those that are listed, or of those the ones with a value if the set has a mask.
    private func bits(_ bitset: Ethtool.Bitset?) throws -> [Ethtool.BitsetBit] {
        let bitset = try #require(bitset)
        return (bitset.bits?.bit ?? []).filter { bitset.nomask || $0.value }
    }

    private func names(_ bitset: Ethtool.Bitset?) throws -> Set<String> {
        Set(try bits(bitset).map { try #require($0.name) })
    }

    private func numbers(_ bitset: Ethtool.Bitset?) throws -> Set<Int> {
        if let value = bitset?.value {
            return Set((0..<value.count * 8).filter { (value[$0 / 8] >> ($0 % 8)) & 1 != 0 })
        }
        return Set(try bits(bitset).map { Int(try #require($0.index)) })
    }

    /// `name: value` lines of ethtool.
    private func lines(_ link: VethPair, _ arguments: String...) throws -> [String] {
        try output(of: "ethtool", arguments + [link.name]).trimmedLines.map(\.withSingleBlanks)
    }

    @Test func `Features are what ethtool shows`() throws {
        let link = try VethPair("ef")
        var socket = try NetlinkSocket()
        let features = try socket.perform(Ethtool.FeaturesGet(header_: header(link)))
        #expect(features.header_?.devName == link.name)
        #expect(features.header_?.devIndex.map(Int.init) == link.index)
        let changeable = try names(features.hw)
        let wanted = try names(features.wanted)
        let active = try names(features.active)
        let fixed = try names(features.nochange)
        let strings = try strings(4, link, &socket)
        #expect(features.hw?.size.map(Int.init) == strings.count)
        let decoded = strings.filter { !$0.isEmpty }.map { name -> (String, JSON) in
            let form: JSON = [
                "active": .bool(active.contains(name)),
                "fixed": .bool(!changeable.contains(name) || fixed.contains(name)),
                "requested": .bool(wanted.contains(name)),
            ]
            return (Self.oldNames[name] ?? name, form)
        }
        let listed = try #require(try json(of: "ethtool", "--json", "-k", link.name).elements.first)
        // Groups of features are ethtool's own.
        let groups: Set<String> = ["tx-checksumming", "scatter-gather", "tcp-segmentation-offload", "ifname"]
        #expect(listed.names.subtracting(groups) == Set(decoded.map(\.0)))
        for (name, form) in decoded { #expect(listed[name] == form, "\(name)") }
        #expect(decoded.count > 40)
        let request = Ethtool.FeaturesGet(header_: header(link))
        try expectSameContents(Ethtool.FeaturesGet.Reply.self, rawReplies(to: request))

        // Bit by bit and word by word they are the same.
        var compact = header(link)
        compact.flags = .compactBitsets
        let packed = try socket.perform(Ethtool.FeaturesGet(header_: compact))
        for (bits, words) in [
            (features.hw, packed.hw), (features.wanted, packed.wanted), (features.active, packed.active),
            (features.nochange, packed.nochange),
        ] {
            #expect(words?.value != nil && words?.bits == nil)
            #expect(try numbers(words) == numbers(bits))
            #expect(words?.size == bits?.size)
            #expect(words?.nomask == bits?.nomask)
        }
    }

    /// The strings of a set by index: 1 are the names of counters, 4 those of features.
    private func strings(_ id: UInt32, _ link: VethPair, _ socket: inout NetlinkSocket) throws -> [String] {
        let request = Ethtool.StrsetGet(
            header_: header(link),
            stringsets: .init(stringset: [.init(id: id)])
        )
        let reply = try socket.perform(request)
        let set = try #require(reply.stringsets?.stringset.first)
        #expect(set.id == id)
        let strings = set.strings.flatMap(\.string)
        #expect(set.count.map(Int.init) == strings.count)
        #expect(strings.map(\.index) == strings.indices.map { UInt32($0) })
        try expectSameContents(Ethtool.StrsetGet.Reply.self, rawReplies(to: request))
        return strings.map { $0.value ?? "" }
    }

    @Test func `Counters have the names that ethtool prints`() throws {
        let link = try VethPair("es", queues: 3)
        var socket = try NetlinkSocket()
        let names = try strings(1, link, &socket)
        let listed = try lines(link, "-S").dropFirst().compactMap { $0.split(separator: ":").first.map(String.init) }
        #expect(names == listed)
        #expect(names.contains("rx_queue_2_drops"))
        var counts = Ethtool.StrsetGet(header_: header(link), stringsets: .init(stringset: [.init(id: 1)]))
        counts.countsOnly = true
        let count = try socket.perform(counts).stringsets?.stringset.first
        #expect(count?.count.map(Int.init) == names.count)
        #expect(count?.strings.isEmpty == true)
    }

    @Test func `A feature is changed, the reply tells how, and the group is told`() throws {
        let link = try VethPair("ec")
        var listener = try NetlinkSocket()
        try listener.join(Ethtool.Groups.monitor)
        var socket = try NetlinkSocket()
        let before = try names(try socket.perform(Ethtool.FeaturesGet(header_: header(link))).active)
        #expect(before.contains("tx-checksum-ip-generic"))
        let off = Ethtool.Bitset(bits: .init(bit: [.init(name: "tx-checksum-ip-generic")]))
        let reply = try socket.perform(Ethtool.FeaturesSet(header_: header(link), wanted: off))
        let after = try socket.perform(Ethtool.FeaturesGet(header_: header(link)))
        let active = try names(after.active)
        #expect(!active.contains("tx-checksum-ip-generic"))
        #expect(try !names(after.wanted).contains("tx-checksum-ip-generic"))
        // What became of other features by the way.
        let changed = Set((reply.active?.bits?.bit ?? []).compactMap { $0.name })
        #expect(changed == before.symmetricDifference(active))
        #expect(changed.contains("tx-tcp-segmentation"))
        #expect(
            try json(of: "ethtool", "--json", "-k", link.name).elements.first?["tx-checksum-ip-generic"]?["active"]
                == false
        )
        var told: Ethtool.FeaturesGet.Reply?
        while told == nil {
            if case .featuresNtf(let event) = try listener.nextEvent(of: Ethtool.self, timeLimit: .seconds(10)),
                event.header_?.devIndex.map(Int.init) == link.index
            {
                told = event
            }
        }
        #expect(try numbers(told?.active) == numbers(after.active))
        #expect(try numbers(told?.wanted) == numbers(after.wanted))
        #expect(try numbers(told?.hw) == numbers(after.hw))
        #expect(try numbers(told?.nochange) == numbers(after.nochange))

        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(
                Ethtool.FeaturesSet(
                    header_: header(link),
                    wanted: .init(bits: .init(bit: [.init(name: "tx-checksum-sctp"), .init(name: "no-such-feature")]))
                )
            )
        }
        #expect(error?.kernelError?.message == "bit name not found")
        #expect(error?.kernelError?.errno == .notSupported)
        #expect(error?.kernelError?.attribute.map { "\($0)" } == ".wanted.bits.bit.name")
    }

    @Test func `Channels are read, changed and told to the group`() throws {
        let link = try VethPair("eh", queues: 4)
        var listener = try NetlinkSocket()
        try listener.join(Ethtool.Groups.monitor)
        var socket = try NetlinkSocket()
        func check() throws -> Ethtool.ChannelsGet.Reply {
            let channels = try socket.perform(Ethtool.ChannelsGet(header_: header(link)))
            func number(_ number: UInt32?) -> String { number.map { "\($0)" } ?? "n/a" }
            let decoded = [
                "Channel parameters for \(link.name):",
                "Pre-set maximums:",
                "RX: \(number(channels.rxMax))", "TX: \(number(channels.txMax))",
                "Other: \(number(channels.otherMax))", "Combined: \(number(channels.combinedMax))",
                "Current hardware settings:",
                "RX: \(number(channels.rxCount))", "TX: \(number(channels.txCount))",
                "Other: \(number(channels.otherCount))", "Combined: \(number(channels.combinedCount))",
            ]
            let listed = try lines(link, "-l").map(\.withSingleBlanks)
            #expect(decoded == listed)
            return channels
        }
        #expect(try check().rxCount == 4)
        try socket.perform(Ethtool.ChannelsSet(header_: header(link), rxCount: 2, txCount: 3))
        let channels = try check()
        #expect(channels.rxCount == 2 && channels.txCount == 3)
        var told: Ethtool.ChannelsGet.Reply?
        while told == nil {
            if case .channelsNtf(let event) = try listener.nextEvent(of: Ethtool.self, timeLimit: .seconds(10)),
                event.header_?.devIndex.map(Int.init) == link.index
            {
                told = event
            }
        }
        #expect(told == channels)
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(Ethtool.ChannelsSet(header_: header(link), rxCount: 99))
        }
        #expect(error?.kernelError?.errno == .invalidArgument)
        #expect(error?.kernelError?.message == "requested channel count exceeds maximum")
        #expect(error?.kernelError?.attribute.map { "\($0)" } == ".rx-count")
        try expectSameContents(
            Ethtool.ChannelsGet.Reply.self,
            rawReplies(to: Ethtool.ChannelsGet(header_: header(link)))
        )
    }

    @Test func `The settings of a link are what ethtool shows`() throws {
        let link = try VethPair("el")
        var socket = try NetlinkSocket()
        let state = try socket.perform(Ethtool.LinkstateGet(header_: header(link)))
        let info = try socket.perform(Ethtool.LinkinfoGet(header_: header(link)))
        let modes = try socket.perform(Ethtool.LinkmodesGet(header_: header(link)))
        let listed = try lines(link)
        let decoded = [
            "Speed: \(modes.speed ?? 0)Mb/s",
            "Duplex: \(modes.duplex == 1 ? "Full" : "other")",
            "Auto-negotiation: \(modes.autoneg == 0 ? "off" : "on")",
            "Port: \(info.port == 0 ? "Twisted Pair" : "other")",
            "PHYAD: \(info.phyaddr ?? 99)",
            "Transceiver: \(info.transceiver == 0 ? "internal" : "external")",
            "MDI-X: \(info.tpMdix == 0 ? "Unknown" : "other")",
            "Link detected: \(state.link == 1 ? "yes" : "no")",
        ]
        #expect(Set(decoded).isSubset(of: listed), "\(listed)")
        #expect(modes.ours?.bits?.bit == [])
        try output(of: "ip", "link", "set", link.peer, "down")
        #expect(try socket.perform(Ethtool.LinkstateGet(header_: header(link))).link == 0)
        #expect(try lines(link).contains("Link detected: no"))
        try expectSameContents(
            Ethtool.LinkstateGet.Reply.self,
            rawReplies(to: Ethtool.LinkstateGet(header_: header(link)))
        )
        try expectSameContents(
            Ethtool.LinkinfoGet.Reply.self,
            rawReplies(to: Ethtool.LinkinfoGet(header_: header(link)))
        )
        try expectSameContents(
            Ethtool.LinkmodesGet.Reply.self,
            rawReplies(to: Ethtool.LinkmodesGet(header_: header(link)))
        )
        let all = try socket.dump(Ethtool.LinkstateGet.Dump())
        let devices = try json(of: "ip", "-j", "link", "show").elements.compactMap { $0["ifname"]?.text }
        let ours = [link.name, link.peer]
        #expect(Set(all.compactMap(\.header_?.devName)).isSuperset(of: ours))
        #expect(Set(devices).isSuperset(of: ours))
    }

    @Test func `Time stamping is what ethtool shows`() throws {
        let link = try VethPair("et")
        var socket = try NetlinkSocket()
        let info = try socket.perform(Ethtool.TsinfoGet(header_: header(link)))
        let listed = try lines(link, "-T")
        let start = try #require(listed.firstIndex(of: "Capabilities:"))
        let capabilities = listed[(start + 1)...].prefix { !$0.contains(":") }
        #expect(try names(info.timestamping) == Set(capabilities))
        #expect(!capabilities.isEmpty)
        #expect(info.phcIndex == nil)
        #expect(listed.contains("PTP Hardware Clock: none"))
        try expectSameContents(
            Ethtool.TsinfoGet.Reply.self,
            rawReplies(to: Ethtool.TsinfoGet(header_: header(link)))
        )
    }

    @Test func `What a driver does not have is refused, and so are unknown links`() throws {
        let link = try VethPair("ex")
        var socket = try NetlinkSocket()
        let rings = #expect(throws: NetlinkError.self) {
            try socket.perform(Ethtool.RingsGet(header_: header(link)))
        }
        #expect(rings?.kernelError?.errno == .notSupported)
        announce("ethtool rings: veth has none: \(rings?.kernelError.map { "\($0)" } ?? "")")
        let unknown = #expect(throws: NetlinkError.self) {
            try socket.perform(Ethtool.LinkstateGet(header_: .init(devName: "no-such-link")))
        }
        #expect(unknown?.kernelError?.errno == .noDevice)
        #expect(unknown?.kernelError?.message == "no device matches name")
        #expect(unknown?.kernelError?.attribute.map { "\($0)" } == ".header.dev-name")
    }

    @Test func `Standard counters are asked for by groups`() throws {
        let link = try VethPair("eg")
        var socket = try NetlinkSocket()
        let groups = Ethtool.Bitset(
            bits: .init(bit: ["eth-phy", "eth-mac", "eth-ctrl", "rmon"].map { .init(name: $0, value: true) })
        )
        let request = Ethtool.StatsGet(header_: header(link), groups: groups)
        do {
            let reply = try socket.perform(request)
            #expect(reply.header_?.devName == link.name)
            // veth counts nothing in them, but has the groups.
            #expect(reply.grp.count == 4)
            #expect(reply.grp.allSatisfy { $0.stat.isEmpty })
            try expectSameContents(Ethtool.StatsGet.Reply.self, rawReplies(to: request))
        } catch NetlinkError.kernel(let error) {
            #expect(error.errno == .notSupported)
            announce("ethtool stats: \(error)")
        }
        #expect(try output(of: "ethtool", "-S", link.name, "--all-groups").contains("Standard stats for \(link.name)"))
    }
}
