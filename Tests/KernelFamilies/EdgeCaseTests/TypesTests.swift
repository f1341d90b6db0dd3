import KernelDevlink
import KernelDpll
import KernelEthtool
import KernelNFTables
import KernelNetdev
import KernelNlctrl
import KernelOVSFlow
import KernelRTAddr
import KernelRTLink
import KernelRTNeigh
import KernelRTRule
import KernelTC
import KernelTCPMetrics
import KernelTeam
import Netlink
import OVSPacket
import Testing

/// What attributes hold: structs, numbers, addresses, lists, and what the spec does not know.
@Suite struct TypesTests {
    @Test func `33: members of structs stand where a C compiler puts them`() throws {
        let htb = TC.TCHtbOpt(rate: TC.TCRatespec(rate: 1), buffer: 2, prio: 3).encodedStruct
        #expect(htb.count == 44)
        #expect(htb[8..<12].elementsEqual(UInt32(1).inHostOrder))
        #expect(htb[24..<28].elementsEqual(UInt32(2).inHostOrder))
        #expect(htb[40..<44].elementsEqual(UInt32(3).inHostOrder))
        let selector = TC.TCU32Sel(nkeys: 1, offmask: 0x0102, hmask: 4).encodedStruct
        #expect(selector.count == 32)
        #expect(selector[2..<6].elementsEqual([1, 0, 1, 2]))
        let guid = RTLink.IflaVfGuid(vf: 1, guid: 2).encodedStruct
        #expect(guid == UInt32(1).inHostOrder + [0, 0, 0, 0] + UInt64(2).inHostOrder)
        #expect(RTLink.IflaVfGuid.decoded(guid).guid == 2)
    }

    @Test func `34: the mask of a policy is the attribute that the kernel sends`() throws {
        let policy = try Nlctrl.Policy.decoded(attribute(11), attribute(12, UInt64(3)))
        #expect(policy.mask == 3)
        #expect(policy.unknownAttributes.isEmpty)
        #expect(Nlctrl.Policy(mask: 3).encodedContents == attribute(12, UInt64(3)))
    }

    @Test func `35: padding is skipped wherever it stands`() throws {
        let bytes = attribute(1, UInt32(4)) + attribute(2) + attribute(3, UInt64(1))
        let device = try Netdev.DevGet.Reply.decoded(bytes)
        #expect(device.xdpFeatures == .basic)
        #expect(device.unknownAttributes.isEmpty)
        #expect(try device.encoded() == attribute(1, UInt32(4)) + attribute(3, UInt64(1)))
        #expect(try device.object.keys.sorted() == ["ifindex", "xdp-features"])
        let counter = try NFTables.Counter.decoded(attribute(3), attribute(1, UInt64(1).bigEndian))
        #expect(counter.bytes == 1)
        #expect(counter.unknownAttributes.isEmpty)
        #expect(try TC.TcaStats.decoded(attribute(6), attribute(8, UInt64(5))).pkt64 == 5)
    }

    @Test func `36: attributes that repeat are lists of texts, numbers, structs and nests`() throws {
        let mapping = RTLink.IflaVLANQos(mapping: [.init(from: 1, to: 2), .init(from: 3, to: 4)])
        let pairs = attribute(1, hostOrder(1, 2)) + attribute(1, hostOrder(3, 4))
        #expect(mapping.encodedContents == pairs)
        #expect(try RTLink.IflaVLANQos.decoded(pairs) == mapping)
        let functions = RTLink.VfinfoList(info: [RTLink.Vfinfo(), RTLink.Vfinfo(vlanList: .init(info: [.init(vf: 1)]))])
        #expect(functions.encodedContents == nest(1) + nest(1, nest(12, attribute(1, hostOrder(1, 0, 0, 0)))))
        #expect(try RTLink.VfinfoList.decoded(functions.encodedContents) == functions)
        #expect(try RTLink.PropListLink.decoded(attribute(53, "a"), attribute(53, "b")).altIfname == ["a", "b"])
        // Others may stand between them.
        let modes = attribute(6, UInt32(1)) + attribute(1, UInt32(9)) + attribute(6, UInt32(2))
        #expect(try Dpll.DeviceGet.Reply.decoded(modes).modeSupported == [.manual, .automatic])
        let version = try Devlink.DlReloadStats.decoded(nest(162, attribute(153, UInt8(1))), nest(162))
        #expect(version.reloadActionInfo.map(\.reloadAction) == [.driverReinit, nil])
    }

