import KernelOVSDatapath
import KernelOVSVport
import KernelRTLink
import Netlink

extension Checks {
    /// A datapath of Open vSwitch and its ports, as ovs-dpctl lists them.
    mutating func datapath() throws {
        var route = try NetlinkSocket(.route)
        var socket = try NetlinkSocket()
        expect(try socket.dump(OVSDatapath.Get.Dump()).isEmpty, "there is no datapath")
        try socket.perform(OVSDatapath.New(header: .init(), name: "dp0", upcallPid: 0, userFeatures: .unaligned))
        let datapaths = try socket.dump(OVSDatapath.Get.Dump())
        expect(datapaths.map(\.name), is: ["dp0"], "the dump has the new datapath")
        let number = try route.index("dp0")
        let header = OVSVport.OVSHeader(dpIfindex: number)
        expect(datapaths.first?.header.dpIfindex, is: number, "its header has the number of its link")
        expect(datapaths.first?.userFeatures, is: .unaligned, "it has the features that were asked for")
        expect(try lines(of: "/sbin/ovs-dpctl dump-dps"), is: ["system@dp0"], "ovs-dpctl lists it")

        try run("/sbin/ip link add port1 type veth peer name peer1")
        try socket.perform(OVSVport.New(header: header, name: "port1", type: .netdev, upcallPid: [0]))
        try socket.perform(OVSVport.New(header: header, name: "inner", type: .internal, upcallPid: [0]))
        let ports = try socket.dump(OVSVport.Get.Dump(header: header)).sorted { $0.portNo ?? 0 < $1.portNo ?? 0 }
        expect(ports.map(\.name), is: ["dp0", "port1", "inner"], "the dump has the ports")
        expect(ports.map(\.type), is: [.internal, .netdev, .internal], "they have their types")
        expect(ports.dropFirst().first?.ifindex, is: try route.index("port1"), "a port knows its link")
        let shown = try lines(of: "/sbin/ovs-dpctl show").filter { $0.hasPrefix("port ") }
        let own = ports.map { port in
            "port \(port.portNo ?? 99): \(port.name ?? "")\(port.type == .internal ? " (internal)" : "")"
        }
        expect(own, is: shown, "ovs-dpctl shows the same ports")

        let twice = OVSDatapath.New(header: .init(), name: "dp0", upcallPid: 0)
        expect(try socket.refusal(of: twice)?.errno, is: .exists, "a second datapath of the name is refused")
        let absent = OVSVport.New(header: header, name: "no-such-link", type: .netdev, upcallPid: [0])
        expect(try socket.refusal(of: absent)?.errno, is: .noDevice, "a port without a link is refused")
        try socket.perform(OVSVport.Del(header: header, name: "port1"))
        expect(
            try lines(of: "/sbin/ovs-dpctl show").contains { $0.hasSuffix(": port1") },
            is: false,
            "a port is deleted"
        )
        try socket.perform(OVSDatapath.Del(header: .init(), name: "dp0"))
        expect(try socket.dump(OVSDatapath.Get.Dump()).isEmpty, "the datapath is deleted")
        try route.delete("port1")
    }
}
