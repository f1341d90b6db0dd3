import KernelRTLink
import KernelTeam
import Netlink

/// An option of a team as `teamnl` prints it, with the value in words.
private struct TeamOption {
    var name: String
    var port: UInt32?
    var index: UInt32?
    var type: UInt8
    var data: [UInt8]?

    /// Reads an option; `nil` if it lacks a name or a type.
    init?(_ option: Team.AttrOption) {
        guard let name = option.name, let type = option.type else { return nil }
        self.name = name
        self.type = type
        port = option.portIfindex
        index = option.arrayIndex
        data = option.data
    }

    /// The value: the types are those of attributes in the kernel, and a flag is true if there is any data.
    var value: String {
        let data = data ?? []
        let number = data.reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
        switch type {
        case 3 where data.count == 4: return "\(number)"
        case 5: return String(decoding: data.prefix { $0 != 0 }, as: UTF8.self)
        case 6: return "\(self.data != nil)"
        case 14 where data.count == 4: return "\(Int32(bitPattern: number))"
        default: return "\(data)"
        }
    }

    /// A line of `teamnl options`.
    func line(_ links: [UInt32: RTLink.GetLink.Reply]) -> String {
        let place = [port.map { "port:\(links[$0]?.ifname ?? "?")" }, index.map { "arridx:\($0)" }].compactMap { $0 }
        return "\(name)\(place.isEmpty ? "" : " (\(place.joined(separator: ",")))") \(value)"
    }
}

extension NetlinkSocket {
    /// All options of a team.
    fileprivate mutating func options(_ team: UInt32) throws(NetlinkError) -> [TeamOption] {
        try performAll(Team.OptionsGet(teamIfindex: team))
            .flatMap { $0.listOption?.option ?? [] }.compactMap(TeamOption.init)
    }

    /// Changes options, without a reply: the spec has one, and the kernel has none but tells the group.
    fileprivate mutating func set(_ request: Team.OptionsSet) throws(NetlinkError) { _ = try performAll(request) }

    /// All ports of a team.
    fileprivate mutating func ports(_ team: UInt32) throws(NetlinkError) -> [Team.AttrPort] {
        try performAll(Team.PortListGet(teamIfindex: team)).flatMap { $0.listPort?.port ?? [] }
    }

    /// Waits for the event in which an option of a team has become something, however many others come before it.
    ///
    /// The event is there when the change has been carried out; the limit is for the case that it never comes.
    fileprivate mutating func change(
        of name: String,
        to value: String,
        in team: UInt32
    ) throws(NetlinkError) -> TeamOption? {
        while true {
            let event = try nextEvent(of: Team.self, timeLimit: .seconds(30))
            guard case .optionsNtf(let message) = event, message.teamIfindex == team else { continue }
            let changed = (message.listOption?.option ?? []).filter(\.changed).compactMap(TeamOption.init)
            if let option = changed.first(where: { $0.name == name && $0.value == value }) { return option }
        }
    }

    /// Waits for the event that tells of a port.
    fileprivate mutating func news(ofPort port: UInt32) throws(NetlinkError) -> Team.AttrPort {
        while true {
            guard case .portListNtf(let message) = try nextEvent(of: Team.self, timeLimit: .seconds(30)) else {
                continue
            }
            if let port = message.listPort?.port.first(where: { $0.ifindex == port && $0.changed }) { return port }
        }
    }
}

