import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket

/// A datapath that exists as long as a closure runs.
///
/// - Parameters:
///   - name: Its name.
///   - body: Gets the interface index of its local port.
/// - Throws: What the closure throws, or why there is no datapath.
func withDatapath(_ name: String, _ body: (UInt32) throws -> Void) throws {
    var socket = try NetlinkSocket()
    let request = OVSDatapath.New(header: .init(), name: name, upcallPid: 0, userFeatures: .unaligned)
    let datapath = try socket.perform(request).header.dpIfindex
    defer { _ = try? socket.perform(OVSDatapath.Del(header: .init(dpIfindex: datapath))) }
    try body(datapath)
}

/// An Ethernet frame of 60 bytes or more without any protocol that the kernel looks into.
func frame(_ number: Int = 0, length: Int = 60) -> [UInt8] {
    [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 0x88, 0xb5]
        + (14..<length).map { UInt8(truncatingIfNeeded: $0 == 14 ? number >> 8 : $0 == 15 ? number : $0) }
}

/// What the kernel knows of such a frame without having seen its headers: nothing.
let emptyKey = OVSFlow.Key(inPort: 0)

/// A request that sends a frame to ports of a datapath.
func send(_ frame: [UInt8], to ports: UInt32..., in datapath: UInt32) -> OVSPacket.Execute {
    OVSPacket.Execute(
        header: .init(dpIfindex: datapath),
        packet: frame,
        key: emptyKey,
        actions: ports.map { .output($0) }
    )
}

/// A request that sends a frame up again, as an `action`.
func sendUp(_ frame: [UInt8], to portID: UInt32, in datapath: UInt32, cut: UInt32? = nil) -> OVSPacket.Execute {
    OVSPacket.Execute(
        header: .init(dpIfindex: datapath),
        packet: frame,
        key: emptyKey,
        actions: (cut.map { [.trunc($0)] } ?? []) + [.userspace(.init(pid: portID, userdata: [1, 2, 3, 4, 5]))]
    )
}

/// Removes a datapath.
func removeDatapath(_ datapath: UInt32) throws {
    var socket = try NetlinkSocket()
    _ = try socket.perform(OVSDatapath.Del(header: .init(dpIfindex: datapath)))
}
