// Checks what needs a datapath of Open vSwitch: upcalls, execute requests and their errors.
//
//   upcall-checks upcalls DEVICE DEVICE   makes datapaths with both ends of a veth pair as ports, and checks upcalls
//   upcall-checks errors                  provokes errors
//   upcall-checks attributes              sends each attribute of flows and reads it back
//   upcall-checks round-trips COUNT       sends frames through the datapath and this program
//   upcall-checks flood COUNT             the same, faster than this program is
//   upcall-checks time                    compares the time of a round trip with that of a program in C
//   upcall-checks follow DEVICE           follows datapaths and ports, one of which the device becomes
//   upcall-checks send DEVICE COUNT       sends frames
//   upcall-checks fragments DATAPATH      forwards packets, fragments put together on the way
//   upcall-checks no-mru DATAPATH         the same, without the size of fragments
//   upcall-checks dump DATAPATH           compares what ovs-dpctl prints of a datapath with what we do
//   upcall-checks count DATAPATH          prints the hits and misses of a datapath

import Glibc
import Netlink
import OVSDatapath

var checks = Checks()
let arguments = Array(CommandLine.arguments.dropFirst())

switch arguments.first {
case "upcalls" where arguments.count == 3:
    checks.group("dispatch per CPU") { checks in try checks.perCPU(arguments[1], arguments[2]) }
    checks.group("dispatch per vport") { checks in try checks.perVport(arguments[1], arguments[2]) }
    checks.group("views") { checks in try checks.views(arguments[1], arguments[2]) }
    checks.group("loss") { checks in try checks.loss() }
    checks.group("batches") { checks in try checks.batches() }
    checks.group("traps") { checks in try checks.traps() }
case "attributes":
    checks.group("attributes of flows") { checks in try checks.attributes() }
case "round-trips" where arguments.count == 2:
    checks.group("round trips") { checks in try checks.roundTrips(UInt32(arguments[1]) ?? 0) }
case "flood" where arguments.count == 2:
    checks.group("flood") { checks in try checks.flood(Int(arguments[1]) ?? 0) }
case "time":
    checks.group("time of a round trip") { checks in try checks.roundTripTime(goal: 1.15, limit: 1.5) }
case "follow" where arguments.count == 2:
    checks = await followDatapaths(arguments[1])
case "send" where arguments.count == 3:
    try sendFrames(arguments[1], UInt32(arguments[2]) ?? 0)
    exit(0)
case "errors":
    checks.group("errors") { checks in try checks.errors() }
case "fragments" where arguments.count == 2:
    try forwardFragments(arguments[1], keepsMRU: true)
case "no-mru" where arguments.count == 2:
    try forwardFragments(arguments[1], keepsMRU: false)
case "dump" where arguments.count == 2:
    checks.group("what ovs-dpctl prints") { checks in try checks.dump(arguments[1]) }
case "count" where arguments.count == 2:
    try printCount(arguments[1])
    exit(0)
default:
    print("upcall-checks: see the head of main.swift")
    exit(2)
}
exit(checks.failed == 0 && checks.passed > 0 ? 0 : 1)

/// Prints how many packets of a datapath had a flow, and how many had not.
func printCount(_ name: String) throws {
    var socket = try NetlinkSocket()
    let stats = try socket.perform(OVSDatapath.Get(header: .init(), name: name)).stats ?? .init()
    print("\(stats.nHit) \(stats.nMissed) \(stats.nLost)")
}
