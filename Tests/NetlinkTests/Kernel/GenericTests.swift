import Testing

@testable import Netlink

/// Generic netlink of the running kernel.
@Suite(.tags(.kernel)) struct GenericTests {
    @Test func controllerDescribesItself() throws {
        var socket = try NetlinkSocket()
        let family = try socket.perform(NLCtrl.GetFamily(familyName: "nlctrl"))
        #expect(family.familyId == 0x10)
        #expect(family.familyName == "nlctrl")
        #expect(family.ops?.contains { $0.id == 3 && $0.flags?.contains(.cmdCapDump) == true } == true)
        #expect(family.mcastGroups?.first?.name == "notify")
    }

    @Test func missingFamily() throws {
        var socket = try NetlinkSocket()
        #expect(throws: NetlinkError.familyNotFound("loadable")) { try socket.perform(Loadable.Touch()) }
        #expect(throws: NetlinkError.familyNotFound("loadable")) { try socket.policies(of: "loadable") }
        #expect(throws: NetlinkError.familyNotFound("loadable")) {
            try socket.join(MulticastGroup<Loadable>("news"))
        }
    }

    @Test func missingGroup() throws {
        var socket = try NetlinkSocket()
        let error = NetlinkError.multicastGroupNotFound("news", family: "nlctrl", available: ["notify"])
        #expect(throws: error) { try socket.join(MulticastGroup<NLCtrl>("news")) }
    }

    @Test func groupsAreJoinedAndLeft() throws {
        var socket = try NetlinkSocket()
        try socket.join(NLCtrl.Groups.notify)
        try socket.leave(NLCtrl.Groups.notify)
    }

    @Test func familiesAsGenlListsThem() throws {
        guard let lines = output(of: "genl ctrl list") else {
            print("skipped: the program 'genl' of iproute2 is not installed")
            return
        }
        var socket = try NetlinkSocket()
        let families = try socket.families()
        let names = lines.filter { $0.hasPrefix("Name: ") }.map { String($0.dropFirst(6)) }
        #expect(names.count > 1)
        #expect(families.compactMap(\.familyName).sorted() == names.sorted())
        let described = families.map { family in
            let id = String(family.familyId ?? 0, radix: 16)
            let version = String(family.version ?? 0, radix: 16)
            return "ID: 0x\(id)  Version: 0x\(version)  header size: \(family.hdrsize ?? 0)"
                + "  max attribs: \(family.maxattr ?? 0)"
        }
        let listed = lines.filter { $0.contains("Version: ") }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(listed.sorted() == described.map { $0.split(separator: " ").joined(separator: " ") }.sorted())
    }

    @Test func socketsHaveTheirOwnPorts() throws {
        let one = try NetlinkSocket()
        let other = try NetlinkSocket()
        let ports = (one.portID, other.portID)
        #expect(ports.0 != 0)
        #expect(ports.1 != 0)
        #expect(ports.0 != ports.1)
    }

    @Test func policies() throws {
        var socket = try NetlinkSocket()
        let policies = try socket.policies(of: "nlctrl")
        let table = try #require(policies.table(of: 3, .perform))
        #expect(table[2]?.maxLength == 15)
        #expect(table[1]?.type == .u16)
        #expect(policies.table(of: 3, .dump) != nil)
        #expect(policies.commands.contains(3))
        #expect(!policies.commands.contains(0))
        #expect(policies.table(of: 99, .perform) == nil)
        // The operation getpolicy can only be dumped; asked for by number, it has its number.
        let one = try socket.policies(of: "nlctrl", command: 10)
        #expect(one.commands == [10])
        #expect(one.table(of: 10, .dump)?[10]?.type == .u32)
        #expect(one.table(of: 10, .perform) == nil)
    }

    @Test(.needs("ethtool", command: 17)) func policiesOfNests() throws {
        var socket = try NetlinkSocket()
        let policies = try socket.policies(of: "ethtool", command: 17)
        let header = try #require(policies.table(of: 17, .perform)?[1])
        let table = try #require(policies.table(inside: header))
        #expect(table[2]?.type == .nulString)
        #expect(table[2]?.maxLength == 127)
        #expect(table[3]?.mask != nil)
        #expect(table[2].flatMap(policies.table(inside:)) == nil)
    }

    @Test func unknownOperationHasNoPolicy() throws {
        var socket = try NetlinkSocket()
        let error = try #require(throws: NetlinkError.self) { try socket.policies(of: "nlctrl", command: 77) }
        #expect(error.errno == .noEntry)
        #expect(error.description.hasSuffix("No such file or directory (ENOENT), attribute .op"))
    }
}
