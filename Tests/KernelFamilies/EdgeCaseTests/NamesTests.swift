import KernelDevlink
import KernelDpll
import KernelFou
import KernelHandshake
import KernelNFTables
import KernelNetShaper
import KernelNlctrl
import KernelOVSDatapath
import KernelOVSFlow
import KernelOVSVport
import KernelRTLink
import KernelRTNeigh
import KernelRTRoute
import KernelTC
import Netlink
import Testing

/// Names that no Swift identifier can have, or that are one where the kernel has two.
@Suite struct NamesTests {
    @Test func `1: attributes named like words of Swift keep their name and number`() throws {
        let policy = Nlctrl.OpPolicy(do: 7, dump: 8)
        #expect(policy.encodedContents == attribute(1, UInt32(7)) + attribute(2, UInt32(8)))
        #expect(try policy.object.keys.sorted() == ["do", "dump"])
        let htb = TC.Htb(init_: TC.TCHtbGlob(version: 3))
        #expect(htb.encodedContents == attribute(2, UInt32(3).inHostOrder + [UInt8](repeating: 0, count: 16)))
        #expect(try Array(htb.object.keys) == ["init"])
        let options = OVSVport.VportOptions(extension: 9)
        #expect(try Array(options.object.keys) == ["extension"])
        let vlan = RTLink.LinkinfoVLAN(protocol: ._8021ad)
        #expect(vlan.encodedContents == attribute(5, [0x88, 0xa8]))
        #expect(try Array(vlan.object.keys) == ["protocol"])
        let option = TC.FlowerKeyEncOptGeneve(class: 1, type: 3)
        #expect(option.encodedContents == attribute(1, UInt16(1)) + attribute(2, UInt8(3)))
        #expect(try option.object.keys.sorted() == ["class", "type"])
        let action = OVSFlow.Action(set: OVSFlow.Key(priority: 7))
        #expect(action.encodedContents == nest(3, attribute(2, UInt32(7))))
        #expect(TC.TCFqCodelXstats(type: 1).encodedStruct.starts(with: UInt32(1).inHostOrder))
        #expect(try RTLink.LinkinfoBrport.decoded().`guard` == RTLink.LinkinfoBrport().`guard`)
    }

    @Test func `2: entries named like words of Swift have their values, and none is a value`() throws {
        #expect(Devlink.SbThresholdType.static.rawValue == 0)
        #expect(RTNeigh.NtfFlags.self_.rawValue == 2)
        #expect(RTNeigh.NtfFlags.self_.description == "[self]")
        #expect(RTRoute.RtmType.throw.rawValue == 9)
        #expect(RTRoute.RtmType(named: "throw") == .throw)
        #expect(NFTables.VerdictCode.repeat.rawValue == 4)
        #expect(NFTables.MetaKeys.protocol.rawValue == 1)
        #expect(OVSVport.VportType.internal.rawValue == 2)
        #expect(RTLink.NetkitScrub.default.rawValue == 1)
        #expect(OVSFlow.OVSFragType.any.rawValue == 255)
        #expect(Handshake.HandlerClass.max.rawValue == 2)
        #expect(Devlink.VarAttrType.u8.description == "u8")
        #expect(Devlink.VarAttrType.binary.rawValue == 11)
        // The compiler warns of `.none` where an optional is wanted.
        let reply = try Devlink.EswitchGet.Reply.decoded(attribute(26, UInt8(0)))
        #expect(reply.eswitchInlineMode == Devlink.EswitchInlineMode.none)
        #expect(try Devlink.EswitchGet.Reply.decoded().eswitchInlineMode == nil)
    }

    @Test func `3: operations and definitions may have any name`() throws {
        #expect(Fou.Get.operation.number == 3)
        #expect(NetShaper.Set.operation.number == 2)
        #expect(NetShaper.Delete.operation.number == 3)
        #expect(NetShaper.Group.operation.number == 4)
        #expect(OVSDatapath.New.operation.number == 1)
        #expect(OVSDatapath.Del.operation.number == 2)
        // A type cannot have the name `Type`.
        #expect(try Dpll.DeviceGet.Reply.decoded(attribute(9, UInt32(2))).type == Dpll.Type_(named: "eec"))
        let group = NetShaper.Group(ifindex: 5)
        #expect(try NetShaper.Group.decoded(group.encoded()).ifindex == 5)
    }

    @Test func `4: names that begin with a digit get an underscore in Swift alone`() throws {
        let tunnel = RTLink.LinkinfoIptun(_6rdPrefixlen: 24)
        #expect(tunnel.encodedContents == attribute(13, UInt16(24)))
        #expect(try Array(tunnel.object.keys) == ["6rd-prefixlen"])
        #expect(RTLink.VLANProtocols._8021q.rawValue == 33024)
        #expect(RTLink.VLANProtocols._8021q.description == "8021q")
        #expect(RTLink.VLANProtocols(named: "8021ad") == ._8021ad)
    }

    @Test func `5: blanks and underscores of names stay in what people read`() throws {
        let lookup = NFTables.ExprLookup(setId: 6)
        #expect(try Array(lookup.object.keys) == ["set id"])
        #expect(try NFTables.ExprLookup.decoded(lookup.encodedContents).setId == 6)
        #expect(TC.Options.fqCodel(TC.FqCodel()).selector == "fq_codel")
        #expect(TC.ActOptions.tunnelKey(TC.ActTunnelKey()).selector == "tunnel_key")
        #expect(try TC.Options(Payload([UInt8]().rawSpan), selector: "fq-codel") == .unknown([]))
    }

    @Test func `6: capital letters of names stay in what people read`() throws {
        let gred = TC.Gred(dps: TC.TCGredSopt(dPs: 1, defDP: 2))
        #expect(gred.encodedContents == attribute(3, UInt32(1).inHostOrder + UInt32(2).inHostOrder + [0, 0, 0, 0]))
        let members = try gred.object["dps"] as? [String: Any]
        #expect(members?["DPs"] as? Int == 1)
        #expect(members?["def-DP"] as? Int == 2)
        #expect("\(TC.TCGredQopt.memberNames)".contains(" DP "))
        #expect("\(TC.TCGredQopt.memberNames)".contains(" Wlog "))
        #expect(TC.TCGredQopt(wlog: 7).encodedStruct[40] == 7)
        #expect(try Array(TC.Red(maxP: 4).object.keys) == ["max-p"])
    }
}
