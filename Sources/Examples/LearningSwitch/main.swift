// A switch that learns where stations are, on a datapath of Open vSwitch.
//
//   ovs-learning-switch [--per-vport] DATAPATH DEVICE…
//
// Makes the datapath anew and adds the devices as its ports. Ports that others add are met when a packet comes through
// them. The datapath stays when the program ends; packets without a flow are dropped then.

import Glibc
import Netlink

var arguments = Array(CommandLine.arguments.dropFirst())
let perVport = arguments.first == "--per-vport"
if perVport { arguments.removeFirst() }
guard arguments.count > 1 else {
    print("usage: ovs-learning-switch [--per-vport] DATAPATH DEVICE…")
    exit(2)
}

do {
    var learningSwitch = try LearningSwitch(arguments[0], devices: arguments[1...], perVport: perVport)
    try learningSwitch.run()
} catch {
    print("ovs-learning-switch: \(error)")
    exit(1)
}
