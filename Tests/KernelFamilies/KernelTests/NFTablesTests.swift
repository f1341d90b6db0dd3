import KernelNFTables
import Netlink
import Testing

@Suite(.inTestNamespace, .serialized) struct NFTablesTests {
    let header = NFTables.Nfgenmsg(nfgenFamily: 2)

    /// Builds a table with everything in it, in one transaction.
    private func batch(for table: String) throws -> RequestBatch {
        var batch = RequestBatch()
        let creating: MessageFlags = [.create, .exclusive]
        try batch.append(
            NFTables.NewTable(header: header, name: table, userdata: [0, 3] + Array("hi\0".utf8)),
            flags: creating
        )
        try batch.append(
            NFTables.NewObj(
                header: header,
                table: table,
                name: "hits",
                type: .counter,
                data: .counter(.init(bytes: 5000, packets: 7))
            ),
            flags: creating
        )
        try batch.append(
            NFTables.NewObj(
                header: header,
                table: table,
                name: "limit",
                type: .quota,
                data: .quota(.init(bytes: 123_000, flags: .invert))
            ),
            flags: creating
        )
        try appendSets(to: &batch, table)
        try batch.append(
            NFTables.NewChain(
                header: header,
                table: table,
                name: "fwd",
                // Nothing is forwarded here: the counters stay, and no other test is disturbed.
                hook: .init(num: 2, priority: -10),
                policy: 1,
                type: "filter",
                flags: .base
            ),
            flags: creating
        )
        try batch.append(NFTables.NewChain(header: header, table: table, name: "sub"), flags: creating)
        for rule in rules {
            try batch.append(
                NFTables.NewRule(header: header, table: table, chain: "fwd", expressions: .init(elem: rule)),
                flags: [.create, .append]
            )
        }
        return batch
    }

    private func appendSets(to batch: inout RequestBatch, _ table: String) throws {
        let creating: MessageFlags = [.create, .exclusive]
        // Types are nft's own numbers: 7 is ipv4_addr, 13 inet_service; concatenations are six bits each.
        try batch.append(
            NFTables.NewSet(header: header, table: table, name: "plain", keyType: 7, keyLen: 4, id: 1),
            flags: creating
        )
        try batch.append(
            NFTables.NewSetelem(
                header: header,
                table: table,
                set: "plain",
                elements: .init(elem: [
                    .init(key: .init(value: [10, 0, 0, 1])), .init(key: .init(value: [10, 0, 0, 2])),
                ]),
                setId: 1
            ),
            flags: .create
        )
        try batch.append(
            NFTables.NewSet(
                header: header,
                table: table,
                name: "timed",
                flags: .timeout,
                keyType: 7,
                keyLen: 4,
                desc: .init(size: 99),
                id: 2,
                timeout: 7_200_000,
                gcInterval: 60_000
            ),
            flags: creating
        )
        try batch.append(
            NFTables.NewSetelem(
                header: header,
                table: table,
                set: "timed",
                elements: .init(elem: [.init(key: .init(value: [10, 0, 0, 3]), timeout: 3_600_000)])
            ),
            flags: .create
        )
        try batch.append(
            NFTables.NewSet(
                header: header,
                table: table,
                name: "ranges",
                flags: [.interval, .concat],
                keyType: 7 << 6 | 13,
                keyLen: 8,
                desc: .init(concat: .init(elem: [.init(len: 4), .init(len: 2)])),
                id: 3
            ),
            flags: creating
        )
        try batch.append(
            NFTables.NewSetelem(
                header: header,
                table: table,
                set: "ranges",
                elements: .init(elem: [
                    .init(
                        key: .init(value: [10, 0, 0, 1, 0, 80, 0, 0]),
                        keyEnd: .init(value: [10, 0, 0, 9, 0, 80, 0, 0])
                    )
                ])
            ),
            flags: .create
        )
        try batch.append(
            NFTables.NewSet(
                header: header,
                table: table,
                name: "counted",
                flags: .object,
                keyType: 7,
                keyLen: 4,
                id: 4,
                objType: NFTables.ObjectType.counter.rawValue
            ),
            flags: creating
        )
        try batch.append(
            NFTables.NewSetelem(
                header: header,
                table: table,
                set: "counted",
                elements: .init(elem: [.init(key: .init(value: [10, 0, 0, 4]), objref: "hits")])
            ),
            flags: .create
        )
    }

