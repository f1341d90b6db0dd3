import Foundation
import Netlink
import NetlinkTesting
import OVSFlow
import OVSPacket
import RTLink
import Routing
import Synchronization
import Testing

/// The code of the tour in README.md, compiled and run.
///
/// ``ReadmeTests`` sees to it that both stay the same.
@Suite("The tour")
struct TourTests {
    @Test("lists families of the running kernel")
    func listsFamilies() throws {
        var printed: [String] = []
        func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

        var socket = try NetlinkSocket()
        for family in try socket.dump(NLCtrl.GetFamily.Dump()) {
            print(family.familyName ?? "?", family.ops?.count ?? 0, family.mcastGroups?.map(\.name) ?? [])
        }

        #expect(printed.contains { $0.hasPrefix("nlctrl 2 ") })
    }

    @Test("shares a connection")
    func sharesConnection() async throws {
        var printed: [String] = []
        func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

        let netlink = try NetlinkConnection()
        async let controller = netlink.perform(NLCtrl.GetFamily(familyName: "nlctrl"))
        for try await family in netlink.dump(NLCtrl.GetFamily.Dump()) {
            print(family.familyName ?? "?", family.ops?.count ?? 0)
        }
        print("controller", try await controller.familyId ?? 0)

        #expect(printed.contains { $0.hasPrefix("nlctrl 2") })
        #expect(printed.contains("controller 16"))
    }

    @Test("follows links")
    func followsLinks() async throws {
        let printed = Mutex<[String]>([])
        @Sendable func print(_ items: Any...) {
            printed.withLock { $0.append(items.map { "\($0)" }.joined(separator: " ")) }
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        }

        let task = Task {
            let netlink = try NetlinkConnection(.route)
            for try await change in netlink.follow(RTLink.GetLink.Dump()) {
                switch change {
                case .snapshot(let links): print(links.count, "links")
                case .added(let link): print("new", link.ifname ?? "?")
                case .changed(let link, let old): print("changed", old.ifname ?? "?", link.ifname ?? "?")
                case .removed(let link): print("gone", link.ifname ?? "?")
                case .lost(let count): print("lost", count ?? 0, "messages, changes follow")
                case .resynchronized: print("up to date")
                }
            }
        }

        await #expect(throws: NetlinkError.self) { try await task.value }
        #expect(printed.withLock { $0 }.first?.hasSuffix(" links") == true)
    }

    @Test("reads events until it is cancelled")
    func readsEvents() async throws {
        @Sendable func handle(_ event: OVSPacket.Event) { Issue.record("\(event)") }

        let netlink = try NetlinkConnection()
        let task = Task {
            let events = try await netlink.events(of: OVSPacket.self)
            for try await event in events { handle(event) }
        }
        task.cancel()

        // Without the module there is no family.
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        if case .cancelled = error { return }
        #expect(error == .familyNotFound("ovs_packet"))
    }

    @Test("sends a packet, or learns why not")
    func sendsPacket() throws {
        let (frame, key) = ([UInt8](repeating: 0, count: 60), OVSFlow.Key(inPort: 1))
        var printed = ""
        func print(_ error: NetlinkError) { printed = "\(error)" }

        let actions: [OVSFlow.Action] = [.popVlan, .output(2)]
        do throws(NetlinkError) {
            var socket = try NetlinkSocket()
            try socket.perform(
                OVSPacket.Execute(header: .init(dpIfindex: 6), packet: frame, key: key, actions: actions)
            )
        } catch {
            print(error)
        }

        // Without the module there is no family; with it, there is no datapath 6 here, or no permission.
        #expect(printed.contains("ovs_packet"))
    }

    @Test("answers an upcall without a copy")
    func answersUpcall() throws {
        let datagram = Self.upcall
        let (family, port) = (MessageType(rawValue: 0x26), UInt32(2))
        var out = MessageBuffer()

        var messages = Messages(datagram.rawSpan)
        while let message = try messages.next() {
            let upcall = try OVSPacket.PacketView(message)
            guard let packet = upcall.packet, let key = upcall.keyBytes else { continue }
            try out.append(OVSPacket.Execute.self, type: family, header: upcall.header) { request in
                request.packet(packet)
                request.key(key)
                request.actions { actions in actions.output(port) }
            }
        }

        let execute = try OVSPacket.Execute(Message(out.bytes))
        #expect(execute.header.dpIfindex == 7)
        #expect(execute.packet.count == 14)
        #expect(execute.actions == [.output(2)])
    }

    @Test("tells events apart")
    func tellsEventsApart() throws {
        let datagram = Self.upcall
        var printed: [String] = []
        func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }

        func handle(_ event: OVSPacket.Event) {
            switch event {
            case .miss(let upcall): print("miss", upcall.packet?.count ?? 0, upcall.hash ?? 0)
            case .action(let upcall): print("action", upcall.userdata ?? [])
            case .lost(let count): print("lost", count ?? 0)
            case .unknown(let command, _): print("unknown", command)
            }
        }

        handle(try OVSPacket.Event(Message(datagram.rawSpan)))
        handle(.lost(3))
        #expect(printed == ["miss 14 0", "lost 3"])
    }

    @Test("names the attribute that the kernel does not accept")
    func namesAttribute() throws {
        var printed = ""
        func print(_ error: NetlinkError) { printed = "\(error)" }

        do throws(NetlinkError) {
            var socket = try NetlinkSocket()
            _ = try socket.perform(NLCtrl.GetFamily())
        } catch {
            print(error)
        }

        #expect(printed.contains("nlctrl getfamily"))
        #expect(printed.contains("EINVAL"))
    }

    @Test("records what passes")
    func recordsWhatPasses() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pcap").path
        defer { try? FileManager.default.removeItem(atPath: path) }

        let recording = try NetlinkRecording(path: path)
        var options = NetlinkSocket.Options()
        options.recording = recording
        var socket = try NetlinkSocket(options: options)
        let families = try socket.dump(NLCtrl.GetFamily.Dump())
        try recording.close()

        #expect(!families.isEmpty)
        #expect(try NetlinkCapture(path: path).datagrams.map(\.direction).prefix(2) == [.sent, .received])
    }

    @Test("plays the kernel")
    func playsKernel() throws {
        let (frame, key) = ([UInt8](repeating: 0, count: 60), OVSFlow.Key(inPort: 1))

        let kernel = try FakeKernel()
        kernel.on(OVSPacket.Execute.self) { request in
            request.header.dpIfindex == 6 ? .acknowledge : .refuse(.noDevice)
        }
        kernel.inject(.overflow(losing: 3), into: OVSPacket.Execute.self)

        var socket = try kernel.socket()
        let request = OVSPacket.Execute(header: .init(dpIfindex: 6), packet: frame, key: key, actions: [.output(2)])
        #expect(throws: NetlinkError.self) { try socket.perform(request) }
        #expect(try kernel.requests(OVSPacket.Execute.self).first?.actions == [.output(2)])
    }

    /// A miss of datapath 7 with an empty key and an Ethernet header for a packet.
    private static let upcall: [UInt8] = [
        48, 0, 0, 0, 0x26, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, 1, 0, 0, 7, 0, 0, 0,
        4, 0, 2, 0,
        18, 0, 1, 0, 2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0, 0,
    ]
}
