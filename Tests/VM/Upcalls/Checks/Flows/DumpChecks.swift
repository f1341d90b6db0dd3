import Netlink
import OVSDatapath
import OVSFlow
import OVSVport
import OpenVSwitch

extension Checks {
    /// Compares all that `ovs-dpctl` prints of a datapath with what we do.
    ///
    /// TCP connections must have been opened, closed and refused through the datapath before.
    mutating func dump(_ name: String) throws {
        var socket = try NetlinkSocket()
        let datapath = try socket.perform(OVSDatapath.Get(header: .init(), name: name)).header.dpIfindex
        // No port has the number: the flow is never used.
        let unused = try FlowEntry(dpctl: "in_port(99),eth(), packets:0, bytes:0, used:never, actions:drop")
        let ufid = UniqueIdentifier(bytes: Array(1...16))
        let request = OVSFlow.New(
            header: .init(dpIfindex: datapath),
            key: unused.match.key,
            actions: unused.actions,
            mask: unused.match.mask,
            ufid: ufid
        )
        _ = try socket.perform(request, flags: [.create, .exclusive])
        defer { _ = try? socket.perform(OVSFlow.Del(header: .init(dpIfindex: datapath), ufid: ufid)) }

        let quiet = try QuietDatapath.answers(name)
        compare(quiet.flows, quiet, more: false)
        compare(quiet.longFlows, quiet, more: true)
        compareShow(quiet)
        let entries = quiet.after.flows.map { FlowEntry($0) }
        expect(entries.contains { $0.age == nil }, "a flow has never been used")
        for port: UInt32 in [1, 2] {
            let all: OVSFlow.TCPFlags = [.syn, .fin, .psh, .ack]
            let isUsed = entries.contains { $0.actions == [.output(port)] && $0.tcpFlags.isSuperset(of: all) }
            expect(isUsed, "TCP has passed to port \(port)", "\(entries)")
        }
        expect(entries.contains { $0.tcpFlags.contains(.rst) }, "TCP has been refused")
    }

    /// Compares lines of flows.
    private mutating func compare(_ lines: [String], _ quiet: QuietDatapath, more: Bool) {
        let (before, after) = (quiet.before.flows, quiet.after.flows)
        expect(lines.count, is: before.count, "\(lines.count) flows, as many as there are")
        for line in lines {
            do {
                let theirs = try FlowEntry(dpctl: line)
                let match = theirs.match.dpctl
                let earlier = before.first { FlowEntry($0).match.dpctl == match }
                let later = after.first { FlowEntry($0).match.dpctl == match }
                guard let earlier, let later else {
                    expect(false, "there is the flow of ovs-dpctl", line)
                    continue
                }
                var ours = FlowEntry(earlier)
                ours.age = theirs.age
                expect(ours.dpctl(more: more), is: line, "same line as ovs-dpctl: \(line)")
                expect(theirs.dpctl(more: more), is: line, "the line is read and printed again")
                compareAge(
                    theirs.age,
                    FlowEntry(earlier, now: quiet.before.start).age,
                    FlowEntry(later, now: quiet.after.end).age
                )
            } catch {
                expect(false, "the line of ovs-dpctl is read", "\(error) in \(line)")
            }
        }
    }

    /// Compares an age that `ovs-dpctl` has printed with those before and afterwards.
    private mutating func compareAge(_ age: Duration?, _ earlier: Duration?, _ later: Duration?) {
        guard let age, let earlier, let later else {
            return expect(age == nil && earlier == nil && later == nil, "never used, all say")
        }
        // Of its last packet, the kernel knows the clock tick alone. Ticks may come late: after ours, say, but before theirs.
        let limit = later + .milliseconds(100)
        expect(
            earlier <= age && age <= limit,
            "used \(age) before ovs-dpctl looked, which was in time: from \(earlier) to \(limit)",
            "not so"
        )
    }

    /// Compares the counters of the datapath and the list of its ports.
    private mutating func compareShow(_ quiet: QuietDatapath) {
        let datapath = quiet.after.last
        let (stats, masks) = (datapath.stats ?? .init(), datapath.megaflowStats ?? .init())
        var beginnings = [
            "  lookups: hit:\(stats.nHit) missed:\(stats.nMissed) lost:\(stats.nLost)",
            "  flows: \(stats.nFlows)",
            "  masks: hit:\(masks.nMaskHit) total:\(masks.nMasks) hit/pkt:",
            "  cache: hit:\(masks.nCacheHit) hit-rate:",
            "    masks-cache: size:\(datapath.masksCacheSize ?? 0)",
        ]
        beginnings += quiet.after.ports.map { "  port \($0.portNo ?? 0): \($0.name ?? "")" }
        for beginning in beginnings {
            let line = quiet.datapath.first { $0 == beginning || $0.hasPrefix(beginning) }
            expect(line != nil, "ovs-dpctl shows the same:\(line ?? beginning)", "\(quiet.datapath)")
        }
    }
}
