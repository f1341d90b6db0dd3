import Foundation
import KernelTC
import Netlink
import Testing

/// Traffic control.
///
/// Kernel times are in ticks of 64 ns (`/proc/net/psched`).
@Suite(.inTestNamespace, .serialized) struct TCTests {
    static let root: UInt32 = 0xffff_ffff
    static let clsact: UInt32 = 0xffff_fff1
    static let ingress: UInt32 = 0xffff_fff2

    private func header(_ link: VethPair, handle: UInt32 = 0, parent: UInt32 = 0, info: UInt32 = 0) -> TC.Tcmsg {
        TC.Tcmsg(ifindex: Int32(link.index), handle: handle, parent: parent, info: info)
    }

    /// A handle as tc prints it, such as `1:10`.
    private func text(_ handle: UInt32) -> String {
        let minor = handle & 0xffff
        return String(handle >> 16, radix: 16) + ":" + (minor == 0 ? "" : String(minor, radix: 16))
    }

    private func addHTB(_ link: VethPair, _ socket: inout NetlinkSocket) throws {
        try socket.perform(
            TC.NewQdisc(
                header: header(link, handle: 1 << 16, parent: Self.root),
                kind: "htb",
                options: .htb(.init(init_: .init(version: 3, rate2quantum: 20, defcls: 0x10), directQlen: 321))
            ),
            flags: [.create, .exclusive]
        )
        for (minor, parent, rate, ceil) in [(1, 0, 1_250_000, 2_500_000), (16, 1, 125_000, 125_000)] {
            try socket.perform(
                classRequest(link, UInt32(minor), UInt32(parent), rate, ceil),
                flags: [.create, .exclusive]
            )
        }
    }

    private func classRequest(
        _ link: VethPair,
        _ minor: UInt32,
        _ parent: UInt32,
        _ rate: Int,
        _ ceil: Int
    ) -> TC.NewTclass {
        // Link layer 1 is Ethernet: no rate tables are needed then.
        let parms = TC.TCHtbOpt(
            rate: .init(linklayer: 1, overhead: 280, mpu: 320, rate: UInt32(rate)),
            ceil: .init(linklayer: 1, overhead: 280, mpu: 320, rate: UInt32(ceil)),
            buffer: UInt32(1600 * 1_000_000_000 / rate / 64),
            cbuffer: UInt32(1600 * 1_000_000_000 / ceil / 64),
            quantum: 3000,
            prio: 3
        )
        return TC.NewTclass(
            header: header(link, handle: 1 << 16 | minor, parent: 1 << 16 | parent),
            kind: "htb",
            options: .htb(.init(parms: parms))
        )
    }

    /// Members that tc prints for every qdisc.
    private func common(_ qdisc: TC.GetQdisc.Reply) throws -> [String: JSON] {
        let basic = try #require(qdisc.stats2?.basic)
        let queue = try #require(qdisc.stats2?.queue)
        var members: [String: JSON] = [
            "kind": .text(qdisc.kind), "handle": .string(text(qdisc.header.handle)),
            "bytes": .number(basic.bytes_), "packets": .number(basic.packets), "drops": .number(queue.drops),
            "overlimits": .number(queue.overlimits), "requeues": .number(queue.requeues),
            "backlog": .number(queue.backlog), "qlen": .number(queue.qlen),
        ]
        if qdisc.header.parent == Self.root {
            members["root"] = true
        } else {
            members["parent"] = .string(text(qdisc.header.parent))
        }
        if qdisc.header.info != 1 { members["refcnt"] = .number(qdisc.header.info) }
        return members
    }