    /// Rules of expressions of all kinds, as nft would put them together.
    private var rules: [[NFTables.Expr]] {
        [
            [
                .init(name: "payload", data: .payload(.init(dreg: 1, base: 1, offset: 12, len: 4))),
                .init(name: "lookup", data: .lookup(.init(set: "plain", sreg: 1, flags: .invert))),
                .init(name: "meta", data: .meta(.init(dreg: 1, key: .l4Proto))),
                .init(name: "cmp", data: .cmp(.init(sreg: 1, op: .eq, data: .init(value: [6])))),
                .init(name: "payload", data: .payload(.init(dreg: 1, base: 2, offset: 2, len: 2))),
                .init(name: "cmp", data: .cmp(.init(sreg: 1, op: .gte, data: .init(value: [0, 22])))),
                .init(name: "counter", data: .counter(.init(bytes: 1000, packets: 3))),
                .init(name: "immediate", data: .immediate(.init(dreg: 0, data: .init(verdict: .init(code: .drop))))),
            ],
            [
                .init(name: "ct", data: .ct(.init(dreg: 1, key: .state))),
                .init(
                    name: "bitwise",
                    data: .bitwise(
                        .init(
                            sreg: 1,
                            dreg: 1,
                            len: 4,
                            mask: .init(value: [2, 0, 0, 0]),
                            xor: .init(value: [0, 0, 0, 0])
                        )
                    )
                ),
                .init(name: "cmp", data: .cmp(.init(sreg: 1, op: .neq, data: .init(value: [0, 0, 0, 0])))),
                .init(name: "objref", data: .objref(.init(immType: 1, immName: "hits"))),
                .init(
                    name: "immediate",
                    data: .immediate(.init(dreg: 0, data: .init(verdict: .init(code: .jump, chain: "sub"))))
                ),
            ],
            [
                .init(name: "fib", data: .fib(.init(dreg: 1, result: .oif, flags: [.saddr, .iif]))),
                .init(name: "cmp", data: .cmp(.init(sreg: 1, op: .eq, data: .init(value: [0, 0, 0, 0])))),
                .init(name: "immediate", data: .immediate(.init(dreg: 1, data: .init(value: [5, 0, 0, 0])))),
                .init(name: "meta", data: .meta(.init(key: .mark, sreg: 1))),
                .init(name: "quota", data: .quota(.init(bytes: 25_000, flags: .invert, consumed: 0))),
                .init(name: "reject", data: .reject(.init(type: .icmpUnreach, icmpCode: 3))),
            ],
        ]
    }

    private func perform(_ batch: borrowing RequestBatch, _ socket: inout NetlinkSocket) throws(NetlinkError) {
        let subsystem = NFTables.Nfgenmsg(resId: 10)
        try socket.perform(
            batch,
            begin: NFTables.BatchBegin(header: subsystem),
            end: NFTables.BatchEnd(header: subsystem)
        )
    }

    private func delete(_ table: String, _ socket: inout NetlinkSocket) throws {
        var batch = RequestBatch()
        try batch.append(NFTables.DelTable(header: header, name: table))
        try perform(batch, &socket)
    }

    /// The objects of a kind that nft lists in a table.
    private func listed(_ kind: String, _ table: String) throws -> [JSON] {
        let objects = try json(of: "nft", "-j", "list", "table", "ip", table)["nftables"]?.elements ?? []
        return objects.compactMap { $0[kind] }
    }

