import KernelDevlink
import KernelDpll
import KernelEthtool
import KernelHandshake
import KernelNetdev
import KernelOVSFlow
import KernelRTLink
import KernelTC
import Netlink
import Testing

/// Attribute sets, subsets, and the lists of what a message holds.
@Suite struct SetsTests {
    @Test func `19: definitions, sets, operations and the family may share a name`() throws {
        // The operation and the set of its messages.
        #expect(Handshake.Accept.operation.number == 2)
        #expect(Handshake.AcceptAttributes.attributes.contains { $0.name == "sockfd" })
        #expect(Handshake.Done(status: 1).header == NoHeader())
        // The family and its set.
        #expect(Devlink.name == "devlink")
        #expect(Devlink.DevlinkAttributes.attributes.contains { $0.name == "bus-name" })
        // The enumeration and the set.
        #expect(Ethtool.Stringset(rawValue: 3).description == "3")
        #expect(Ethtool.StringsetNest.attributes.map(\.name) == ["id", "count", "strings"])
    }

    @Test func `21: a subset changes the type of an attribute, not its number`() throws {
        let properties = RTLink.PropListLink(altIfname: ["a", "b"])
        #expect(properties.encodedContents == attribute(53, "a") + attribute(53, "b"))
        #expect(try RTLink.GetLink.decoded(attribute(53, "a")).altIfname == "a")
        // 16 bits in one kind of tunnel, 32 in another.
        #expect(RTLink.LinkinfoIptun(flags: 0x0102).encodedContents == attribute(8, [1, 2]))
        #expect(RTLink.LinkinfoIp6tnl(flags: 0x0102).encodedContents == attribute(8, [0, 0, 1, 2]))
        let address: [UInt8] = Array(repeating: 0, count: 15) + [1]
        #expect(try RTLink.LinkinfoVti6.decoded(attribute(4, address)).local?.description == "::1")
    }

    @Test func `22: a nest of an empty set is there or not`() throws {
        let queue = try Netdev.QueueGet.Reply.decoded(nest(6))
        #expect(queue.ioUring != nil)
        #expect(queue.xsk == nil)
        #expect(try queue.encoded() == nest(6))
        #expect(try queue.object.keys.contains("io-uring"))
        #expect(try RTLink.GetLink.Reply.decoded(nest(25)).portSelf == RTLink.PortSelf())
        let ports = nest(24, attribute(9, UInt32(1)))
        #expect(try RTLink.GetLink.Reply.decoded(ports).encoded() == ports)
    }

    @Test func `23: sets that contain themselves nest as deep as the kernel would`() throws {
        let key = OVSFlow.Key(encap: OVSFlow.Key(encap: OVSFlow.Key(priority: 1)))
        #expect(key.encodedContents == nest(1, nest(1, attribute(2, UInt32(1)))))
        #expect(try OVSFlow.Key.decoded(key.encodedContents).encap?.encap?.priority == 1)
        let sample = OVSFlow.Sample(probability: 9, actions: OVSFlow.Action(clone: OVSFlow.Action(output: 2)))
        let action = OVSFlow.Action(sample: sample)
        #expect(try OVSFlow.Action.decoded(action.encodedContents).sample?.actions?.clone?.output == 2)
        let bands = TC.Ets(quanta: TC.Ets(quantaBand: [1, 2]))
        #expect(bands.encodedContents == nest(3, attribute(4, UInt32(1)) + attribute(4, UInt32(2))))
        // Through a sub-message: an action whose options have statistics of an action.
        let filter = TC.Basic(act: [TC.Act(kind: "gact", options: .gact(TC.ActGact()), stats: TC.TcaStats(pkt64: 3))])
        #expect(try TC.Basic.decoded(filter.encodedContents).act?.first?.stats?.pkt64 == 3)
        let deep = (0..<64).reduce([UInt8]()) { contents, _ in nest(1, contents) }
        #expect(throws: DecodeError.self) { try OVSFlow.Key.decoded(deep) }
    }

    @Test func `28: one type for a set in requests and replies, with each attribute present or not`() throws {
        let header = Ethtool.HeaderNest(devName: "eth0")
        #expect(try Ethtool.LinkinfoGet(header_: header).encoded() == nest(1, attribute(2, "eth0")))
        let reply = try Ethtool.LinkinfoGet.Reply.decoded(nest(1, attribute(1, UInt32(3)) + attribute(2, "eth0")))
        #expect(reply.header_ == Ethtool.HeaderNest(devIndex: 3, devName: "eth0"))
        #expect(reply.header_?.phyIndex == nil)
        #expect(type(of: reply.header_) == type(of: Ethtool.LinkmodesGet(header_: header).header_))
    }

    @Test func `29: sets that no message uses are there for what is decoded by hand`() throws {
        let curve = TC.Hfsc(rsc: [1, 2, 3, 4])
        #expect(try TC.Hfsc.decoded(curve.encodedContents).rsc == [1, 2, 3, 4])
        #expect(TC.Hfsc.attributes.map(\.name) == ["rsc", "fsc", "usc"])
    }
}
