import KernelRTLink
import Netlink

extension Checks {
    /// Links of kinds that build machines lack, made with typed data and compared with what iproute2 prints.
    mutating func links() throws {
        var socket = try NetlinkSocket(.route)
        for name in ["dummy0", "dummy1", "dummy2"] { try socket.add(name, "dummy") }
        let low = try socket.index("dummy0")
        expect(try socket.link("dummy0").linkinfo?.kind, is: "dummy", "dummy: has no data")
        try bonds(&socket)
        try vlan(&socket, on: low)
        try tunnels(&socket, on: low)
        for kind in ["nlmon", "team", "wireguard"] {
            try socket.add("\(kind)1", kind)
            let info = try socket.link("\(kind)1").linkinfo
            expect(info?.kind == kind && info?.data == nil, "\(kind): is made by its name alone", "\(info as Any)")
        }
        try compareWithIP(&socket)
        try linkRefusals(&socket)
        for link in try socket.links().values.sorted(by: { $0.header.ifiIndex > $1.header.ifiIndex }) {
            guard let name = link.ifname, name != "lo" else { continue }
            try socket.delete(name)
        }
        expect(try ip("link show").map { $0["ifname"] }, is: ["lo"], "after deleting them iproute2 sees none")
    }

    private mutating func bonds(_ socket: inout NetlinkSocket) throws {
        let backup = RTLink.LinkinfoBond(
            mode: 1,
            miimon: 100,
            updelay: 200,
            downdelay: 300,
            primaryReselect: 2,
            failOverMac: 1,
            resendIgmp: 3,
            numPeerNotif: 2
        )
        try socket.add("bond0", "bond", .bond(backup))
        guard case .bond(let read) = try socket.link("bond0").linkinfo?.data else {
            return expect(false, "bond: has typed data")
        }
        expect(read.mode == 1 && read.miimon == 100 && read.updelay == 200, "bond: mode and times", "\(read)")
        expect(read.downdelay == 300 && read.primaryReselect == 2 && read.failOverMac == 1, "bond: choices", "\(read)")
        expect(read.resendIgmp == 3 && read.numPeerNotif == 2, "bond: counts", "\(read)")

        try socket.set("dummy1", master: "bond0")
        try socket.set("dummy2", master: "bond0")
        let member = try socket.link("dummy2")
        expect(member.linkinfo?.slaveKind, is: "bond", "bond: a port knows what it is in")
        guard case .bond(let port) = member.linkinfo?.slaveData else {
            return expect(false, "bond: a port has typed data")
        }
        expect(port.state == 1 && port.permHwaddr?.count == 6, "bond: the second port is a backup", "\(port)")

        let number = try socket.index("dummy2")
        let bond = RTLink.Ifinfomsg(ifiIndex: Int32(try socket.index("bond0")))
        let change = RTLink.NewLink(
            header: bond,
            linkinfo: .init(kind: "bond", data: .bond(.init(primary: number)))
        )
        try socket.perform(change)
        guard case .bond(let changed) = try socket.link("bond0").linkinfo?.data else {
            return expect(false, "bond: has typed data after a change")
        }
        expect(changed.primary == number && changed.miimon == 100, "bond: the primary port is changed", "\(changed)")

        let active = RTLink.NewLink(
            header: bond,
            linkinfo: .init(kind: "bond", data: .bond(.init(activeSlave: number)))
        )
        let refusal = try socket.refusal(of: active)
        expect(
            refusal.map { "\($0)" } ?? "",
            is: "rt-link newlink: invalid option value (EINVAL), attribute .linkinfo.data(bond).active-slave",
            "bond: a port that is not up yet cannot be the active one, and the error names the attribute"
        )

        let targets = ["192.0.2.1", "192.0.2.2"].compactMap { IPv4Address($0) }
        let probing = RTLink.LinkinfoBond(
            mode: 1,
            arpInterval: 250,
            arpIpTarget: IndexedArray(targets, numberedFrom: 0),
            arpValidate: 1,
            arpAllTargets: 1,
            missedMax: 4
        )
        try socket.add("bond1", "bond", .bond(probing))
        guard case .bond(let probes) = try socket.link("bond1").linkinfo?.data else {
            return expect(false, "bond: has typed data with targets")
        }
        expect(probes.arpIpTarget?.map { "\($0)" } ?? [], is: ["192.0.2.1", "192.0.2.2"], "bond: an array of targets")
        expect(
            probes.arpInterval == 250 && probes.arpValidate == 1 && probes.missedMax == 4,
            "bond: probes",
            "\(probes)"
        )

        let aggregating = RTLink.LinkinfoBond(mode: 4, xmitHashPolicy: 1, adLacpRate: 1, adSelect: 2, adUserPortKey: 9)
        try socket.add("bond2", "bond", .bond(aggregating))
        guard case .bond(let lacp) = try socket.link("bond2").linkinfo?.data else {
            return expect(false, "bond: has typed data with 802.3ad")
        }
        expect(lacp.adLacpRate == 1 && lacp.adSelect == 2 && lacp.adUserPortKey == 9, "bond: 802.3ad", "\(lacp)")
    }