    @Test func `A ruleset made in one transaction is what nft lists`() throws {
        var socket = try NetlinkSocket(.netfilter)
        try perform(batch(for: "whole"), &socket)
        defer { try? delete("whole", &socket) }

        let tables = try socket.performAll(NFTables.GetTable(header: header), flags: .dump)
        let table = try #require(tables.first { $0.name == "whole" })
        #expect(try socket.perform(NFTables.GetTable(header: header, name: "whole")) == table)
        #expect(table.userdata == [0, 3] + Array("hi\0".utf8))
        #expect(try output(of: "nft", "list", "table", "ip", "whole").contains("comment \"hi\""))
        #expect(table.flags == [])
        // Two chains, four sets and two objects.
        #expect(table.use == 8)
        let listedTable: JSON = ["family": "ip", "name": .text(table.name), "handle": .number(table.handle)]
        #expect(try listed("table", "whole") == [listedTable])
        try checkChains(&socket)
        try checkObjects(&socket)
        try checkSets(&socket)
        try checkRules(&socket)
    }

    private func checkChains(_ socket: inout NetlinkSocket) throws {
        let chains = try socket.performAll(NFTables.GetChain(header: header), flags: .dump).filter {
            $0.table == "whole"
        }
        let hooks = ["prerouting", "input", "forward", "output", "postrouting"]
        let decoded: [JSON] = chains.map { chain in
            var object: [String: JSON] = [
                "family": "ip", "table": .text(chain.table), "name": .text(chain.name), "handle": .number(chain.handle),
            ]
            if let hook = chain.hook {
                object["type"] = .text(chain.type)
                object["hook"] = .text(hooks[Int(hook.num ?? 0)])
                object["prio"] = .number(hook.priority)
                object["policy"] = chain.policy == 1 ? "accept" : "drop"
            }
            return .object(object)
        }
        #expect(Set(decoded) == Set(try listed("chain", "whole")))
        #expect(chains.count == 2)
        let base = try #require(chains.first { $0.name == "fwd" })
        #expect(base.flags == .base)
        #expect(base.use == 3)
        #expect(chains.first { $0.name == "sub" }?.use == 1)
        #expect(try socket.perform(NFTables.GetChain(header: header, table: "whole", name: "fwd")) == base)
    }

    private func checkObjects(_ socket: inout NetlinkSocket) throws {
        let objects = try socket.performAll(NFTables.GetObj(header: header, table: "whole"), flags: .dump)
        #expect(objects.count == 2)
        for object in objects {
            let common: [String: JSON] = [
                "family": "ip", "table": "whole", "name": .text(object.name), "handle": .number(object.handle),
            ]
            switch object.data {
            case .counter(let counter):
                #expect(object.type == .counter)
                #expect(object.use == 2)
                let members: [String: JSON] = ["packets": .number(counter.packets), "bytes": .number(counter.bytes)]
                #expect(try listed("counter", "whole") == [.object(common.merging(members) { $1 })])
                #expect(counter.packets == 7 && counter.bytes == 5000)
            case .quota(let quota):
                #expect(object.type == .quota)
                let members: [String: JSON] = [
                    "bytes": .number(quota.bytes), "used": .number(quota.consumed),
                    "inv": .bool(quota.flags?.contains(.invert) == true),
                ]
                #expect(try listed("quota", "whole") == [.object(common.merging(members) { $1 })])
                #expect(quota.bytes == 123_000)
            default: Issue.record("unexpected object \(object)")
            }
        }
        try expectSameContents(
            NFTables.GetObj.Reply.self,
            rawReplies(to: NFTables.GetObj(header: header, table: "whole"), flags: .dump)
        )
    }