    @Test func `37: all options and ports of a team are there`() throws {
        let bytes = nest(1, attribute(1, "mode")) + nest(1, attribute(1, "notify_peers_count"))
        let options = try Team.ItemOption.decoded(bytes)
        #expect(options.option.map(\.name) == ["mode", "notify_peers_count"])
        #expect(options.encodedContents == bytes)
        let both = nest(3, nest(1, attribute(1, UInt32(4))), nest(1, attribute(3)))
        let ports = try Team.PortListGet.Reply.decoded(both)
        #expect(ports.listPort?.port.map(\.ifindex) == [4, nil])
        #expect(ports.listPort?.port.map(\.linkup) == [false, true])
    }

    @Test func `38: items of an array have the order of bytes and the form of its attribute`() throws {
        let bond = RTLink.LinkinfoBond(arpIpTarget: [IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 2)])
        let items = attribute(1, [10, 0, 0, 1]) + attribute(2, [10, 0, 0, 2])
        #expect(bond.encodedContents == nest(8, items))
        // The kernel numbers these from 0.
        let sent = nest(8, attribute(0, [10, 0, 0, 1]) + attribute(1, [10, 0, 0, 2]))
        let decoded = try RTLink.LinkinfoBond.decoded(sent)
        #expect(decoded.arpIpTarget.map(Array.init) == [IPv4Address(10, 0, 0, 1), IPv4Address(10, 0, 0, 2)])
        #expect(decoded.encodedContents == sent)
        let address = [UInt8](repeating: 0, count: 15) + [1]
        let targets = try RTLink.LinkinfoBond.decoded(nest(31, attribute(0, address)))
        #expect(targets.nsIp6Target?.first?.description == "::1")
    }

    @Test func `39: actions are numbered from 1 and keep the numbers they have`() throws {
        let filter = TC.Basic(act: [TC.Act(kind: "gact"), TC.Act(kind: "mirred")])
        #expect(filter.encodedContents == nest(3, nest(1, attribute(1, "gact")) + nest(2, attribute(1, "mirred"))))
        let gap = nest(3, nest(4, attribute(1, "gact")))
        let decoded = try TC.Basic.decoded(gap)
        #expect(decoded.act?.numbers == [4])
        #expect(decoded.encodedContents == gap)
    }

    @Test func `40: statistics of ethtool are nests, one for each number`() throws {
        let bytes = attribute(2, UInt32(1)) + nest(4, attribute(0, UInt64(5))) + nest(4, attribute(7, UInt64(6)))
        let statistics = try Ethtool.StatsGrp.decoded(bytes).stat
        #expect(statistics == [attribute(0, UInt64(5)), attribute(7, UInt64(6))])
        let last = try #require(statistics.last)
        var attributes = Attributes(Payload(last.rawSpan))
        while let statistic = try attributes.next() {
            let (number, value) = (statistic.number, try statistic.value(as: UInt64.self))
            #expect(number == 7)
            #expect(value == 6)
        }
    }

    @Test func `41: bytes have no order, whatever the spec says`() throws {
        let address = hex("20010db8000000000000000000000001")
        let get = TCPMetrics.Get(addrIpv6: IPAddress(bytes: address))
        #expect(try get.encoded() == attribute(2, address))
        let key = OVSFlow.OVSKeyIPv6.decoded(address + address + [UInt8](repeating: 0, count: 8))
        #expect(key.ipv6Src.description == "2001:db8::1")
        #expect(key.encodedStruct.starts(with: address + address))
        let tuple = OVSFlow.OVSKeyIPv6(ipv6Label: 0x0102).encodedStruct
        #expect(tuple[32..<36].elementsEqual([0, 0, 1, 2]))
    }

    @Test func `42: addresses given as numbers come back in the order of the network`() throws {
        let rule = attribute(2, [10, 0, 0, 0]) + attribute(3, "eth0")
        let decoded = try RTRule.GetRule.Reply.decoded(rule)
        #expect(decoded.iifname == "eth0")
        let encoded = try decoded.encoded()
        #expect(encoded.count == rule.count)
        var attributes = Attributes(Payload(encoded.rawSpan))
        var source: [UInt8]?
        while let attribute = try attributes.next() {
            if attribute.number == 2 { source = [UInt8](attribute.payload.span) }
        }
        #expect(source == [10, 0, 0, 0])
    }

    @Test func `43: addresses are read by their length, and what is none stays as it is`() throws {
        let long = [UInt8](repeating: 0xfe, count: 16)
        #expect(try RTNeigh.GetNeigh.Reply.decoded(attribute(1, [10, 0, 0, 1])).dst?.description == "10.0.0.1")
        let neighbour = try RTNeigh.GetNeigh.Reply.decoded(attribute(1, long), attribute(2, [1, 2, 3, 4, 5, 6, 7, 8]))
        #expect(neighbour.dst?.description == "fefe:fefe:fefe:fefe:fefe:fefe:fefe:fefe")
        #expect(neighbour.lladdr?.description == "01:02:03:04:05:06:07:08")
        #expect(try RTNeigh.GetNeigh.Reply.decoded(attribute(1, [1, 2, 3])).dst == .other([1, 2, 3]))
        #expect(try OVSFlow.Get.Reply.decoded(attribute(9, [0xab])).ufid?.description == "ab")
        let identifier = try OVSFlow.Get.Reply.decoded(attribute(9, long)).ufid
        #expect(identifier?.description == "fefefefe-fefe-fefe-fefe-fefefefefefe")
    }

    @Test func `44: flags are of any width`() throws {
        let device = try Netdev.DevGet.Reply.decoded(attribute(3, UInt64(1) << 40 | 2))
        #expect(device.xdpFeatures?.contains(.redirect) == true)
        #expect(device.xdpFeatures?.rawValue == 1 << 40 | 2)
        #expect(try device.encoded() == attribute(3, UInt64(1) << 40 | 2))
        // A number of variable width: in four bytes or eight.
        for scope in [attribute(4, UInt32(1)), attribute(4, UInt64(1))] {
            #expect(try Netdev.QstatsGet.Dump.decoded(scope).scope == .queue)
        }
        #expect(try Netdev.QstatsGet.Dump(scope: .queue).encoded() == attribute(4, UInt32(1)))
        let neighbour = RTNeigh.Ndmsg(ndmState: .reachable, ndmFlags: [.self_, .router]).encodedStruct
        #expect(neighbour == [0, 0, 0, 0, 0, 0, 0, 0] + UInt16(2).inHostOrder + [0x82, 0])
        let address = RTAddr.Ifaddrmsg.decoded([2, 24, 0x80, 0, 1, 0, 0, 0])
        #expect(address.ifaFlags == .permanent)
    }

    @Test func `45: numbers below zero keep their sign in every width`() throws {
        let wide = Int64(Int32.min) - 1
        for (offset, bytes) in [(-5, Int32(-5).inHostOrder), (wide, wide.inHostOrder)] {
            let pin = try Dpll.PinGet.Reply.decoded(attribute(24, bytes))
            #expect(pin.fractionalFrequencyOffset == offset)
            #expect(try pin.encoded() == attribute(24, bytes))
        }
        #expect(try Dpll.PinParentDevice.decoded(attribute(23, Int64(-7))).phaseOffset == -7)
        let link = RTLink.GetLink(header: .init(), targetNetnsid: -1)
        #expect(try link.encoded() == attribute(46, [0xff, 0xff, 0xff, 0xff]))
        #expect(try TC.Netem.decoded(attribute(2, Int16(-1).inHostOrder + Int16(2).inHostOrder)).delayDist == [-1, 2])
    }

    @Test func `46: values with a mask have names or none`() throws {
        let bits = Bitfield32(value: 1, selector: 3)
        #expect(TC.Act(flags: bits).encodedContents == attribute(7, hostOrder(1, 3)))
        #expect(try TC.Act.decoded(attribute(8, hostOrder(1, 3))).hwStats == bits)
        let dump = TC.GetTfilter.Dump(dumpFlags: bits)
        #expect(try TC.GetTfilter.Dump.decoded(dump.encoded()).dumpFlags == bits)
        let update = try Devlink.FlashUpdate.decoded(attribute(152, hostOrder(0x81, 3)))
        #expect(update.flashUpdateOverwriteMask?.value.contains(.settingsBit) == true)
        #expect(update.flashUpdateOverwriteMask?.value.rawValue == 0x81)
        #expect(try update.encoded() == attribute(152, hostOrder(0x81, 3)))
    }

    @Test func `47: the format of a payload is chosen from near or far, and may have no contents`() throws {
        // By an attribute around the nest, which stands behind it.
        let counters = hostOrder(1, 2, 3, 4)
        let queue = try TC.GetQdisc.Reply.decoded(nest(7, attribute(4, counters)), attribute(1, "red"))
        #expect(queue.stats2?.app == .red(TC.TCRedXstats(early: 1, pdrop: 2, other: 3, marked: 4)))
        // By a number with a name.
        let data = nest(4, attribute(1, UInt64(5).bigEndian))
        let object = try NFTables.NewObj.decoded(attribute(3, UInt32(2).bigEndian), data)
        guard case .quota(let quota) = object.data else {
            Issue.record("\(String(describing: object.data)) is no quota")
            return
        }
        #expect(quota.bytes == 5)
        for (kind, options) in [("clsact", TC.Options.clsact), ("ingress", .ingress), ("mq", .mq)] {
            let bytes = attribute(1, kind) + attribute(2)
            let queue = try TC.GetQdisc.Reply.decoded(bytes)
            #expect(queue.options == options)
            #expect(try queue.encoded() == bytes)
        }
        let fifo = try TC.GetQdisc.Reply.decoded(attribute(1, "pfifo"), attribute(2, UInt32(7)))
        #expect(fifo.options == .pfifo(TC.TCFifoQopt(limit: 7)))
        let netem = TC.Options.netem(TC.TCNetemQopt(limit: 8), TC.Netem(ecn: 1))
        let queued = try TC.NewQdisc(header: .init(), kind: "netem", options: netem).encoded()
        #expect(queued == attribute(1, "netem") + nest(2, hostOrder(0, 8, 0, 0, 0, 0) + attribute(7, UInt32(1))))
        #expect(try TC.GetQdisc.Reply.decoded(queued).options == netem)
        // A kind that the spec does not have.
        let unknown = attribute(1, "bareudp") + attribute(2, attribute(1, UInt16(9)))
        let link = try RTLink.Linkinfo.decoded(unknown)
        #expect(link.data == .unknown(attribute(1, UInt16(9))))
        #expect(link.encodedContents == unknown)
        let unnamed = attribute(3, UInt32(99).bigEndian) + attribute(4, [1, 2, 3, 4])
        #expect(try NFTables.NewObj.decoded(unnamed).data == .unknown([1, 2, 3, 4]))
        #expect(try NFTables.NewObj.decoded(unnamed).encoded() == unnamed)
        // No selector at all.
        #expect(try RTLink.Linkinfo.decoded(attribute(2, [1, 2])).data == .unknown([1, 2]))
        let classStatistics = attribute(1, "htb") + attribute(4, [1, 2, 3, 4])
        #expect(try TC.GetTclass.Reply.decoded(classStatistics).xstats == .unknown([1, 2, 3, 4]))
    }

    @Test func `48: members of headers and attributes of one name are two things`() throws {
        let rule = RTRule.NewRule(header: .init(table: 252), table: 1000)
        let bytes = try rule.encodedRequest()
        #expect(bytes[20] == 252)
        #expect(bytes.suffix(8).elementsEqual(attribute(15, UInt32(1000))))
        let decoded = try RTRule.NewRule(try Message(bytes.rawSpan))
        #expect(decoded.header.table == 252)
        #expect(decoded.table == 1000)
        let model = TC.NetemLoss(gi: TC.TCNetemGimodel(p13: 1))
        let loss = TC.Options.netem(TC.TCNetemQopt(loss: 5), TC.Netem(loss: model))
        let queue = TC.NewQdisc(header: .init(), kind: "netem", options: loss)
        guard case .netem(let header, let netem) = try TC.GetQdisc.Reply.decoded(queue.encoded()).options else {
            Issue.record("not netem")
            return
        }
        #expect(header.loss == 5)
        #expect(netem.loss?.gi?.p13 == 1)
    }

    @Test func `49: texts end at a NUL or without one, in any encoding`() throws {
        let bare = attribute(1, Array("mode".utf8))
        #expect(try Team.AttrOption.decoded(bare).name == "mode")
        #expect(try Team.AttrOption.decoded(attribute(1, "mode")).name == "mode")
        let alias = try RTLink.GetLink.Reply.decoded(attribute(20, "Büro"))
        #expect(alias.ifalias == "Büro")
        let latin = attribute(20, [0x42, 0xfc, 0x72, 0x6f, 0])
        #expect(try RTLink.GetLink.Reply.decoded(latin).encoded() == latin)
    }

    @Test func `50: bytes that are attributes of another family can be read as such`() throws {
        let key = OVSFlow.Key(inPort: 3, ethertype: 0x0800)
        var body = UInt32(1).inHostOrder
        body += attribute(2, key.encodedContents)
        let bytes = message(command: 1, body)
        // The set belongs to another family: an overlay types it, and its bytes remain within reach.
        let view = try OVSPacket.PacketView(try Message(bytes.rawSpan))
        guard let span = view.keyBytes else {
            Issue.record("no key")
            return
        }
        let encoded = [UInt8](span)
        #expect(encoded == key.encodedContents)
        #expect(try OVSFlow.Key(Payload(encoded.rawSpan)) == key)
        let matches = try TC.Ematch.decoded(attribute(2, [1, 2, 3]))
        #expect(matches.treeList == [1, 2, 3])
        #expect(matches.encodedContents == attribute(2, [1, 2, 3]))
    }

    @Test func `51: attributes that the spec does not know are kept and sent`() throws {
        let bytes = attribute(3, "lo") + attribute(200, UInt32(7)) + attribute(201, [1])
        let link = try RTLink.GetLink.Reply.decoded(bytes)
        #expect(link.ifname == "lo")
        #expect(link.unknownAttributes.attributes.map(\.number) == [200, 201])
        #expect(try link.encoded() == bytes)
        #expect(try link.object["attr-200"] != nil)
    }
}

/// Numbers of 32 bits, one behind the other.
private func hostOrder(_ numbers: UInt32...) -> [UInt8] { numbers.flatMap(\.inHostOrder) }
