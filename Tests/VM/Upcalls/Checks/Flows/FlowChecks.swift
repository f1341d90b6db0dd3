import Netlink
import OVSFlow
import OpenVSwitch

extension Checks {
    /// Sends flows that together have each attribute of keys and actions, and reads them back.
    mutating func attributes() throws {
        try withDatapath("dp1") { datapath in
            var table = try FlowTable(datapath: datapath)
            let flows = FlowCase.keys + FlowCase.actions + FlowCase.changes
            for flow in flows { install(flow, into: &table) }
            try compareTexts(flows, &table)
            for refused in RefusedCase.all { try refuse(refused, &table) }
            let coverage = table.coverage
            print("        of \(coverage.all.count) attributes, those of nests counted for each of them,")
            print("        \(coverage.equal.count) were read back equal and \(coverage.refused.count) refused")
            expect(coverage.missing.isEmpty, "no attribute is left out", "\(coverage.missing)")
        }
    }

    /// Adds a flow and compares what the kernel tells about it.
    private mutating func install(_ flow: FlowCase, into table: inout FlowTable) {
        do {
            let sent = try table.add(flow.match, flow.actions)
            let differences = try table.differences(of: sent, flow.stored)
            expect(differences.isEmpty, "read back equal: \(flow.subject)", differences.joined(separator: "; "))
            if let stored = flow.stored {
                print("        \(flow.actions) has become \(stored.actions): \(stored.reason)")
            }
        } catch {
            expect(false, "read back equal: \(flow.subject)", "\(error)")
        }
    }

    /// Compares the text of all flows with that of `ovs-dpctl`, and with what is read from that.
    private mutating func compareTexts(_ cases: [FlowCase], _ table: inout FlowTable) throws {
        let theirs = try PrintedFlow.all("/sbin/ovs-dpctl --no-names dump-flows dp1")
        let theirLong = try PrintedFlow.all("/sbin/ovs-dpctl --no-names --more dump-flows dp1")
        let flows = try table.dump()
        expect(theirs.count, is: flows.count, "ovs-dpctl prints \(theirs.count) flows, as many as there are")
        for flow in flows {
            guard let number = flow.key?.recircId, let printed = theirs[number], let long = theirLong[number],
                cases.indices.contains(Int(number) - 1)
            else {
                expect(false, "ovs-dpctl prints the flow", "\(flow)")
                continue
            }
            compare(flow, printed, long: long, cases[Int(number) - 1])
        }
    }

    private mutating func compare(
        _ flow: OVSFlow.Get.Reply,
        _ printed: PrintedFlow,
        long printedLong: PrintedFlow,
        _ expected: FlowCase
    ) {
        let match = FlowMatch(key: flow.key ?? .init(), mask: flow.mask)
        let ours = PrintedFlow(match: match.dpctl, actions: (flow.actions ?? []).dpctl)
        let ourLong = PrintedFlow(match: match.dpctl(wildcards: true), actions: ours.actions)
        let isRead =
            (try? FlowMatch(dpctl: printed.match).dpctl) == ours.match
            && (try? FlowMatch(dpctl: printedLong.match).dpctl(wildcards: true)) == ourLong.match
            && (try? [OVSFlow.Action](dpctl: printed.actions)) == flow.actions
        switch expected.printed {
        case .same:
            expect(
                isRead && printed == ours && printedLong.withNames == ourLong,
                "same text as ovs-dpctl, with --more too: \(expected.subject)",
                "\(printed) is not \(ours), or \(printedLong) is not \(ourLong)"
            )
        case .differently(let reason):
            expect(
                isRead,
                "the text of ovs-dpctl is read back equal: \(expected.subject): \(reason)",
                "\(printed) is not \(ours)"
            )
        case .wrongly(let reason):
            expect(
                printed.match == ours.match && (try? [OVSFlow.Action](dpctl: ours.actions)) == flow.actions,
                "our text alone is read back equal: \(expected.subject): of ovs-dpctl \(reason)",
                "\(ours) is not \(flow)"
            )
            print("        \(printed.actions) instead of \(ours.actions)")
        }
    }

    private mutating func refuse(_ refused: RefusedCase, _ table: inout FlowTable) throws {
        guard !refused.isForgotten else {
            return expect(try table.isForgotten(refused), "taken and forgotten: \(refused.place)", "it is told")
        }
        let refusal = try table.refusal(of: refused)
        expect(refusal != nil, "refused: \(refused.place): \(refusal ?? "")", "the kernel takes it")
    }
}

/// The text of a flow that has not been used.
struct PrintedFlow: Hashable {
    let match: String
    let actions: String

    init(match: String, actions: String) {
        self.match = match
        self.actions = actions
    }

    /// Reads a line of `ovs-dpctl`.
    private init?(_ line: String) {
        guard let statistics = line.firstRange(of: ", packets:0, bytes:0, used:never, "),
            let name = line.firstRange(of: "actions:")
        else { return nil }
        match = String(line[..<statistics.lowerBound])
        actions = String(line[name.upperBound...])
    }

    /// The flows that a command prints, by their numbers.
    static func all(_ command: String) throws -> [UInt32: PrintedFlow] {
        let flows = try Shell.lines(command).compactMap(PrintedFlow.init)
        return Dictionary(flows.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The same with the name of an attribute that Open vSwitch 3.1 does not know.
    var withNames: PrintedFlow {
        let match = match.replacing("key32(00 00/00 00)", with: "ipv6_exthdrs(0/0)")
        return PrintedFlow(match: match, actions: actions)
    }

    /// What tells flows of a table apart.
    var number: UInt32 { (try? FlowMatch(dpctl: match).key.recircId) ?? 0 }
}
