import KernelDevlink
import KernelDpll
import KernelEthtool
import KernelFou
import KernelNFTables
import KernelNetdev
import KernelNlctrl
import KernelOVSFlow
import KernelOVSVport
import KernelRTLink
import KernelRTNeigh
import KernelTC
import KernelTeam
import Netlink
import Testing

/// Numbers of attributes, operations and entries.
@Suite struct NumberingTests {
    @Test func `8: attributes with the number 0 decode and encode like others`() throws {
        let stats = Devlink.DlAttrStats(statsRxPackets: 5, statsRxBytes: 6)
        #expect(stats.encodedContents == attribute(0, UInt64(5)) + attribute(1, UInt64(6)))
        #expect(try Devlink.DlAttrStats.decoded(stats.encodedContents).statsRxPackets == 5)
        #expect(try Devlink.DlTrapMetadata.decoded(attribute(0)).trapMetadataTypeInPort)
        #expect(try Devlink.DlTrapMetadata.decoded(attribute(1)).trapMetadataTypeInPort == false)
        let tunnel = OVSFlow.TunnelKey(id: 0x0102)
        #expect(tunnel.encodedContents == attribute(0, [0, 0, 0, 0, 0, 0, 1, 2]))
        #expect(try OVSVport.UpcallStats.decoded(attribute(0, UInt64(7))).success == 7)
        #expect(try RTLink.VfStats.decoded(attribute(0, UInt64(8))).rxPackets == 8)
        let neighbour = attribute(2, hex("020000000001")) + attribute(0, [1, 2, 3, 4])
        #expect(try RTNeigh.GetNeigh.Reply.decoded(neighbour).encoded() == neighbour)
    }

    @Test func `9: numbers far apart leave no mark in a message`() throws {
        let families = RTLink.AfSpec(mctp: RTLink.Mctp(net: 1))
        #expect(families.encodedContents == nest(45, attribute(1, UInt32(1))))
        #expect(try RTLink.AfSpec.decoded(families.encodedContents).mctp?.net == 1)
        let pool = try Netdev.PagePoolStatsGet.Reply.decoded(attribute(8, UInt32(3)))
        #expect(pool.allocFast == 3)
        #expect(try pool.encoded() == attribute(8, UInt32(3)))
        let reload = Devlink.Reload(reloadAction: .fwActivate)
        #expect(try reload.encoded() == attribute(153, UInt8(2)))
    }

    @Test func `10: an operation may have the number 0, and a reserved one takes it`() throws {
        #expect(Team.Noop.operation.number == 0)
        #expect(try Team.Noop().encodedRequest()[16] == 0)
        #expect(Team.OptionsSet.operation.number == 1)
        #expect(Fou.Add.operation.number == 1)
    }

    @Test func `11: a dump is decoded whatever number its messages carry`() throws {
        #expect(Devlink.PortGet.Dump.operation.number == 5)
        for command: UInt8 in [3, 7] {
            let reply = try Devlink.PortGet.Dump.Reply.decoded(command: command, attribute(3, UInt32(4)))
            #expect(reply.portIndex == 4)
        }
    }

    @Test func `12: replies of the same number are told apart by their requests`() throws {
        #expect(NFTables.GetRule.operation.number == 0xa07)
        #expect(NFTables.GetRuleReset.operation.number == 0xa19)
        let rule = attribute(1, "filter")
        #expect(try NFTables.GetRule.Reply.decoded(type: 0xa06, rule).table == "filter")
        #expect(try NFTables.GetRuleReset.Reply.decoded(type: 0xa06, rule).table == "filter")
        // A notification has the number of a request, and is one nevertheless.
        let link = message(type: 16, [UInt8](repeating: 0, count: 16), attribute(3, "lo"))
        guard case .newLinkNtf(let event) = try RTLink.Event(try Message(link.rawSpan)) else {
            Issue.record("not a notification of a link")
            return
        }
        #expect(event.ifname == "lo")
    }

    @Test func `14: values between and beyond those of an enumeration are kept`() throws {
        #expect(RTLink.NetkitPolicy.forward.rawValue == 0)
        #expect(RTLink.NetkitPolicy.blackhole.rawValue == 2)
        #expect(OVSFlow.OVSFragType.any.rawValue == 255)
        #expect(RTLink.VLANProtocols._8021ad.rawValue == 34984)
        #expect(Dpll.Mode.manual.rawValue == 1)
        #expect(TC.Dualpi2EcnMask.l4sEct.rawValue == 1)
        #expect(Devlink.VarAttrType.binary.rawValue == 11)
        let unknown = try Dpll.DeviceGet.Reply.decoded(attribute(5, UInt32(77)))
        #expect(unknown.mode?.rawValue == 77)
        #expect(unknown.mode?.description == "77")
        #expect(try unknown.encoded() == attribute(5, UInt32(77)))
        let between = RTLink.LinkinfoNetkit(policy: RTLink.NetkitPolicy(rawValue: 1))
        #expect(try RTLink.LinkinfoNetkit.decoded(between.encodedContents).policy?.rawValue == 1)
    }

    @Test func `15: verdicts below zero in C are unsigned numbers in network order`() throws {
        let verdict = NFTables.Verdict(code: .return)
        #expect(verdict.encodedContents == attribute(1, [0xff, 0xff, 0xff, 0xfb]))
        #expect(try NFTables.Verdict.decoded(attribute(1, [0xff, 0xff, 0xff, 0xff])).code == .continue)
        #expect(NFTables.VerdictCode.continue.rawValue == 4_294_967_295)
        #expect(try verdict.object["code"] as? String == "return")
    }

    @Test func `17: limits of a reload are bits of the enumeration that the spec names`() throws {
        #expect(Devlink.ReloadActionFlags.driverReinit.rawValue == 2)
        #expect(Devlink.ReloadAction.driverReinit.rawValue == 1)
        let bits = Bitfield<Devlink.ReloadActionFlags>(value: .fwActivate, selector: [.driverReinit, .fwActivate])
        let reload = Devlink.Reload(reloadLimits: bits)
        #expect(try reload.encoded() == attribute(155, UInt32(4).inHostOrder + UInt32(6).inHostOrder))
        #expect(try Devlink.Reload.decoded(reload.encoded()).reloadLimits == bits)
    }

    @Test func `18: an enumeration without entries holds any number`() throws {
        #expect(Ethtool.Stringset(rawValue: 5).rawValue == 5)
        #expect(Ethtool.Stringset(rawValue: 5).description == "5")
        // The set of the same name is another type.
        #expect(Ethtool.StringsetNest(id: 5).encodedContents == attribute(1, UInt32(5)))
    }
}
