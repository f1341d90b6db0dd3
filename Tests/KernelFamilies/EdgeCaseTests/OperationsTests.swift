import KernelDpll
import KernelEthtool
import KernelHandshake
import KernelNFTables
import KernelNetdev
import KernelNfsd
import KernelNlctrl
import KernelOVSDatapath
import KernelOVSFlow
import KernelOVSVport
import KernelRTAddr
import KernelRTLink
import KernelRTNeigh
import KernelRTRule
import KernelTC
import KernelTeam
import Netlink
import OVSPacket
import Testing

/// Requests, replies, events and groups.
@Suite struct OperationsTests {
    private func isDo(_ type: any NetlinkContents.Type) -> Bool { type is any DoRequest.Type }
    private func isDump(_ type: any NetlinkContents.Type) -> Bool { type is any DumpRequest.Type }

    @Test func `52: there is a request for each way an operation can be made, and for no other`() {
        let dumps: [any NetlinkContents.Type] = [
            Netdev.QstatsGet.Dump.self, RTAddr.GetAddr.Dump.self, RTRule.GetRule.Dump.self,
            RTNeigh.GetNeightbl.Dump.self, Nfsd.RpcStatusGet.Dump.self, Nlctrl.GetPolicy.Dump.self,
        ]
        #expect(dumps.allSatisfy(isDump))
        // What can only be dumped is a namespace, not a request.
        let namespaces: [Any.Type] = [
            Netdev.QstatsGet.self, RTAddr.GetAddr.self, RTRule.GetRule.self, RTNeigh.GetNeightbl.self,
            Nfsd.RpcStatusGet.self, Nlctrl.GetPolicy.self,
        ]
        #expect(!namespaces.contains { $0 is any NetlinkRequest.Type })
        #expect(isDo(Nfsd.ThreadsGet.self) && !isDump(Nfsd.ThreadsGet.self))
        #expect(isDo(Dpll.PinGet.self) && isDump(Dpll.PinGet.Dump.self))
        #expect(Dpll.PinGet.Dump.Reply.self == Dpll.PinGet.Reply.self)
    }

    @Test func `53: requests without a list of attributes have their header alone`() throws {
        #expect(try TC.DelTclass(header: .init(handle: 1)).encodedRequest().count == 36)
        #expect(try NFTables.GetGen(header: .init()).encodedRequest().count == 20)
        #expect(try RTNeigh.GetNeightbl.Dump(header: .init()).encodedRequest().count == 20)
        #expect(RTNeigh.GetNeightbl.Dump.operation.number == 66)
        #expect(try RTAddr.GetMulticast(header: .init()).encodedRequest().count == 24)
        #expect(RTAddr.GetMulticast.operation.number == 58)
        #expect(try Nfsd.RpcStatusGet.Dump().encodedRequest().count == 20)
    }

    @Test func `54: a call may lack a request or a reply`() throws {
        #expect(try Team.Noop().encodedRequest().count == 20)
        #expect(try Team.Noop.Reply.decoded(attribute(1, UInt32(3))).teamIfindex == 3)
        #expect(try Nfsd.ThreadsGet().encodedRequest().count == 20)
        #expect(try Nfsd.ThreadsGet.Reply.decoded(attribute(1, UInt32(8))).threads == [8])
        #expect(Nfsd.ThreadsSet.Reply.self == NoReply.self)
        #expect(TC.DelTclass.Reply.self == NoReply.self)
    }

    @Test func `56: events need no group`() throws {
        let bytes = message(command: 1, UInt32(6).inHostOrder, attribute(9, UInt16(1500)))
        guard case .miss(let upcall) = try OVSPacket.Event(try Message(bytes.rawSpan)) else {
            Issue.record("no miss")
            return
        }
        #expect(upcall.header.dpIfindex == 6)
        #expect(upcall.mru == 1500)
    }

