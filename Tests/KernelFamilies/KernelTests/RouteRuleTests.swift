import KernelRTRule
import Netlink
import Testing

@Suite(.needsNamespace) struct RouteRuleTests {
    /// Compares all rules of both versions with what iproute2 prints.
    private func compareRules(_ socket: inout NetlinkSocket, sourceLocation: SourceLocation = #_sourceLocation) throws {
        for (family, option) in [(RouteText.inet, "-4"), (RouteText.inet6, "-6")] {
            let dump = RTRule.GetRule.Dump(header: .init(family: family))
            let rules = try socket.dump(dump)
            let printed = try ip("\(option) -details rule show")
            expectObjects(rules.map(\.text), printed, by: ["priority"], sourceLocation: sourceLocation)
            let count = try expectSameAfterDecoding(dump, &socket, sourceLocation: sourceLocation)
            #expect(count == printed.count && count > 0, sourceLocation: sourceLocation)
        }
    }

    @Test func `Rules of both versions are added, told about and deleted`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            var listener = try NetlinkSocket(.route)
            try listener.join(RTRule.Groups.rtnlgrpIpv4Rule)
            try listener.join(RTRule.Groups.rtnlgrpIpv6Rule)
            try socket.addPair("near", "far")
            let create: MessageFlags = [.create, .exclusive]

            let full = RTRule.NewRule(
                header: .init(family: RouteText.inet, dstLen: 8, srcLen: 24, tos: 0x10, action: .toTbl),
                dst: IPAddress("10.0.0.0"),
                src: IPAddress("192.0.2.0"),
                iifname: "near",
                oifname: "far",
                priority: 1000,
                fwmark: 5,
                fwmask: 0xff,
                table: 900,
                uidRange: .init(start: 5, end: 9),
                protocol: 4,
                ipProto: 6,
                sportRange: .init(start: 10, end: 20),
                dportRange: .init(start: 30, end: 30)
            )
            try socket.perform(full, flags: create)
            let told = try listener.event(of: RTRule.self) { event in
                if case .newRuleNtf(let rule) = event, rule.priority == 1000 { rule } else { nil }
            }
            #expect(told.src == full.src && told.dst == full.dst && told.header.srcLen == 24 && told.table == 900)
            #expect(told.iifname == "near" && told.oifname == "far" && told.fwmark == 5 && told.fwmask == 0xff)
            #expect(told.uidRange == full.uidRange && told.sportRange == full.sportRange && told.ipProto == 6)

            let others: [RTRule.NewRule] = [
                .init(header: .init(family: RouteText.inet, action: .goto), priority: 1500, goto: 2000),
                .init(
                    header: .init(family: RouteText.inet, srcLen: 16, action: .prohibit, flags: 2),
                    src: IPAddress("10.1.0.0"),
                    priority: 2000
                ),
                .init(
                    header: .init(family: RouteText.inet, action: .toTbl),
                    priority: 2100,
                    table: 901,
                    suppressPrefixlen: 5,
                    suppressIfgroup: 6
                ),
                .init(
                    header: .init(family: RouteText.inet, table: 2, action: .toTbl),
                    priority: 2200,
                    flow: 4 << 16 | 5,
                    tunId: 77
                ),
                .init(header: .init(family: RouteText.inet, action: .toTbl), priority: 2300, l3mdev: 1),
                .init(
                    header: .init(family: RouteText.inet6, srcLen: 64, action: .toTbl),
                    src: IPAddress("2001:db8::"),
                    priority: 1000,
                    table: 902
                ),
                .init(
                    header: .init(family: RouteText.inet6, dstLen: 128, action: .blackhole),
                    dst: IPAddress("2001:db8::1"),
                    priority: 1100
                ),
            ]
            var refused: [UInt32] = []
            for rule in others {
                do throws(NetlinkError) {
                    try socket.perform(rule, flags: create)
                } catch {
                    // The one kind that takes what a kernel need not have.
                    guard rule.l3mdev == 1, error.errno == .notSupported || error.errno == .invalidArgument else {
                        throw error
                    }
                    print("skipped: a rule for layer 3 master devices: \(error)")
                    refused.append(rule.priority ?? 0)
                }
            }
            let six = try listener.event(of: RTRule.self) { event in
                if case .newRuleNtf(let rule) = event, rule.priority == 1100 { rule } else { nil }
            }
            #expect(six.dst == IPAddress("2001:db8::1") && six.header.action == .blackhole)
            let priorities = try socket.dump(RTRule.GetRule.Dump()).compactMap(\.priority)
            #expect(Set(priorities).isSuperset(of: others.compactMap(\.priority).filter { !refused.contains($0) }))
            try compareRules(&socket)