    private func checkSets(_ socket: inout NetlinkSocket) throws {
        let sets = try socket.performAll(NFTables.GetSet(header: header, table: "whole"), flags: .dump)
        let listed = try self.listed("set", "whole") + self.listed("map", "whole")
        #expect(Set(sets.compactMap(\.name)) == ["plain", "timed", "ranges", "counted"])
        #expect(listed.count == 4)
        for set in sets {
            let name = try #require(set.name)
            // Times are told in milliseconds and listed in seconds.
            var object: [String: JSON] = [
                "family": "ip", "table": "whole", "name": .text(name), "handle": .number(set.handle),
                "type": set.keyType == 7 ? "ipv4_addr" : ["ipv4_addr", "inet_service"],
            ]
            var flags: [JSON] = []
            if set.flags?.contains(.interval) == true { flags.append("interval") }
            if set.flags?.contains(.timeout) == true { flags.append("timeout") }
            if !flags.isEmpty { object["flags"] = .array(flags) }
            if let timeout = set.timeout { object["timeout"] = .number(timeout / 1000) }
            if let interval = set.gcInterval { object["gc-interval"] = .number(interval / 1000) }
            if let size = set.desc?.size { object["size"] = .number(size) }
            if set.flags?.contains(.object) == true { object["map"] = set.objType == 1 ? "counter" : "other" }
            let elements = try elements(of: name, &socket)
            object["elem"] = .array(try elements.map { try listedForm(of: $0, in: name) })
            var theirs = try #require(listed.first { $0["name"] == .text(name) })
            if name == "timed" { theirs = withoutExpiry(theirs) }
            #expect(JSON.object(object) == theirs)
            #expect(try socket.perform(NFTables.GetSet(header: header, table: "whole", name: name)) == set)
        }
        let ranges = try #require(sets.first { $0.name == "ranges" })
        #expect(ranges.flags == [.interval, .concat])
        #expect(ranges.keyLen == 8)
        #expect(ranges.desc?.concat?.elem.map(\.len) == [4, 2])
        try expectSameContents(
            NFTables.GetSet.Reply.self,
            rawReplies(to: NFTables.GetSet(header: header, table: "whole"), flags: .dump)
        )
    }

    private func elements(of set: String, _ socket: inout NetlinkSocket) throws -> [NFTables.Setelem] {
        let request = NFTables.GetSetelem(header: header, table: "whole", set: set)
        let replies = try socket.performAll(request, flags: .dump)
        #expect(replies.allSatisfy { $0.table == "whole" && $0.set == set })
        try expectSameContents(NFTables.GetSetelem.Reply.self, rawReplies(to: request, flags: .dump))
        return replies.flatMap { $0.elements?.elem ?? [] }.sorted { left, right in
            (left.key?.value ?? []).lexicographicallyPrecedes(right.key?.value ?? [])
        }
    }

    /// An element as nft lists it.
    private func listedForm(of element: NFTables.Setelem, in set: String) throws -> JSON {
        let key = try #require(element.key?.value)
        let address = key.prefix(4).map { "\($0)" }.joined(separator: ".")
        switch set {
        case "timed":
            let expiration = try #require(element.expiration)
            let timeout = try #require(element.timeout)
            #expect(0 < expiration && expiration <= timeout)
            return ["elem": ["val": .text(address), "timeout": .number(timeout / 1000)]]
        case "ranges":
            let end = try #require(element.keyEnd?.value)
            let last = end.prefix(4).map { "\($0)" }.joined(separator: ".")
            #expect(key.suffix(4) == end.suffix(4))
            return ["concat": [["range": [.text(address), .text(last)]], .number(Int(key[4]) << 8 | Int(key[5]))]]
        case "counted": return [.text(address), .text(element.objref)]
        default: return .text(address)
        }
    }

    /// A listed set without the time that its elements have left.
    private func withoutExpiry(_ set: JSON) -> JSON {
        guard case .object(var members) = set else { return set }
        members["elem"] = .array(
            set["elem"]?.elements.map { element in
                ["elem": ["val": element["elem"]?["val"] ?? .null, "timeout": element["elem"]?["timeout"] ?? .null]]
            } ?? []
        )
        return .object(members)
    }

