import Netlink
import OVSDatapath
import OVSFlow
import OVSVport

/// What the kernel and `ovs-dpctl` tell about a datapath while no packet passes it.
struct QuietDatapath {
    /// The kernel's answers, and when they came.
    struct Answers {
        /// The datapath before the flows.
        let first: OVSDatapath.Get.Reply

        /// The datapath after the flows.
        let last: OVSDatapath.Get.Reply

        let ports: [OVSVport.Get.Reply]
        let flows: [OVSFlow.Get.Reply]

        /// The time before the requests.
        let start: Duration

        /// The time after the answers.
        let end: Duration

        init(_ name: String) throws {
            start = SystemCall.monotonicTime()
            var socket = try NetlinkSocket()
            first = try socket.perform(OVSDatapath.Get(header: .init(), name: name))
            let index = first.header.dpIfindex
            ports = try socket.dump(OVSVport.Get.Dump(header: .init(dpIfindex: index)))
            flows = try socket.dump(OVSFlow.Get.Dump(header: .init(dpIfindex: index)))
            last = try socket.perform(OVSDatapath.Get(header: .init(), name: name))
            end = SystemCall.monotonicTime()
        }
    }

    /// Answers before `ovs-dpctl` runs.
    let before: Answers

    /// The lines of `dump-flows`.
    let flows: [String]

    /// The lines of `dump-flows --more`.
    let longFlows: [String]

    /// The lines of `show`.
    let datapath: [String]

    /// Answers after `ovs-dpctl` has run.
    let after: Answers

    private init(_ name: String) throws {
        before = try Answers(name)
        flows = try Shell.lines("/sbin/ovs-dpctl --no-names dump-flows \(name)")
        longFlows = try Shell.lines("/sbin/ovs-dpctl --no-names --more dump-flows \(name)")
        datapath = try Shell.lines("/sbin/ovs-dpctl show \(name)")
        after = try Answers(name)
    }

    /// Packets passed all the time.
    struct NeverQuiet: Error {}

    /// Asks the kernel before and after `ovs-dpctl` does, again if a packet has passed meanwhile.
    static func answers(_ name: String) throws -> QuietDatapath {
        for _ in 0..<10 {
            let answers = try QuietDatapath(name)
            if answers.before.first.stats == answers.after.last.stats { return answers }
        }
        throw NeverQuiet()
    }
}