    @Test func `Qdiscs are what tc shows`() throws {
        let link = try VethPair("tq", isUp: false)
        var socket = try NetlinkSocket(.route)
        try addHTB(link, &socket)
        try socket.perform(
            TC.NewQdisc(
                header: header(link, handle: 0x10 << 16, parent: 1 << 16 | 16),
                kind: "tbf",
                options: .tbf(
                    .init(
                        parms: .init(rate: .init(linklayer: 1, mpu: 320, rate: 125_000), limit: 16_490),
                        burst: 10_240
                    )
                )
            ),
            flags: [.create, .exclusive]
        )
        try socket.perform(
            TC.NewQdisc(header: header(link, handle: 0xffff << 16, parent: Self.clsact), kind: "clsact"),
            flags: [.create, .exclusive]
        )
        let dump = TC.GetQdisc.Dump(header: header(link))
        let qdiscs = try socket.dump(dump).filter { Int($0.header.ifindex) == link.index }
        #expect(qdiscs.compactMap(\.kind) == ["htb", "tbf", "clsact"])
        let decoded = try qdiscs.map { qdisc in
            var members = try common(qdisc)
            #expect(qdisc.hwOffload == 0)
            switch qdisc.options {
            case .htb(let htb):
                let global = try #require(htb.init_)
                members["options"] = [
                    "r2q": .number(global.rate2quantum),
                    "default": .string("0x" + String(global.defcls, radix: 16)),
                    "direct_packets_stat": .number(global.directPkts),
                    "ver": .string("\(global.version >> 16).\(global.version & 0xffff)"),
                    "direct_qlen": .number(htb.directQlen),
                ]
            case .tbf(let tbf):
                let parms = try #require(tbf.parms)
                let rate = Double(parms.rate.rate)
                let burst = rate * Double(parms.buffer) * 64 / 1e9
                members["options"] = [
                    "rate": .number(parms.rate.rate), "burst": .string("\(Int(burst / 1024))Kb/1"),
                    "mpu": .number(parms.rate.mpu),
                    "lat": .number((1e6 * Double(parms.limit) / rate - Double(parms.buffer) * 64 / 1e3).rounded(.down)),
                    "linklayer": .string(parms.rate.linklayer == 1 ? "ethernet" : "other"),
                ]
            case .clsact: members["options"] = [:]
            default: Issue.record("unexpected qdisc \(qdisc)")
            }
            return JSON.object(members)
        }
        let listed = try json(of: "tc", "-j", "-s", "-d", "qdisc", "show", "dev", link.name)
        #expect(Set(decoded) == Set(listed.elements))
        #expect(decoded.count == 3)
        let single = TC.GetQdisc(header: header(link, handle: 1 << 16))
        #expect(try socket.perform(single, flags: .echo).options == qdiscs[0].options)
        try expectSameContents(TC.GetQdisc.Reply.self, rawReplies(to: dump))
    }