    private func checkRules(_ socket: inout NetlinkSocket) throws {
        let request = NFTables.GetRule(header: header, table: "whole", chain: "fwd")
        let rules = try socket.performAll(request, flags: .dump)
        #expect(rules.count == 3)
        let decoded = try rules.flatMap { rule in
            try [("ip whole fwd \(rule.handle ?? 0) " + (rule.position.map { "\($0)" } ?? "")).withSingleBlanks]
                + (rule.expressions?.elem ?? []).map { "[ \(try #require($0.netlinkText, "\($0)")) ]" }
        }
        let lines = try output(of: "nft", "--debug=netlink", "list", "table", "ip", "whole").trimmedLines
        let start = try #require(lines.firstIndex { $0.hasPrefix("ip whole fwd ") })
        let listed = lines[start...].prefix { $0.hasPrefix("ip whole fwd ") || $0.hasPrefix("[") }.map(
            \.withSingleBlanks
        )
        #expect(decoded == listed)
        // What was read is also what was asked for.
        for (rule, expressions) in zip(rules, self.rules) {
            #expect(rule.expressions?.elem.compactMap(\.netlinkText) == expressions.compactMap(\.netlinkText))
            let single = NFTables.GetRule(header: header, table: "whole", chain: "fwd", handle: rule.handle)
            let again = try socket.perform(single)
            #expect(again.handle == rule.handle && again.expressions == rule.expressions)
        }
        #expect(rules[0].position == nil)
        #expect(rules[1].position == rules[0].handle)
        try expectSameContents(NFTables.GetRule.Reply.self, rawReplies(to: request, flags: .dump))
        try expectSameContents(
            NFTables.GetChain.Reply.self,
            rawReplies(to: NFTables.GetChain(header: header), flags: .dump)
        )
        try expectSameContents(
            NFTables.GetTable.Reply.self,
            rawReplies(to: NFTables.GetTable(header: header), flags: .dump)
        )
    }

    @Test func `What nft makes goes back as it came, expressions unknown to the spec too`() throws {
        var socket = try NetlinkSocket(.netfilter)
        try output(of: "nft", "add table ip foreign { comment \"made by nft\" ; }")
        defer { try? delete("foreign", &socket) }
        try output(
            of: "nft",
            "add set ip foreign s { type ipv4_addr ; flags interval ; counter ; elements = { 10.0.0.0/8 } ; }"
        )
        try output(of: "nft", "add map ip foreign m { type ipv4_addr : verdict ; elements = { 10.0.0.1 : drop } ; }")
        try output(of: "nft", "add chain ip foreign c")
        try output(of: "nft", "add rule ip foreign c ip saddr vmap @m comment \"a rule\"")
        try output(of: "nft", "add rule ip foreign c limit rate 5/second log prefix \"x\" masquerade")
        try output(
            of: "nft",
            "add rule ip foreign c ip protocol tcp snat to 10.0.0.1-10.0.0.7:1024-2048 random,persistent"
        )
        let rules = try expectSameContents(
            NFTables.GetRule.Reply.self,
            rawReplies(to: NFTables.GetRule(header: header, table: "foreign"), flags: .dump)
        )
        #expect(rules.count == 3)
        #expect(rules[0].userdata == [0, 7] + Array("a rule\0".utf8))
        let names = rules[1].expressions?.elem.map { $0.name ?? "" }
        #expect(names == ["limit", "log", "masq"])
        let unknown = rules[1].expressions?.elem.filter { if case .unknown = $0.data { true } else { false } }
        #expect(unknown?.count == 3)
        guard case .nat(let nat)? = rules[2].expressions?.elem.last?.data else {
            Issue.record("no nat expression in \(rules[2])")
            return
        }
        #expect(nat.type == 0)
        #expect(nat.family == 2)
        #expect(nat.flags == [.mapIps, .protoSpecified, .protoRandom, .persistent])
        let sets = NFTables.GetSet(header: header, table: "foreign")
        try expectSameContents(NFTables.GetSet.Reply.self, rawReplies(to: sets, flags: .dump))
        let request = NFTables.GetSetelem(header: header, table: "foreign", set: "s")
        let elements = try expectSameContents(NFTables.GetSetelem.Reply.self, rawReplies(to: request, flags: .dump))
        // The beginnings and ends of intervals; 1 is NFT_SET_ELEM_INTERVAL_END.
        let bounds = elements.flatMap { $0.elements?.elem ?? [] }
        #expect(bounds.first { $0.key?.value == [11, 0, 0, 0] }?.flags == 1)
        let first = try #require(bounds.first { $0.key?.value == [10, 0, 0, 0] })
        guard case .counter? = first.expr?.data ?? first.expressions?.elem.first?.data else {
            Issue.record("no counter in \(first)")
            return
        }
        let verdicts = try socket.performAll(
            NFTables.GetSetelem(header: header, table: "foreign", set: "m"),
            flags: .dump
        )
        #expect(verdicts.first?.elements?.elem.first?.data?.verdict?.code == .drop)
    }

