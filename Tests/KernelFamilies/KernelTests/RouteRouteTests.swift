import KernelRTLink
import KernelRTRoute
import Netlink
import Testing

@Suite(.needsNamespace) struct RouteRouteTests {
    private static let unicast = RTRoute.RtmType.unicast

    /// The header of a route in a table.
    private func header(
        _ family: UInt8,
        _ length: UInt8,
        table: UInt8 = 254,
        _ type: RTRoute.RtmType = .unicast,
        scope: UInt8 = 0,
        flags: UInt32 = 0
    ) -> RTRoute.Rtmsg {
        RTRoute.Rtmsg(
            rtmFamily: family,
            rtmDstLen: length,
            rtmTable: table,
            rtmProtocol: 4,
            rtmScope: scope,
            rtmType: type,
            rtmFlags: flags
        )
    }

    /// A link with addresses of both versions whose other end is up, so that it carries.
    private func prepare(_ socket: inout NetlinkSocket) throws -> UInt32 {
        try socket.addPair("near", "far")
        try socket.set("far", up: true)
        try socket.set("near", up: true)
        try socket.addAddress("192.0.2.1", 24, to: "near")
        try socket.addAddress("2001:db8::1", 64, to: "near")
        return try socket.index("near")
    }

    /// Compares all routes of all tables with what iproute2 prints.
    private func compareRoutes(_ socket: inout NetlinkSocket, sourceLocation: SourceLocation = #_sourceLocation) throws
    {
        var reader = try NetlinkSocket(.route)
        let (ours, theirs) = try steady {
            let names = try reader.linkNames()
            return try reader.dump(RTRoute.GetRoute.Dump()).map { $0.text(names) }
        } _: {
            try ip("-details route show table all")
        }
        #expect(!theirs.isEmpty, sourceLocation: sourceLocation)
        expectObjects(ours, theirs, by: ["dst", "type", "table", "dev", "metric"], sourceLocation: sourceLocation)
        let count = try expectSameAfterDecoding(RTRoute.GetRoute.Dump(), &socket, sourceLocation: sourceLocation)
        #expect(count == theirs.count, sourceLocation: sourceLocation)
    }

    @Test func `Routes of IPv4 are added, changed, told about and deleted`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            var listener = try NetlinkSocket(.route)
            try listener.join(RTRoute.Groups.rtnlgrpIpv4Route)
            let link = try prepare(&socket)
            let destination = try #require(IPAddress("203.0.113.0"))
            let gateway = try #require(IPAddress("192.0.2.254"))
            var metrics = RTRoute.Metrics(lock: 1 << 2, mtu: 1400, window: 5000, ssthresh: 10, cwnd: 20, advmss: 1300)
            metrics.reordering = 4
            metrics.hoplimit = 9
            metrics.initcwnd = 12
            metrics.features = 1
            metrics.initrwnd = 13
            metrics.quickack = 1
            metrics.ccAlgo = "cubic"
            let route = RTRoute.NewRoute(
                header: header(RouteText.inet, 24),
                dst: destination,
                oif: link,
                gateway: gateway,
                priority: 10,
                prefsrc: IPAddress("192.0.2.1"),
                metrics: metrics,
                table: 254
            )
            try socket.perform(route, flags: [.create, .exclusive])
            let told = try listener.event(of: RTRoute.self) { event in
                if case .newRouteNtf(let route) = event, route.dst == destination { route } else { nil }
            }
            #expect(told.gateway == gateway && told.oif == link && told.priority == 10 && told.metrics == metrics)
            #expect(told.header.rtmType == .unicast && told.header.rtmDstLen == 24 && told.header.rtmProtocol == 4)

            try socket.perform(
                RTRoute.NewRoute(header: header(RouteText.inet, 0), oif: link, gateway: gateway),
                flags: [.create, .exclusive]
            )
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet, 16, table: 0, .blackhole),
                    dst: IPAddress("198.18.0.0"),
                    table: 1000
                ),
                flags: [.create, .exclusive]
            )
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet, 32, .unreachable),
                    dst: IPAddress("198.19.0.1"),
                    priority: 5
                ),
                flags: [.create, .exclusive]
            )
            let hops = [
                NextHop(weight: 3, link: link, gateway: gateway),
                NextHop(flags: 4, link: link, gateway: IPAddress("203.0.112.9")),
            ]
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet, 24),
                    dst: IPAddress("203.0.114.0"),
                    multipath: hops.flatMap(\.bytes)
                ),
                flags: [.create, .exclusive]
            )
            // An address of the other version is behind a number of two bytes.
            let via = [RouteText.inet6, 0] + (try #require(IPAddress("2001:db8::9")).bytes)
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet, 24),
                    dst: IPAddress("203.0.115.0"),
                    oif: link,
                    via: via
                ),
                flags: [.create, .exclusive]
            )
            let all = try socket.dump(RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet)))
            let many = try #require(all.first { $0.multipath != nil })
            #expect(many.multipath.map { NextHop.all(in: $0) } == hops)
            try compareRoutes(&socket)

            var changed = route
            changed.metrics = .init(mtu: 1300)
            try socket.perform(changed, flags: .replace)
            let after = try listener.event(of: RTRoute.self) { event in
                if case .newRouteNtf(let route) = event, route.metrics?.mtu == 1300 { route } else { nil }
            }
            #expect(after.dst == destination && after.metrics?.advmss == nil)
            try compareRoutes(&socket)

            try socket.perform(
                RTRoute.DelRoute(header: header(RouteText.inet, 24, scope: 255), dst: destination, priority: 10)
            )
            let gone = try listener.event(of: RTRoute.self) { event in
                if case .delRouteNtf(let route) = event { route } else { nil }
            }
            #expect(gone.dst == destination && gone.priority == 10)
            #expect(try !socket.dump(RTRoute.GetRoute.Dump()).contains { $0.dst == destination })
            try compareRoutes(&socket)
        }
    }

    @Test func `Routes of IPv6 are added, told about and deleted`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            var listener = try NetlinkSocket(.route)
            try listener.join(RTRoute.Groups.rtnlgrpIpv6Route)
            let link = try prepare(&socket)
            let destination = try #require(IPAddress("2001:db8:1::"))
            let gateway = try #require(IPAddress("2001:db8::2"))
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet6, 48),
                    dst: destination,
                    oif: link,
                    gateway: gateway,
                    priority: 5,
                    metrics: .init(mtu: 1400, hoplimit: 3),
                    pref: 1,
                    expires: 5000
                ),
                flags: [.create, .exclusive]
            )
            let told = try listener.event(of: RTRoute.self) { event in
                if case .newRouteNtf(let route) = event, route.dst == destination { route } else { nil }
            }
            #expect(told.gateway == gateway && told.priority == 5 && told.pref == 1 && told.metrics?.hoplimit == 3)
            #expect((told.cacheinfo?.rtaExpires ?? 0) > 0)
            try socket.perform(
                RTRoute.NewRoute(header: header(RouteText.inet6, 0), oif: link, gateway: gateway),
                flags: [.create, .exclusive]
            )
            let hops = [
                NextHop(weight: 2, link: link, gateway: gateway),
                NextHop(link: link, gateway: IPAddress("2001:db8::3")),
            ]
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet6, 48),
                    dst: IPAddress("2001:db8:2::"),
                    multipath: hops.flatMap(\.bytes)
                ),
                flags: [.create, .exclusive]
            )
            try socket.perform(
                RTRoute.NewRoute(header: header(RouteText.inet6, 48, .prohibit), dst: IPAddress("2001:db8:3::")),
                flags: [.create, .exclusive]
            )
            try compareRoutes(&socket)
            try socket.perform(RTRoute.DelRoute(header: header(RouteText.inet6, 48), dst: destination))
            let gone = try listener.event(of: RTRoute.self) { event in
                if case .delRouteNtf(let route) = event { route } else { nil }
            }
            #expect(gone.dst == destination)
            try compareRoutes(&socket)
        }
    }

    @Test func `The kernel tells which route it would take`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            let link = try prepare(&socket)
            let gateway = IPAddress("192.0.2.254")
            try socket.perform(
                RTRoute.NewRoute(
                    header: header(RouteText.inet, 8),
                    dst: IPAddress("10.0.0.0"),
                    oif: link,
                    gateway: gateway,
                    metrics: .init(mtu: 1234)
                ),
                flags: [.create, .exclusive]
            )
            let reply = try socket.perform(
                RTRoute.GetRoute(
                    header: .init(rtmFamily: RouteText.inet, rtmDstLen: 32),
                    dst: IPAddress("10.1.2.3")
                )
            )
            let printed = try #require(try ip("route get 10.1.2.3").first)
            #expect(reply.gateway.map { .string("\($0)") } == printed["gateway"] && reply.gateway == gateway)
            #expect(reply.dst.map { .string("\($0)") } == printed["dst"])
            #expect(reply.prefsrc.map { .string("\($0)") } == printed["prefsrc"])
            #expect(printed["dev"] == "near" && reply.oif == link)
            #expect(reply.metrics?.mtu == 1234 && reply.uid.map { .number($0) } == printed["uid"])
            let request = RTRoute.GetRoute(
                header: .init(rtmFamily: RouteText.inet, rtmDstLen: 32),
                dst: IPAddress("172.16.0.1")
            )
            let error = #expect(throws: NetlinkError.self) { try socket.perform(request) }
            #expect(error?.errno == .networkUnreachable)
        }
    }

    @Test func `Strict dumps leave out other tables, links, types and versions`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            let link = try prepare(&socket)
            for (table, address) in [(254, "10.0.0.0"), (100, "10.1.0.0")] as [(UInt8, String)] {
                try socket.perform(
                    RTRoute.NewRoute(
                        header: header(RouteText.inet, 16, table: table, scope: 253),
                        dst: IPAddress(address),
                        oif: link
                    ),
                    flags: [.create, .exclusive]
                )
            }
            let inet = RTRoute.Rtmsg(rtmFamily: RouteText.inet)
            let table = try socket.dump(RTRoute.GetRoute.Dump(header: inet, table: 100))
            #expect(table.map(\.dst) == [IPAddress("10.1.0.0")])
            let local = try socket.dump(
                RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet, rtmType: .local))
            )
            #expect(local.map(\.dst) == [IPAddress("192.0.2.1")])
            let own = try socket.dump(RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet, rtmProtocol: 4)))
            #expect(Set(own.map(\.dst)) == [IPAddress("10.0.0.0"), IPAddress("10.1.0.0")])
            let here = try socket.dump(RTRoute.GetRoute.Dump(header: inet, oif: link))
            #expect(here.count == 5 && here.allSatisfy { $0.oif == link })
            let elsewhere = try socket.dump(RTRoute.GetRoute.Dump(header: inet, oif: try socket.index("far")))
            #expect(elsewhere.isEmpty)
            let six = try socket.dump(RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet6)))
            #expect(!six.isEmpty && six.allSatisfy { $0.header.rtmFamily == RouteText.inet6 })

            let bad = RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet, rtmDstLen: 8))
            let error = #expect(throws: NetlinkError.self) { try socket.dump(bad) }
            guard case .kernel(let refusal) = error else { throw Unrefused() }
            #expect(refusal.errno == .invalidArgument)
            #expect(refusal.message == "Invalid values in header for FIB dump request")

            var options = NetlinkSocket.Options()
            options.checksStrictly = false
            var lax = try NetlinkSocket(.route, options: options)
            let all = try lax.dump(RTRoute.GetRoute.Dump(header: inet))
            #expect(try lax.dump(RTRoute.GetRoute.Dump(header: inet, table: 100)).count == all.count)
        }
    }

    @Test func `A thousand routes go in one batch, and one fails alone`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            let link = try prepare(&socket)
            let before = try socket.dump(RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet))).count
            func route(_ number: Int) -> RTRoute.NewRoute {
                let destination = IPv4Address(10, UInt8(number / 256), UInt8(number % 256), 0)
                let gateway = IPv4Address(number == 500 ? 198 : 192, 0, 2, 254)
                return RTRoute.NewRoute(
                    header: header(RouteText.inet, 24),
                    dst: .v4(destination),
                    oif: link,
                    gateway: .v4(gateway),
                    priority: UInt32(number)
                )
            }
            var batch = RequestBatch()
            for number in 0..<1000 { try batch.append(route(number), flags: [.create, .exclusive]) }
            let results = try socket.perform(batch)
            #expect(results.count == 1000)
            #expect(results.indices.filter { results[$0].error != nil } == [500])
            guard case .kernel(let refusal) = results[500].error else { throw Unrefused() }
            #expect(refusal.errno == .networkUnreachable && refusal.message == "Nexthop has invalid gateway")

            let routes = try socket.dump(RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet)))
            #expect(routes.count == before + 999)
            let made = routes.filter { $0.header.rtmProtocol == 4 }
            let wanted = (0..<1000).filter { $0 != 500 }
            #expect(made.compactMap(\.priority).sorted() == wanted.map { UInt32($0) }.filter { $0 != 0 })
            #expect(Set(made.map(\.dst)) == Set(wanted.map { route($0).dst }))
            try compareRoutes(&socket)

            var removal = RequestBatch()
            for number in 0..<1000 {
                let route = route(number)
                let header = header(RouteText.inet, 24, scope: 255)
                try removal.append(RTRoute.DelRoute(header: header, dst: route.dst, priority: route.priority))
            }
            let removed = try socket.perform(removal)
            #expect(removed.indices.filter { removed[$0].error != nil } == [500])
            #expect(removed[500].error?.errno == .noSuchProcess)
            #expect(try socket.dump(RTRoute.GetRoute.Dump(header: .init(rtmFamily: RouteText.inet))).count == before)
        }
    }

    @Test func `Errors name the attribute or tell the reason`() throws {
        try inNewNamespace {
            var socket = try NetlinkSocket(.route)
            let link = try prepare(&socket)
            let create: MessageFlags = [.create, .exclusive]
            let short = try socket.refusal(
                of: RTRoute.NewRoute(header: header(RouteText.inet, 24), dst: .other([10, 1]), oif: link),
                flags: create
            )
            #expect(short.errno == .outOfRange && short.attribute?.text == ".dst")
            let gateway = try socket.refusal(
                of: RTRoute.NewRoute(
                    header: header(RouteText.inet, 24),
                    dst: IPAddress("10.0.0.0"),
                    gateway: IPAddress("172.16.0.1")
                ),
                flags: create
            )
            #expect(gateway.errno == .networkUnreachable && gateway.message == "Nexthop has invalid gateway")
            let kind = try socket.refusal(
                of: RTRoute.NewRoute(
                    header: header(RouteText.inet, 24, RTRoute.RtmType(rawValue: 200)),
                    dst: IPAddress("10.0.0.0"),
                    oif: link
                ),
                flags: create
            )
            #expect(kind.errno == .invalidArgument && kind.message == "Invalid route type")
            let metric = try socket.refusal(
                of: RTRoute.NewRoute(
                    header: header(RouteText.inet, 24, scope: 253),
                    dst: IPAddress("10.0.0.0"),
                    oif: link,
                    metrics: .init(ccAlgo: "no-such-thing")
                ),
                flags: create
            )
            #expect(metric.errno == .invalidArgument && metric.message == "Unknown tcp congestion algorithm")
            #expect(metric.attribute == nil)
            let absent = try socket.refusal(
                of: RTRoute.DelRoute(header: header(RouteText.inet, 8), dst: IPAddress("10.0.0.0"))
            )
            #expect(absent.errno == .noSuchProcess)
        }
    }
}