    private mutating func vlan(_ socket: inout NetlinkSocket, on low: UInt32) throws {
        let data = RTLink.LinkinfoVLAN(
            id: 5,
            flags: .init(flags: .gvrp, mask: 3),
            egressQos: .init(mapping: [.init(from: 3, to: 4), .init(from: 6, to: 1)]),
            ingressQos: .init(mapping: [.init(from: 1, to: 2)]),
            protocol: ._8021ad
        )
        try socket.add("vlan0", "vlan", .vlan(data), on: low)
        let link = try socket.link("vlan0")
        expect(link.link, is: low, "vlan: lies on its link")
        guard case .vlan(let read) = link.linkinfo?.data else { return expect(false, "vlan: has typed data") }
        expect(read.id == 5 && read.protocol == ._8021ad, "vlan: number and protocol", "\(read)")
        expect(read.flags?.flags, is: .gvrp, "vlan: flags")
        let egress = (read.egressQos?.mapping ?? []).map { [$0.from, $0.to] }.sorted { $0[0] < $1[0] }
        expect(egress, is: [[3, 4], [6, 1]], "vlan: a list of structs")
    }

    private mutating func tunnels(_ socket: inout NetlinkSocket, on low: UInt32) throws {
        let vxlan = RTLink.LinkinfoVxlan(
            id: 7,
            group: IPAddress("239.1.1.1"),
            link: low,
            local: IPAddress("192.0.2.1"),
            ttl: 3,
            learning: 0,
            ageing: 200,
            portRange: .init(low: 1000, high: 2000),
            port: 4789
        )
        try socket.add("vxlan0", "vxlan", .vxlan(vxlan))
        if case .vxlan(let read) = try socket.link("vxlan0").linkinfo?.data {
            expect(read.id == 7 && read.group == vxlan.group && read.port == 4789, "vxlan: group and port", "\(read)")
            expect(read.portRange?.low == 1000 && read.learning == 0 && read.ageing == 200, "vxlan: range", "\(read)")
        } else {
            expect(false, "vxlan: has typed data")
        }

        let gre = RTLink.LinkinfoGre(
            iflags: 0xa000,
            oflags: 0xb000,
            ikey: 7,
            okey: 0x0102_0304,
            local: IPAddress("192.0.2.1"),
            remote: IPAddress("192.0.2.2"),
            ttl: 9,
            tos: 0x20,
            pmtudisc: 1
        )
        try socket.add("gre1", "gre", .gre(gre))
        if case .gre(let read) = try socket.link("gre1").linkinfo?.data {
            expect(read.iflags == 0xa000 && read.oflags == 0xb000, "gre: flags in network order", "\(read)")
            expect(read.ikey == 7 && read.okey == 0x0102_0304, "gre: keys in network order", "\(read)")
            expect(read.remote == gre.remote && read.ttl == 9 && read.tos == 0x20, "gre: addresses", "\(read)")
        } else {
            expect(false, "gre: has typed data")
        }
        let tap = RTLink.LinkinfoGre(remote: IPAddress("192.0.2.3"), pmtudisc: 0, ignoreDf: 1, fwmark: 0x77)
        try socket.add("gretap1", "gretap", .gretap(tap))
        if case .gretap(let read) = try socket.link("gretap1").linkinfo?.data {
            expect(read.pmtudisc == 0 && read.ignoreDf == 1 && read.fwmark == 0x77, "gretap: choices", "\(read)")
        } else {
            expect(false, "gretap: has typed data")
        }
        let geneve = RTLink.LinkinfoGeneve(id: 5, remote: IPAddress("192.0.2.9"), ttl: 4, tos: 0x10, port: 6082, df: 1)
        try socket.add("geneve0", "geneve", .geneve(geneve))
        if case .geneve(let read) = try socket.link("geneve0").linkinfo?.data {
            expect(read.id == 5 && read.port == 6082 && read.df == 1 && read.tos == 0x10, "geneve: data", "\(read)")
        } else {
            expect(false, "geneve: has typed data")
        }
    }