            for rule in [full] + others where !refused.contains(rule.priority ?? 0) {
                let request = RTRule.DelRule(
                    header: rule.header,
                    dst: rule.dst,
                    src: rule.src,
                    priority: rule.priority,
                    goto: rule.goto
                )
                try socket.perform(request)
                let gone = try listener.event(of: RTRule.self) { event in
                    if case .delRuleNtf(let rule) = event { rule } else { nil }
                }
                #expect(gone.priority == rule.priority && gone.header.family == rule.header.family)
            }
            #expect(try socket.dump(RTRule.GetRule.Dump(header: .init(family: RouteText.inet))).count == 3)
            try compareRules(&socket)
        }
    }

    @Test func `A rule is changed by adding the new one and deleting the old one`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            let header = RTRule.FibRuleHdr(family: RouteText.inet, action: .toTbl)
            try socket.perform(RTRule.NewRule(header: header, priority: 50, table: 100), flags: [.create, .exclusive])
            try socket.perform(RTRule.NewRule(header: header, priority: 50, table: 101), flags: [.create, .exclusive])
            try socket.perform(RTRule.DelRule(header: header, priority: 50, table: 100))
            let rules = try socket.dump(RTRule.GetRule.Dump(header: .init(family: RouteText.inet)))
            #expect(rules.filter { $0.priority == 50 }.map(\.table) == [101])
            try compareRules(&socket)
        }
    }

    @Test func `Errors name the attribute or tell the reason`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            let create: MessageFlags = [.create, .exclusive]
            let header = RTRule.FibRuleHdr(family: RouteText.inet, action: .toTbl)
            try socket.perform(RTRule.NewRule(header: header, priority: 50, table: 100), flags: create)
            let exists = try socket.refusal(of: RTRule.NewRule(header: header, priority: 50, table: 100), flags: create)
            #expect(exists.errno == .exists)
            let name = try socket.refusal(
                of: RTRule.NewRule(header: header, iifname: String(repeating: "i", count: 20), priority: 60),
                flags: create
            )
            #expect(name.errno == .outOfRange && name.attribute?.text == ".iifname")
            let code = try socket.refusal(
                of: RTRule.NewRule(header: header, priority: 60, table: 100, dscp: 200),
                flags: create
            )
            #expect(code.errno == .outOfRange && code.attribute?.text == ".dscp" && code.policy != nil)
            let back = try socket.refusal(
                of: RTRule.NewRule(header: .init(family: RouteText.inet, action: .goto), priority: 60, goto: 50),
                flags: create
            )
            #expect(back.errno == .invalidArgument && back.message == "Backward goto not supported")
            let absent = try socket.refusal(of: RTRule.DelRule(header: header, priority: 4711))
            #expect(absent.errno == .noEntry)
            let bad = RTRule.GetRule.Dump(header: .init(family: RouteText.inet, dstLen: 8))
            let error = #expect(throws: NetlinkError.self) { try socket.dump(bad) }
            guard case .kernel(let refusal) = error else { throw Unrefused() }
            #expect(refusal.message == "Invalid values in header for fib rule dump request")
        }
    }
}
