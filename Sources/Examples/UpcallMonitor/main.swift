// Prints the upcalls of a datapath of Open vSwitch as they come.
//
//   ovs-upcall-monitor DATAPATH [PORT…]
//
// It takes the upcalls from whoever handles the datapath now. Packets without a flow go to the ports with these numbers,
// except to the one that they came through; if no port is given they are dropped.

import Glibc
import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OpenVSwitch

let arguments = CommandLine.arguments.dropFirst()
guard let name = arguments.first else {
    print("usage: ovs-upcall-monitor DATAPATH [PORT…]")
    exit(2)
}
let ports = arguments.dropFirst().compactMap { UInt32($0) }

do {
    var socket = try NetlinkSocket()
    let datapath = try socket.perform(OVSDatapath.Get(header: .init(), name: name)).header.dpIfindex
    var upcalls = try UpcallSocket(datapath: datapath)
    print("\(name) has interface index \(datapath), upcalls \(upcalls.mode) to port id \(upcalls.portID)")
    let start = ContinuousClock.now
    while let event = try upcalls.next() {
        print(seconds(since: start), line(event))
        fflush(nil)
        if case .miss(let upcall) = event { forward(upcall, &upcalls) }
    }
} catch {
    print("ovs-upcall-monitor: \(error)")
    exit(1)
}

/// Sends the packet of an upcall to the ports of the command line.
func forward(_ upcall: OVSPacket.Upcall, _ upcalls: inout UpcallSocket) {
    let actions = ports.filter { $0 != upcall.key?.inPort }.map { OVSFlow.Action.output($0) }
    guard !actions.isEmpty, let request = upcall.execute(actions) else { return }
    do throws(ExecuteError) {
        try upcalls.execute(request)
    } catch {
        print("  \(error)")
    }
}

/// An event in one line.
func line(_ event: OVSPacket.Event) -> String {
    switch event {
    case .miss(let upcall): "miss   \(summary(upcall))"
    case .action(let upcall): "action \(summary(upcall))"
    case .lost(let count): "lost   \(count.map { "\($0)" } ?? "some") upcalls"
    case .unknown(let command, let message): "command \(command), \(message.count) bytes"
    }
}

/// What an upcall tells about its packet.
func summary(_ upcall: OVSPacket.Upcall) -> String {
    var parts = ["\(upcall.originalLength) bytes"]
    if upcall.isCut { parts.append("cut to \(upcall.packet?.count ?? 0)") }
    if let mru = upcall.mru { parts.append("largest fragment \(mru)") }
    if let hash = upcall.packetHash { parts.append("hash \(hash)") }
    if let userdata = upcall.userdata { parts.append("userdata \(userdata)") }
    if let key = upcall.key { parts.append(key.dpctl) }
    if let actions = upcall.actions { parts.append("actions \(actions.dpctl)") }
    return parts.joined(separator: ", ")
}

/// The time since a moment, in seconds with three decimals.
func seconds(since start: ContinuousClock.Instant) -> String {
    let milliseconds = Int((ContinuousClock.now - start) / .milliseconds(1))
    let fraction = "\(milliseconds % 1000)"
    return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
}
