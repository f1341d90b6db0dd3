import KernelNlctrl
import Netlink
import Testing

/// Families and policies; these tests change nothing.
@Suite(.inTestNamespace) struct NlctrlTests {
    @Test func `Families are what genl lists`() throws {
        var socket = try NetlinkSocket()
        let families = try socket.dump(Nlctrl.GetFamily.Dump())
        let listed = try output(of: "genl", "ctrl", "list").trimmedLines.map(\.withSingleBlanks)
        #expect(families.flatMap { lines(of: $0) } == listed)
        #expect(families.count >= 5)
        for family in families {
            #expect(try socket.perform(Nlctrl.GetFamily(familyName: family.familyName)) == family)
        }
        try expectSameContents(Nlctrl.GetFamily.Reply.self, rawReplies(to: Nlctrl.GetFamily.Dump(), flags: .dump))
        let error = #expect(throws: NetlinkError.self) {
            try socket.perform(Nlctrl.GetFamily(familyName: "no-such-family"))
        }
        #expect(error?.kernelError?.errno == .noEntry)
        let none = #expect(throws: NetlinkError.self) { try socket.perform(Nlctrl.GetFamily()) }
        #expect(none?.kernelError?.errno == .invalidArgument)
    }

    /// A family as genl prints it.
    private func lines(of family: Nlctrl.GetFamily.Reply) -> [String] {
        func hexadecimal<Number: BinaryInteger>(_ number: Number?) -> String { "0x" + String(number ?? 0, radix: 16) }
        var lines = [
            "Name: \(family.familyName ?? "")",
            "ID: \(hexadecimal(family.familyId)) Version: \(hexadecimal(family.version)) "
                + "header size: \(family.hdrsize ?? 99) max attribs: \(family.maxattr ?? 99)",
        ]
        if let operations = family.ops {
            lines.append("commands supported:")
            for (number, operation) in zip(operations.numbers, operations) {
                lines.append("#\(number): ID-\(hexadecimal(operation.id))")
                // Of other families genl does not print them.
                if (family.version ?? 0) >= 2 { lines += capabilities(operation.flags ?? []) }
            }
        }
        if let groups = family.mcastGroups {
            lines.append("multicast groups:")
            lines += zip(groups.numbers, groups).map { "#\($0): ID-\(hexadecimal($1.id)) name: \($1.name ?? "")" }
        }
        return lines
    }

    /// What an operation can, as genl prints it.
    private func capabilities(_ flags: Nlctrl.OpFlags) -> [String] {
        var words = ""
        if flags.contains(.adminPerm) { words += "requires admin permission; " }
        if flags.contains(.cmdCapDo) { words += "can doit; " }
        if flags.contains(.cmdCapDump) { words += "can dumpit; " }
        if flags.contains(.cmdCapHaspol) { words += "has policy" }
        let title = "Capabilities (0x\(String(flags.rawValue, radix: 16))):"
        return [title, words.withSingleBlanks].filter { !$0.isEmpty }
    }

    @Test(arguments: ["netdev", "ethtool", "nlctrl", "mptcp_pm", "tcp_metrics"])
    func `Policies are what genl lists`(_ name: String) throws {
        var socket = try NetlinkSocket()
        let request = Nlctrl.GetPolicy.Dump(familyName: name)
        let parts = try socket.dump(request)
        let listed = try output(of: "genl", "ctrl", "policy", "name", name).trimmedLines.map(\.withSingleBlanks)
        #expect(try parts.flatMap { try lines(of: $0) } == listed)
        #expect(!listed.isEmpty)
        try expectSameContents(Nlctrl.GetPolicy.Reply.self, rawReplies(to: request, flags: .dump))
    }

    /// A part of a policy dump as genl prints it.
    private func lines(of part: Nlctrl.GetPolicy.Reply) throws -> [String] {
        let id = "ID: 0x" + String(try #require(part.familyId), radix: 16)
        let operations = (part.opPolicy ?? []).map { entry in
            let policies = [
                entry.contents.do.map { "do=\($0)" }, entry.contents.dump.map { "dump=\($0)" },
            ].compactMap(\.self)
            return "\(id) op \(entry.typeValues[0]) policies: \(policies.joined(separator: " "))"
        }
        let attributes = (part.policy ?? []).map { entry in
            let place = "policy[\(entry.typeValues[0])]:attr[\(entry.typeValues[1])]"
            return "\(id) \(place): \(text(of: entry.contents))"
        }
        return operations + attributes
    }

    /// An attribute's policy as genl prints it.
    private func text(of policy: Nlctrl.Policy) -> String {
        // This genl knows the types up to the bit field.
        let names: [Nlctrl.AttrType: String] = [
            .flag: "FLAG", .u8: "U8", .u16: "U16", .u32: "U32", .u64: "U64", .s8: "S8", .s16: "S16", .s32: "S32",
            .s64: "S64", .binary: "BINARY", .string: "STRING", .nulString: "NUL_STRING", .nested: "NESTED",
            .nestedArray: "NESTED_ARRAY", .bitfield32: "BITFIELD32",
        ]
        var words = ["type=\(policy.type.flatMap { names[$0] } ?? "unknown")"]
        if let index = policy.policyIdx { words.append("policy:\(index)") }
        if let maximum = policy.policyMaxtype { words.append("maxattr:\(maximum)") }
        if let minimum = policy.minValueS, let maximum = policy.maxValueS {
            words.append("range:[\(minimum),\(maximum)]")
        }
        if let minimum = policy.minValueU, let maximum = policy.maxValueU {
            words.append("range:[\(minimum),\(maximum)]")
        }
        if let minimum = policy.minLength { words.append("min len:\(minimum)") }
        if let maximum = policy.maxLength { words.append("max len:\(maximum)") }
        return words.joined(separator: " ")
    }
}