    @Test func `A rule is changed and deleted`() throws {
        var socket = try NetlinkSocket(.netfilter)
        try perform(batch(for: "changed"), &socket)
        defer { try? delete("changed", &socket) }
        let all = NFTables.GetRule(header: header, table: "changed", chain: "fwd")
        let rules = try socket.performAll(all, flags: .dump)
        var batch = RequestBatch()
        try batch.append(
            NFTables.NewRule(
                header: header,
                table: "changed",
                chain: "fwd",
                handle: rules[0].handle,
                expressions: .init(elem: [
                    .init(
                        name: "immediate",
                        data: .immediate(.init(dreg: 0, data: .init(verdict: .init(code: .accept))))
                    )
                ])
            ),
            flags: .replace
        )
        try batch.append(NFTables.DelRule(header: header, table: "changed", chain: "fwd", handle: rules[1].handle))
        try batch.append(
            NFTables.DelSetelem(
                header: header,
                table: "changed",
                set: "plain",
                elements: .init(elem: [.init(key: .init(value: [10, 0, 0, 2]))])
            )
        )
        try batch.append(
            NFTables.NewChain(header: header, table: "changed", name: "fwd", policy: 0),
            flags: .create
        )
        try perform(batch, &socket)
        let left = try socket.performAll(all, flags: .dump)
        #expect(left.count == 2)
        #expect(left[0].expressions?.elem.compactMap(\.netlinkText) == ["immediate reg 0 accept"])
        #expect(left[1] != rules[1])
        #expect(left[1].handle == rules[2].handle)
        #expect(try listed("chain", "changed").first { $0["name"] == "fwd" }?["policy"] == "drop")
        #expect(try listed("set", "changed").first { $0["name"] == "plain" }?["elem"] == ["10.0.0.1"])
        #expect(try listed("rule", "changed").compactMap { $0["handle"] } == left.map { .number($0.handle) })
        try delete("changed", &socket)
        #expect(throws: NetlinkError.self) {
            try socket.perform(NFTables.GetTable(header: header, name: "changed"))
        }
    }

    @Test func `A transaction with a bad member applies nothing and names the member and the attribute`() throws {
        var socket = try NetlinkSocket(.netfilter)
        let generation = try socket.perform(NFTables.GetGen(header: header)).id
        var batch = try batch(for: "refused")
        let bad = batch.count
        try batch.append(
            NFTables.NewRule(
                header: header,
                table: "refused",
                chain: "absent",
                expressions: .init(elem: [.init(name: "counter")])
            ),
            flags: [.create, .append]
        )
        try batch.append(
            NFTables.NewRule(
                header: header,
                table: "refused",
                chain: "fwd",
                expressions: .init(elem: [
                    .init(name: "counter"),
                    .init(name: "lookup", data: .lookup(.init(set: "absent", sreg: 1))),
                ])
            ),
            flags: [.create, .append]
        )
        let refusal = #expect(throws: NetlinkError.self) { try perform(batch, &socket) }
        guard case .transactionRefused(let reasons)? = refusal else {
            Issue.record("not a refusal: \(String(describing: refusal))")
            return
        }
        #expect(reasons.errors.keys.sorted() == [bad, bad + 1])
        #expect(reasons.errors[bad]?.errno == .noEntry)
        #expect(reasons.errors[bad]?.attribute.map { "\($0)" } == ".chain")
        #expect(reasons.errors[bad]?.request == "nftables newrule")
        #expect(reasons.errors[bad + 1]?.errno == .noEntry)
        #expect(reasons.errors[bad + 1]?.attribute.map { "\($0)" } == ".expressions.elem")
        let absent = #expect(throws: NetlinkError.self) {
            try socket.perform(NFTables.GetTable(header: header, name: "refused"))
        }
        #expect(absent?.kernelError?.errno == .noEntry)
        #expect(absent?.kernelError?.attribute.map { "\($0)" } == ".name")
        #expect(try !output(of: "nft", "list", "tables").contains("refused"))
        #expect(try socket.perform(NFTables.GetGen(header: header)).id == generation)
    }

    @Test func `A transaction is told to the group`() throws {
        var listener = try NetlinkSocket(.netfilter)
        try listener.join(NFTables.Groups.mgmt)
        var socket = try NetlinkSocket(.netfilter)
        try perform(batch(for: "told"), &socket)
        let generation = try socket.perform(NFTables.GetGen(header: header)).id
        let handle = try socket.perform(NFTables.GetTable(header: header, name: "told")).handle
        let rules = try socket.performAll(NFTables.GetRule(header: header, table: "told"), flags: .dump)
        try delete("told", &socket)
        var counts: [String: Int] = [:]
        var told: [UInt64?] = []
        while counts["end"] == nil {
            switch try listener.nextEvent(of: NFTables.self, timeLimit: .seconds(10)) {
            case .getTable(let table):
                counts["table", default: 0] += 1
                #expect(table.name == "told" && table.handle == handle)
            case .getChain(let chain):
                counts["chain", default: 0] += 1
                #expect(chain.table == "told")
            case .getSet(let set):
                counts["set", default: 0] += 1
                #expect(set.table == "told")
            case .getSetelem(let elements): counts["element", default: 0] += elements.elements?.elem.count ?? 0
            case .getObj(let object):
                counts["object", default: 0] += 1
                #expect(object.table == "told")
            case .getRule(let rule):
                counts["rule", default: 0] += 1
                told.append(rule.handle)
                let expected = self.rules[told.count - 1]
                #expect(rule.expressions?.elem.compactMap(\.netlinkText) == expected.compactMap(\.netlinkText))
            case .getGen(let event):
                #expect(event.procName?.isEmpty == false)
                if counts["generation"] == nil {
                    #expect(event.id == generation)
                    counts["generation"] = 1
                } else {
                    counts["end"] = 1
                }
            case .unknown(let command, _):
                // Deletions, which have replies of no request: NFT_MSG_DEL*.
                #expect([0xa02, 0xa05, 0xa08, 0xa0b, 0xa0e, 0xa14].contains(command))
                counts["deletion", default: 0] += 1
            case let event: Issue.record("unexpected event \(event)")
            }
        }
        let deletions = counts.removeValue(forKey: "deletion") ?? 0
        #expect(
            counts == [
                "table": 1, "chain": 2, "set": 4, "element": 5, "object": 2, "rule": 3, "generation": 1, "end": 1,
            ]
        )
        #expect(told == rules.map(\.handle))
        #expect(deletions >= 1 + 2 + 4 + 2 + 3)
    }
}
