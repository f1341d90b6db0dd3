import Testing

@testable import Netlink

/// Recordings of what the running kernel says.
@Suite(.tags(.kernel)) struct RecordingKernelTests {
    private func recording(_ file: borrowing TemporaryFile) throws -> (NetlinkRecording, NetlinkSocket.Options) {
        var options = NetlinkSocket.Options()
        let recording = try NetlinkRecording(path: file.path)
        options.recording = recording
        return (recording, options)
    }

    /// The replies in a capture, which are neither acknowledgements nor ends of dumps.
    private func replies<Reply: NetlinkMessage>(in capture: NetlinkCapture, as type: Reply.Type) throws -> [Reply] {
        var replies: [Reply] = []
        for datagram in capture.datagrams where datagram.direction == .received {
            var messages = datagram.messages
            while let message = try messages.next() {
                if !message.type.isControl { replies.append(try Reply(message)) }
            }
        }
        return replies
    }

    @Test func dumpIsReadBack() throws {
        let file = TemporaryFile("families.pcap")
        let (recording, options) = try recording(file)
        var socket = try NetlinkSocket(options: options)
        let live = try socket.dump(NLCtrl.GetFamily.Dump())
        try recording.close()
        let capture = try NetlinkCapture(path: file.path)
        #expect(!live.isEmpty)
        #expect(try replies(in: capture, as: NLCtrl.GetFamily.Dump.Reply.self) == live)
        #expect(capture.datagrams.first?.direction == .sent)
        #expect(capture.datagrams.allSatisfy { $0.netlinkProtocol == .generic && !$0.isTruncated })
    }

    @Test func connectionsRecordAllOfTheirSockets() async throws {
        let file = TemporaryFile("connection.pcap")
        let (recording, socketOptions) = try recording(file)
        var options = NetlinkConnection.Options()
        options.socket = socketOptions
        let netlink = try NetlinkConnection(options: options)
        let controller = try await netlink.perform(NLCtrl.GetFamily(familyName: "nlctrl"))
        var live = [controller]
        for try await family in netlink.dump(NLCtrl.GetFamily.Dump()) { live.append(family) }
        try recording.close()
        let capture = try NetlinkCapture(path: file.path)
        #expect(try replies(in: capture, as: NLCtrl.GetFamily.Dump.Reply.self) == live)
        #expect(capture.datagrams.filter { $0.direction == .sent }.count == 2)
    }

    /// Other programs must understand the file: libpcap, by way of tcpdump, and Wireshark's dissectors.
    @Test(.oneAtATime) func otherProgramsOpenTheFile() throws {
        let file = TemporaryFile("others.pcap")
        let (recording, options) = try recording(file)
        var generic = try NetlinkSocket(options: options)
        _ = try generic.perform(NLCtrl.GetFamily(familyName: "nlctrl"))
        var route = try NetlinkSocket(.route, options: options)
        _ = try route.dump(Route.GetAddresses())
        try recording.close()
        let count = try NetlinkCapture(path: file.path).datagrams.count

        if let lines = output(of: "tcpdump --count -r \(file.path) 2>&1") {
            #expect(lines.contains { $0.contains("link-type NETLINK (Linux netlink)") })
            #expect(lines.last == "\(count) packets")
        } else {
            print("SKIPPED: the program 'tcpdump' is not installed")
        }

        let fields = "-e netlink.family -e netlink-route.nltype -e genl.ctrl.family_name"
        guard let lines = output(of: "tshark -r \(file.path) -T fields \(fields) -E occurrence=f 2>/dev/null") else {
            print("SKIPPED: the program 'tshark' is not installed")
            return
        }
        #expect(lines.count == count)
        // Generic netlink: the question, which has the name too, the answer and the acknowledgement.
        #expect(lines.first == "0x0010\t\tnlctrl")
        #expect(lines.filter { $0.hasSuffix("\tnlctrl") }.count == 2)
        // Routing: RTM_GETADDR, then RTM_NEWADDR or the end.
        #expect(lines.contains("0x0000\t22\t"))
        #expect(lines.last?.hasPrefix("0x0000\t") == true)
    }

    /// What `tcpdump -i nlmon0 -w` captured on Linux 6.12; `Fixtures/README.md` tells of what.
    @Test func capturesOfADeviceAreRead() throws {
        let path = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
        let capture = try NetlinkCapture(path: "/\(path)/Fixtures/nlmon.pcap")
        #expect(capture.datagrams.count == 30)
        #expect(capture.datagrams.filter { $0.direction == .sent }.count == 14)
        #expect(capture.datagrams.map(\.netlinkProtocol) == [.route] * 27 + [.generic] * 3)
        #expect(capture.datagrams.first?.time == .seconds(1_795_612_409) + .microseconds(300_794))
        let generic = NetlinkCapture(Array(capture.datagrams.suffix(3)))
        let families = try replies(in: generic, as: NLCtrl.GetFamily.Dump.Reply.self)
        #expect(families.first?.familyName == "nlctrl")
        #expect(families.last?.familyName == "TASKSTATS")
    }
}

/// A value a number of times.
private func * <Value>(values: [Value], count: Int) -> [Value] {
    (0..<count).flatMap { _ in values }
}