extension Checks {
    /// Options, ports and events of a team.
    mutating func team() throws {
        var route = try NetlinkSocket(.route)
        var socket = try NetlinkSocket()
        var listener = try NetlinkSocket()
        try listener.join(Team.Groups.changeEvent)
        try run("/sbin/ip link add team0 type team")
        try run("/sbin/ip link add port0 type veth peer name peer0")
        let team = try route.index("team0")
        let port = try route.index("port0")

        let fresh = try socket.options(team)
        expect(fresh.first { $0.name == "mode" }?.value, is: "*NOMODE*", "a new team has no mode")
        expect(try socket.ports(team).isEmpty, "a new team has no ports")

        let mode = Team.AttrOption(name: "mode", type: 5, data: Array("activebackup".utf8) + [0])
        try socket.set(Team.OptionsSet(teamIfindex: team, listOption: .init(option: [mode])))
        expect(
            try listener.change(of: "mode", to: "activebackup", in: team) != nil,
            "group change_event tells the mode"
        )
        expect(try lines(of: "/sbin/teamnl team0 getoption mode"), is: ["activebackup"], "teamnl reads the mode")

        let count = Team.AttrOption(name: "notify_peers_count", type: 3, data: [7, 0, 0, 0])
        let interval = Team.AttrOption(name: "notify_peers_interval", type: 3, data: [200, 1, 0, 0])
        try socket.set(Team.OptionsSet(teamIfindex: team, listOption: .init(option: [count, interval])))
        expect(
            try listener.change(of: "notify_peers_count", to: "7", in: team) != nil,
            "group change_event tells the first of two options"
        )
        expect(
            try lines(of: "/sbin/teamnl team0 getoption notify_peers_interval"),
            is: ["456"],
            "teamnl reads the second of two options"
        )
        try run("/sbin/teamnl team0 setoption mcast_rejoin_count 5")
        expect(
            try listener.change(of: "mcast_rejoin_count", to: "5", in: team) != nil,
            "group change_event tells what teamnl changed"
        )

        try route.set("port0", master: "team0")
        expect(try !listener.news(ofPort: port).removed, "group change_event tells of a new port")
        let ports = try socket.ports(team)
        expect(ports.map(\.ifindex), is: [port], "the team lists its port")
        expect(ports.first?.linkup == false && ports.first?.removed == false, "the port is not up", "\(ports)")
        let links = try route.links()
        expect(
            try lines(of: "/sbin/teamnl team0 ports").map { $0.prefix { $0 != ":" } },
            is: ["\(port)"],
            "teamnl lists the same port"
        )
        let printed = try lines(of: "/sbin/teamnl team0 options").sorted()
        expect(try socket.options(team).map { $0.line(links) }.sorted(), is: printed, "all options are teamnl's")
        expect(printed.count > 10, "they are \(printed.count) options")

        let priority = Team.AttrOption(name: "priority", type: 14, data: [0xfb, 0xff, 0xff, 0xff], portIfindex: port)
        try socket.set(Team.OptionsSet(teamIfindex: team, listOption: .init(option: [priority])))
        let told = try listener.change(of: "priority", to: "-5", in: team)
        expect(told?.port == port, "group change_event tells a port's option", "\(told as Any)")

        try teamRefusals(&socket, &route, team)

        try route.set("port0", master: nil)
        expect(try listener.news(ofPort: port).removed, "group change_event tells that a port is gone")
        expect(try socket.ports(team).isEmpty, "the team has no ports any more")
        try route.delete("team0")
        try route.delete("port0")
    }

    private mutating func teamRefusals(
        _ socket: inout NetlinkSocket,
        _ route: inout NetlinkSocket,
        _ team: UInt32
    ) throws {
        func set(_ option: Team.AttrOption) -> Team.OptionsSet {
            Team.OptionsSet(teamIfindex: team, listOption: .init(option: [option]))
        }
        let absent = try socket.refusal(of: set(.init(name: "no_such_option", type: 3, data: [1, 0, 0, 0])))
        expect(absent?.errno, is: .noEntry, "an option that does not exist is refused")
        print("        \(absent.map { "\($0)" } ?? "")")
        let busy = try socket.refusal(of: set(.init(name: "mode", type: 5, data: Array("random".utf8) + [0])))
        expect(busy?.errno, is: .busy, "another mode is refused while there are ports")
        print("        \(busy.map { "\($0)" } ?? "")")
        let short = try socket.refusal(of: Team.OptionsSet(teamIfindex: team))
        expect(short?.errno, is: .invalidArgument, "a request without options is refused")
        let missing = try socket.refusal(of: Team.OptionsGet(teamIfindex: 9999))
        expect(missing?.errno, is: .invalidArgument, "a team that does not exist is refused")
        do throws(NetlinkError) {
            try socket.set(set(.init(name: String(repeating: "n", count: 40), type: 3)))
            expect(false, "a name that is too long is not sent")
        } catch {
            if case .invalidRequest = error {
                expect(true, "a name that is too long is not sent: \(error)")
            } else {
                expect(false, "a name that is too long is not sent", "\(error)")
            }
        }
        let loopback = RTLink.SetLink(header: .init(ifiIndex: 1), master: team)
        let refusal = try route.refusal(of: loopback)
        expect(
            refusal?.message,
            is: "Loopback device can't be added as a team port",
            "the loopback device is refused as a port in the kernel's words"
        )
    }
}
