import KernelOVSDatapath
import Netlink

extension Checks {
    /// A module that is unloaded and loaded again while sockets live, which gives its families other numbers.
    mutating func reload() throws {
        var socket = try NetlinkSocket()
        expect(try socket.dump(OVSDatapath.Get.Dump()).isEmpty, "the socket knows the family's number")
        var other = try NetlinkSocket()
        _ = try other.dump(OVSDatapath.Get.Dump())
        let before = try other.family(named: OVSDatapath.name).familyId
        try run("/bin/busybox rmmod vport_vxlan")
        try run("/bin/busybox rmmod openvswitch")
        do throws(NetlinkError) {
            _ = try other.dump(OVSDatapath.Get.Dump())
            expect(false, "without its module the family is absent", "no error")
        } catch {
            expect(error == .familyNotFound(OVSDatapath.name), "without its module the family is absent", "\(error)")
        }
        try run("/bin/busybox insmod /modules/*-openvswitch.ko")
        let after = try other.family(named: OVSDatapath.name).familyId
        expect(after != before, "the family has another number than before")
        print("        \(before ?? 0) before, \(after ?? 0) after")
        // This socket has not asked since then, and goes on with the old number.
        expect(try socket.dump(OVSDatapath.Get.Dump()).isEmpty, "a socket that knew the old number goes on")
        try socket.perform(OVSDatapath.New(header: .init(), name: "dp0", upcallPid: 0))
        expect(try socket.dump(OVSDatapath.Get.Dump()).map(\.name), is: ["dp0"], "and makes a datapath")
        try socket.perform(OVSDatapath.Del(header: .init(), name: "dp0"))
    }
}