    @Test func `Classes are what tc shows, and are changed and deleted`() throws {
        let link = try VethPair("tc", isUp: false)
        var socket = try NetlinkSocket(.route)
        try addHTB(link, &socket)
        let request = TC.GetTclass(header: header(link))
        func check(quantum: UInt32) throws {
            let classes = try socket.performAll(request, flags: .dump)
            let lines = try output(of: "tc", "-s", "-d", "class", "show", "dev", link.name).trimmedLines
            let decoded = try classes.flatMap { try self.lines(of: $0) }
            // The counters of each class; tc prints the time in between differently.
            let listed = lines.filter { $0.hasPrefix("class") || $0.hasPrefix("Sent") || $0.hasPrefix("backlog") }
            #expect(decoded == listed.map(\.withSingleBlanks))
            #expect(classes.count == 2)
            #expect(decoded.contains { $0.contains("quantum \(quantum) ") })
            try expectSameContents(TC.GetQdisc.Reply.self, rawReplies(to: request, flags: .dump))
        }
        try check(quantum: 3000)
        var change = classRequest(link, 16, 1, 125_000, 250_000)
        guard case .htb(var htb)? = change.options else { return }
        htb.parms?.quantum = 4000
        change.options = .htb(htb)
        try socket.perform(change, flags: [])
        try check(quantum: 4000)
        try socket.perform(TC.DelTclass(header: header(link, handle: 1 << 16 | 16, parent: 1 << 16 | 1)))
        #expect(try socket.performAll(request, flags: .dump).map(\.header.handle) == [1 << 16 | 1])
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(TC.DelTclass(header: header(link, handle: 1 << 16 | 16)))
        }
        #expect(error?.kernelError?.errno == .noEntry)
    }

    /// A class as tc prints it.
    private func lines(of reply: TC.GetQdisc.Reply) throws -> [String] {
        guard case .htb(let htb)? = reply.options, let parms = htb.parms else {
            Issue.record("no htb class: \(reply)")
            return []
        }
        func bits(_ rate: UInt32) -> String { rate % 125_000 == 0 ? "\(rate / 125_000)Mbit" : "\(rate / 125)Kbit" }
        func size(_ ticks: UInt32, _ rate: TC.TCRatespec) -> String {
            "\(Int(Double(rate.rate) * Double(ticks) * 64 / 1e9))b/\(1 << Int(rate.cellLog)) mpu \(rate.mpu)b"
        }
        let isRoot = reply.header.parent == Self.root
        var words = ["class htb", text(reply.header.handle)]
        words.append(isRoot ? "root" : "parent " + text(reply.header.parent))
        if reply.header.info != 0 { words.append("leaf \(text(reply.header.info))") }
        if parms.level == 0 { words.append("prio \(parms.prio) quantum \(parms.quantum)") }
        words.append("rate \(bits(parms.rate.rate))")
        if parms.rate.overhead != 0 { words.append("overhead \(parms.rate.overhead)") }
        words.append("ceil \(bits(parms.ceil.rate))")
        if parms.ceil.linklayer == 1 { words.append("linklayer ethernet") }
        words.append("burst \(size(parms.buffer, parms.rate))")
        words.append("cburst \(size(parms.cbuffer, parms.ceil)) level \(parms.level)")
        let basic = try #require(reply.stats2?.basic)
        let queue = try #require(reply.stats2?.queue)
        return [
            words.joined(separator: " "),
            "Sent \(basic.bytes_) bytes \(basic.packets) pkt (dropped \(queue.drops), overlimits \(queue.overlimits) "
                + "requeues \(queue.requeues))",
            "backlog \(queue.backlog)b \(queue.qlen)p requeues \(queue.requeues)",
        ]
    }

    @Test func `A qdisc is told to the group, replaced and deleted`() throws {
        let link = try VethPair("tn", isUp: false)
        var listener = try NetlinkSocket(.route)
        try listener.join(TC.Groups.rtnlgrpTc)
        var socket = try NetlinkSocket(.route)
        try addHTB(link, &socket)
        let error = #expect(throws: NetlinkError.self) { try addHTB(link, &socket) }
        #expect(error?.kernelError?.errno == .exists)
        #expect(error?.kernelError?.message == "Exclusivity flag on, cannot modify")
        try socket.perform(TC.DelQdisc(header: header(link, handle: 1 << 16, parent: Self.root)))
        let gone = #expect(throws: NetlinkError.self) {
            try socket.perform(TC.DelQdisc(header: header(link, handle: 1 << 16, parent: Self.root)))
        }
        #expect(gone?.kernelError?.message?.isEmpty == false)
        var told: [String] = []
        while told.last != "deletion" {
            switch try listener.nextEvent(of: TC.self, timeLimit: .seconds(10)) {
            case .getQdisc(let qdisc) where Int(qdisc.header.ifindex) == link.index && qdisc.header.handle == 1 << 16:
                told.append("qdisc \(qdisc.kind ?? "")")
                guard case .htb(let htb)? = qdisc.options else {
                    Issue.record("no htb: \(qdisc)")
                    continue
                }
                #expect(htb.directQlen == 321)
                #expect(htb.init_?.defcls == 0x10)
            case .getTclass(let reply) where Int(reply.header.ifindex) == link.index:
                told.append("class \(text(reply.header.handle))")
            case .unknown(37, let message):
                // RTM_DELQDISC, which is the reply of no request.
                let bytes = [UInt8](message)
                let deleted = try TC.GetQdisc.Reply(Message(bytes.rawSpan))
                if Int(deleted.header.ifindex) == link.index, deleted.header.handle == 1 << 16 {
                    told.append("deletion")
                }
            default: break
            }
        }
        #expect(told == ["qdisc htb", "class 1:1", "class 1:10", "deletion"])
    }

    /// A filter for all of 10.0.0.0/8 that sends packets to another link.
    private func filter(_ link: VethPair, priority: UInt32, actions: IndexedArray<TC.Act>?) -> TC.NewTfilter {
        // The Ethernet protocol, 0x0800 for IPv4, is in network order.
        TC.NewTfilter(
            header: header(link, parent: Self.ingress, info: priority << 16 | 0x0008),
            kind: "u32",
            options: .u32(
                .init(
                    classid: 1 << 16 | 16,
                    sel: .init(flags: 1, nkeys: 1, keys: .init(mask: 0xff00_0000, val: 0x0a00_0000, off: 16)),
                    act: actions
                )
            )
        )
    }

    /// `struct tc_mirred`: 4 is TC_ACT_STOLEN, 1 TCA_EGRESS_REDIR.
    private func redirect(to index: Int) -> TC.Act {
        let words: [UInt32] = [0, 0, 4, 0, 0, 1, UInt32(index)]
        let bytes = words.flatMap { word in (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
        return TC.Act(kind: "mirred", options: .mirred(.init(parms: bytes)))
    }

    private func words(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count, by: 4).map { start in
            (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << ($1 * 8) }
        }
    }

    private func addClsact(_ link: VethPair, _ socket: inout NetlinkSocket) throws {
        try socket.perform(
            TC.NewQdisc(header: header(link, handle: 0xffff << 16, parent: Self.clsact), kind: "clsact"),
            flags: [.create, .exclusive]
        )
    }

    @Test func `Filters and their actions are what tc shows`() throws {
        let link = try VethPair("tf", isUp: false)
        var socket = try NetlinkSocket(.route)
        try addClsact(link, &socket)
        let creating: MessageFlags = [.create, .exclusive]
        try socket.perform(filter(link, priority: 5, actions: [redirect(to: link.peerIndex)]), flags: creating)
        try socket.perform(filter(link, priority: 6, actions: nil), flags: creating)
        let dump = TC.GetTfilter.Dump(header: header(link, parent: Self.ingress))
        let filters = try socket.dump(dump)
        let listed = try json(of: "tc", "-j", "-s", "-d", "filter", "show", "dev", link.name, "ingress").elements
        #expect(filters.count == 6)
        #expect(try filters.map { try listedForm(of: $0, link) } == listed.map(withoutTimes))
        try expectSameContents(TC.GetQdisc.Reply.self, rawReplies(to: dump))
        // Actions are numbered from 1.
        let actions = filters.compactMap { filter -> IndexedArray<TC.Act>? in
            if case .u32(let u32)? = filter.options { u32.act } else { nil }
        }
        #expect(actions.map(\.numbers) == [[1]])
        try socket.perform(
            TC.DelTfilter(header: header(link, parent: Self.ingress, info: 5 << 16 | 0x0008), kind: "u32")
        )
        #expect(try socket.dump(dump).allSatisfy { $0.header.info >> 16 == 6 })
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(
                TC.DelTfilter(header: header(link, parent: Self.ingress, info: 5 << 16 | 0x0008), kind: "u32")
            )
        }
        #expect(error?.kernelError?.errno == .noEntry)
        #expect(error?.kernelError?.message == "Filter with specified priority/protocol not found")
    }

    /// A filter as tc lists it.
    private func listedForm(of filter: TC.GetQdisc.Reply, _ link: VethPair) throws -> JSON {
        var members: [String: JSON] = [
            "protocol": filter.header.info & 0xffff == 8 ? "ip" : "other", "pref": .number(filter.header.info >> 16),
            "kind": .text(filter.kind), "chain": .number(filter.chain),
        ]
        guard case .u32(let u32)? = filter.options else { return .object(members) }
        let handle = filter.header.handle
        let table = String(handle >> 20, radix: 16)
        guard let selector = u32.sel else {
            members["options"] = ["fh": .string(table + ":"), "ht_divisor": .number(u32.divisor)]
            return .object(members)
        }
        #expect(selector.nkeys == 1)
        let key = selector.keys
        var options: [String: JSON] = [
            "fh": .string("\(table)::\(String(handle & 0xfff, radix: 16))"),
            "order": .number(handle & 0xfff),
            "key_ht": .string(String((u32.hash ?? 0) >> 20, radix: 16)),
            "bkt": .string(String((u32.hash ?? 0) >> 12 & 0xff, radix: 16)),
            "flowid": .text(u32.classid.map(text)),
            "not_in_hw": .bool((u32.flags ?? 0) & 8 != 0),
            "match": [
                "value": .string(String(key.val, radix: 16)), "mask": .string(String(key.mask, radix: 16)),
                "offmask": .string(key.offmask == 0 ? "" : "other"), "off": .number(key.off),
            ],
        ]
        if let actions = u32.act {
            options["actions"] = .array(
                try zip(actions.numbers, actions).map { number, action in try listedForm(of: action, number, link) }
            )
        }
        members["options"] = .object(options)
        return .object(members)
    }

    private func listedForm(of action: TC.Act, _ number: UInt16, _ link: VethPair) throws -> JSON {
        guard case .mirred(let mirred)? = action.options, let parms = mirred.parms.map(words) else { return .null }
        let basic = try #require(action.stats?.basic)
        let queue = try #require(action.stats?.queue)
        return [
            "order": .number(number), "kind": .text(action.kind),
            "mirred_action": parms[5] == 1 ? "redirect" : "other", "direction": "egress",
            "to_dev": .string(Int(parms[6]) == link.peerIndex ? link.peer : "other"),
            "control_action": ["type": parms[2] == 4 ? "stolen" : "other"],
            "index": .number(parms[0]), "ref": .number(parms[3]), "bind": .number(parms[4]),
            "stats": [
                "bytes": .number(basic.bytes_), "packets": .number(basic.packets), "drops": .number(queue.drops),
                "overlimits": .number(queue.overlimits), "requeues": .number(queue.requeues),
                "backlog": .number(queue.backlog), "qlen": .number(queue.qlen),
            ],
        ]
    }

    /// A listed filter without the seconds since its actions were installed and used.
    private func withoutTimes(_ value: JSON) -> JSON {
        switch value {
        case .object(let members):
            let rest = members.filter { $0.key != "installed" && $0.key != "last_used" }
            return .object(rest.mapValues(withoutTimes))
        case .array(let elements): return .array(elements.map(withoutTimes))
        default: return value
        }
    }

    @Test func `Actions are numbered from 1 on the wire, and the kernel looks at no other numbers`() throws {
        let link = try VethPair("ti", isUp: false)
        let bytes = try rawRequest(filter(link, priority: 5, actions: [redirect(to: link.peerIndex)]))
        // 36 bytes of headers; TCA_OPTIONS is 2, TCA_U32_ACT 7, TCA_ACT_KIND 1.
        let options = try #require(attribute(2, of: bytes[36...]))
        let array = try #require(attribute(7, of: options))
        #expect(attribute(0, of: array) == nil)
        let first = try #require(attribute(1, of: array))
        #expect(attribute(1, of: first).map(Array.init) == Array("mirred\0".utf8))

        var socket = try NetlinkSocket(.route)
        try addClsact(link, &socket)
        let fromZero = IndexedArray([redirect(to: link.peerIndex)], numberedFrom: 0)
        try socket.perform(filter(link, priority: 5, actions: fromZero), flags: [.create, .exclusive])
        let filters = try socket.dump(TC.GetTfilter.Dump(header: header(link, parent: Self.ingress)))
        let actions = filters.compactMap { filter -> IndexedArray<TC.Act>? in
            if case .u32(let u32)? = filter.options { u32.act } else { nil }
        }
        #expect(actions.allSatisfy { $0.isEmpty })
        #expect(filters.count == 3)
    }

    /// The payload of the first attribute of a number.
    private func attribute(_ number: Int, of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var rest = bytes
        while rest.count >= 4 {
            let start = rest.startIndex
            let length = Int(rest[start]) | Int(rest[start + 1]) << 8
            if (Int(rest[start + 2]) | Int(rest[start + 3]) << 8) & 0x3fff == number {
                return rest[(start + 4)..<(start + length)]
            }
            rest = rest.dropFirst((length + 3) & ~3)
        }
        return nil
    }

    @Test func `Two keys and two actions of tc's own filter go back as they came`() throws {
        let link = try VethPair("tk", isUp: false)
        var socket = try NetlinkSocket(.route)
        try addClsact(link, &socket)
        let words = """
            filter add dev \(link.name) ingress protocol ip prio 7 u32 match ip dst 10.0.0.0/8 \
            match ip protocol 6 0xff classid 1:10 action mirred egress mirror dev \(link.peer) pipe \
            action mirred egress redirect dev \(link.peer)
            """
        _ = try output(of: "tc", words.split(separator: " ").map(String.init))
        let dump = TC.GetTfilter.Dump(header: header(link, parent: Self.ingress))
        let filters = try expectSameContents(TC.GetQdisc.Reply.self, rawReplies(to: dump))
        guard case .u32(let u32)? = filters.last?.options, let actions = u32.act, let selector = u32.sel else {
            Issue.record("no u32 filter: \(filters)")
            return
        }
        #expect(actions.numbers == [1, 2])
        #expect(selector.nkeys == 2)
        #expect(selector.keys.val == 0x0a00_0000)
        // The spec has room for one key; the second is kept as it came.
        #expect(selector.tail.bytes.count == 16)
        #expect(Array(selector.tail.bytes[4..<8]) == [0, 6, 0, 0])
        // Our own request with the same contents makes the same filter.
        var again = filter(link, priority: 8, actions: actions)
        guard case .u32(var contents)? = again.options else { return }
        contents.sel = selector
        again.options = .u32(contents)
        try socket.perform(again, flags: [.create, .exclusive])
        guard
            case .u32(let copy)? = try socket.dump(dump).first(where: {
                $0.header.info >> 16 == 8 && $0.header.handle & 0xfff != 0
            })?.options
        else {
            Issue.record("the copy is absent")
            return
        }
        #expect(copy.sel == selector)
        #expect(copy.act?.compactMap(\.kind) == ["mirred", "mirred"])
    }

    @Test func `What this kernel has no code for is refused with its own words`() throws {
        let link = try VethPair("tm", isUp: false)
        var socket = try NetlinkSocket(.route)
        try addClsact(link, &socket)
        let drop = TC.Act(kind: "gact", options: .gact(.init(parms: .init(action: 2))))
        try show("gact") {
            try socket.perform(filter(link, priority: 9, actions: [drop]), flags: [.create, .exclusive])
        } refusal: { error in
            #expect(error.errno == .noEntry)
            #expect(error.message == "Failed to load TC action module")
        }
        let header = header(link, parent: Self.ingress, info: 10 << 16 | 0x0008)
        let flower = TC.Flower(keyEthType: 0x0800, keyIpv4Dst: IPv4Address(10, 0, 0, 1))
        try show("flower") {
            try socket.perform(
                TC.NewTfilter(header: header, kind: "flower", options: .flower(flower)),
                flags: [.create, .exclusive]
            )
        } refusal: { error in
            #expect(error.errno == .noEntry)
            #expect(error.message == "TC classifier not found")
        }
    }

    /// Makes a request for something that not every kernel has.
    private func show(_ kind: String, _ request: () throws -> Void, refusal: (KernelError) throws -> Void) throws {
        do {
            try request()
        } catch let error as NetlinkError {
            let reason = try #require(error.kernelError)
            try refusal(reason)
            announce("tc \(kind): this kernel has none: \(reason)")
        }
    }

    @Test func `A bad option is refused with its path`() throws {
        let link = try VethPair("te", isUp: false)
        var socket = try NetlinkSocket(.route)
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(
                TC.NewQdisc(header: header(link, handle: 1 << 16, parent: Self.root), kind: "no-such-kind"),
                flags: [.create, .exclusive]
            )
        }
        #expect(error?.kernelError?.message == "Specified qdisc kind is unknown")
        #expect(error?.kernelError?.errno == .noEntry)
        // The number of bytes of an options nest does not fit `u32`.
        var raw = TC.NewQdisc(header: header(link, handle: 1 << 16, parent: Self.root), kind: "htb")
        raw.options = .htb(.init(init_: .init(version: 99), directQlen: 1))
        let version = #expect(throws: NetlinkError.self) { try socket.perform(raw, flags: [.create, .exclusive]) }
        #expect(version?.kernelError?.errno == .invalidArgument)
    }
}