    @Test func `57: any group of the kernel can be joined, described or not`() throws {
        #expect(Netdev.Groups.mgmt == MulticastGroup<Netdev>("mgmt"))
        #expect(Ethtool.Groups.monitor.name == "monitor")
        #expect(RTLink.Groups.rtnlgrpLink.number == 1)
        var socket = try NetlinkSocket(.route)
        // RTNLGRP_NEXTHOP of linux/rtnetlink.h, of which the spec does not speak.
        try socket.join(MulticastGroup<RTLink>("nexthop", number: 32))
        try socket.leave(MulticastGroup<RTLink>("nexthop", number: 32))
        // A notification for which the spec names no group.
        let bytes = message(command: 2, attribute(1))
        guard case .linkinfoNtf = try Ethtool.Event(try Message(message(command: 3).rawSpan)) else {
            Issue.record("not a notification of a link")
            return
        }
        guard case .unknown(command: 2, message: bytes) = try Ethtool.Event(try Message(bytes.rawSpan)) else {
            Issue.record("not unknown")
            return
        }
    }

    @Test func `58: notifications take numbers between those of calls`() throws {
        #expect(Dpll.DeviceSet.operation.number == 3)
        #expect(Dpll.PinIDGet.operation.number == 7)
        #expect(Netdev.PagePoolGet.operation.number == 5)
        #expect(Netdev.QstatsGet.Dump.operation.number == 12)
        let bytes = message(command: 12, attribute(1, UInt32(3)))
        guard case .pinChangeNtf(let pin) = try Dpll.Event(try Message(bytes.rawSpan)) else {
            Issue.record("not a change of a pin")
            return
        }
        #expect(pin.id == 3)
    }

    @Test func `59: groups go by the kernel's names, letter for letter`() {
        #expect(Handshake.Groups.none.name == "none")
        #expect(Handshake.Groups.none == MulticastGroup<Handshake>("none"))
        #expect(Netdev.Groups.pagePool.name == "page-pool")
        #expect(OVSFlow.Groups.ovsFlow.name == "ovs_flow")
        #expect(OVSVport.Groups.ovsVport.name == "ovs_vport")
        #expect(RTLink.Groups.rtnlgrpLink.name == "rtnlgrp-link")
    }

    @Test func `60: a number has 14 bits; those above are flags, in arrays too`() throws {
        let item = attribute(0x3fff | 0xc000, attribute(1, "gact"))
        let filter = try TC.Basic.decoded(attribute(3 | 0x4000, item))
        #expect(filter.act?.numbers == [0x3fff])
        #expect(filter.act?.first?.kind == "gact")
        let policies = nest(8, nest(0x3ffe, nest(0x3ffd, attribute(1, UInt32(2)))))
        let policy = try #require(try Nlctrl.GetPolicy.Reply.decoded(policies).policy?.first)
        #expect(policy.policyId == 0x3ffe)
        #expect(policy.attrId == 0x3ffd)
        // A number that would set a flag is not sent.
        var actions: IndexedArray<TC.Act> = [TC.Act(kind: "gact")]
        actions.append(TC.Act(kind: "mirred"), at: 0x4000)
        let request = TC.NewTfilter(header: .init(), kind: "basic", options: .basic(TC.Basic(act: actions)))
        #expect(throws: EncodeError.self) { try request.encoded() }
        let entry = Nlctrl.PolicyEntry(policyId: 1, attrId: 0x8001, policy: Nlctrl.Policy())
        #expect(throws: EncodeError.self) { try Nlctrl.GetPolicy.Reply(policy: [entry]).encoded() }
    }

    @Test func `61: families of version 2 get requests of version 1`() throws {
        #expect(OVSDatapath.version == 1)
        #expect(try OVSDatapath.Get(header: .init(dpIfindex: 1)).encodedRequest()[17] == 1)
        var reply = message(command: 1, UInt32(1).inHostOrder, attribute(1, "ovs"))
        reply[17] = 2
        #expect(try OVSDatapath.Get.Reply(try Message(reply.rawSpan)).name == "ovs")
    }
}