    /// Compares all members of all links with those that iproute2 prints.
    private mutating func compareWithIP(_ socket: inout NetlinkSocket) throws {
        func read() throws(NetlinkError) -> [String: [String: RouteJSON]] {
            let links = try socket.links()
            return Dictionary(
                uniqueKeysWithValues: links.values.map { link in
                    var members = link.text(links)
                    // Counters move on, and iproute2 prints them only when asked.
                    members["stats64"] = nil
                    return (link.ifname ?? "", members)
                }
            )
        }
        // The state of a link may change meanwhile: until it was the same before and after.
        var ours = try read()
        var theirs: [[String: RouteJSON]] = []
        var isSteady = false
        for _ in 0..<50 where !isSteady {
            theirs = try ip("-details link show")
            let after = try read()
            isSteady = ours == after
            ours = after
        }
        expect(isSteady, "the links stand still")
        expect(theirs.count, is: ours.count, "iproute2 lists as many links")
        for link in theirs {
            let name = link["ifname"]?.text ?? ""
            let members = ours[name] ?? [:]
            let differences = differences(.object(members), .object(link), "")
            expect(differences.isEmpty, "\(name): \(link.count) members are iproute2's", "\(differences)")
        }
    }

    private func differences(_ ours: RouteJSON?, _ theirs: RouteJSON?, _ path: String) -> [String] {
        guard let left = ours?.members, let right = theirs?.members else {
            return ours == theirs ? [] : ["\(path) \(ours as Any) is not \(theirs as Any)"]
        }
        return Set(left.keys).union(right.keys).sorted().flatMap { differences(left[$0], right[$0], "\(path).\($0)") }
    }

    private mutating func linkRefusals(_ socket: inout NetlinkSocket) throws {
        func add(_ kind: String, _ data: RTLink.LinkinfoData, on link: UInt32? = nil) throws(NetlinkError)
            -> KernelError?
        {
            try socket.refusal(
                of: RTLink.NewLink(header: .init(), ifname: "no", linkinfo: .init(kind: kind, data: data), link: link),
                flags: [.create, .exclusive]
            )
        }
        let vlan = try add("vlan", .vlan(.init(id: 4096)), on: 1)
        expect(vlan?.errno == .outOfRange || vlan?.errno == .invalidArgument, "vlan: the number 4096 is refused")
        print("        \(vlan.map { "\($0)" } ?? "")")
        let linkless = try add("vlan", .vlan(.init(id: 5)))
        expect(linkless?.message?.isEmpty, is: false, "vlan: without a link it is refused in the kernel's words")
        print("        \(linkless.map { "\($0)" } ?? "")")
        let bond = try add("bond", .bond(.init(mode: 77)))
        expect(bond?.errno, is: .invalidArgument, "bond: a mode that does not exist is refused")
        print("        \(bond.map { "\($0)" } ?? "")")
        let gre = try add("gre", .gre(.init(iflags: 0x4000, local: IPAddress("192.0.2.7"))))
        expect(gre?.errno, is: .invalidArgument, "gre: routing is refused")
        print("        \(gre.map { "\($0)" } ?? "")")
    }
}
