import Testing

@testable import Netlink

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// What sockets write to a recording, against a kernel that the tests play.
@Suite struct NetlinkRecordingTests {
    private func options(_ recording: NetlinkRecording) -> NetlinkSocket.Options {
        var options = NetlinkSocket.Options()
        options.recording = recording
        return options
    }

    @Test func bytesOfTheFile() throws {
        let file = TemporaryFile("bytes.pcap")
        let recording = try NetlinkRecording(path: file.path)
        recording.write(
            [1, 2, 3].rawSpan,
            length: 5,
            CookedHeader(.multicast, .netfilter),
            at: .seconds(0x0102_0304) + .nanoseconds(999_999_999)
        )
        try recording.close()
        let expected = hex(
            """
            4d3cb2a1 0200 0400 00000000 00000000 00000400 fd000000
            04030201 ffc99a3b 13000000 15000000
            0002 0338 0000000000000000 0000 000c
            010203
            """
        )
        #expect(try SystemCall.contents(ofFile: file.path) == expected)
        let datagram = try #require(NetlinkCapture(path: file.path).datagrams.first)
        #expect(
            datagram
                == CapturedDatagram(
                    [1, 2, 3],
                    direction: .receivedFromGroup,
                    netlinkProtocol: .netfilter,
                    time: .seconds(0x0102_0304) + .nanoseconds(999_999_999),
                    originalLength: 5
                )
        )
    }

    @Test func requestAndAnswer() throws {
        let file = TemporaryFile("exchange.pcap")
        let recording = try NetlinkRecording(path: file.path)
        let kernel = try FakeKernel()
        var socket = try kernel.client(options: options(recording))
        let answer = Demo.Object(index: 1, name: "one").bytes(sequence: FakeKernel.first, portID: socket.portID)
        try kernel.send(answer, to: socket)
        try kernel.send(errorMessage(0, sequence: FakeKernel.first), to: socket)
        let before = SystemCall.time()
        _ = try socket.perform(Demo.Get(1))
        let after = SystemCall.time()
        try recording.close()
        let datagrams = try NetlinkCapture(path: file.path).datagrams
        #expect(datagrams.map(\.direction) == [.sent, .received, .received])
        #expect(datagrams.map(\.netlinkProtocol) == [.userSocket, .userSocket, .userSocket])
        #expect(datagrams.dropFirst().map(\.bytes) == [answer, errorMessage(0, sequence: FakeKernel.first)])
        let times = datagrams.map(\.time)
        #expect(times == times.sorted())
        #expect(times.allSatisfy { before...after ~= $0 })
        var buffer = ReceiveBuffer(capacity: 65536)
        #expect(try buffer.receive(from: kernel.descriptor))
        #expect(datagrams.first?.bytes == [UInt8](buffer.datagram))
        // A closed recording takes nothing more, and that is no failure.
        _ = try? socket.perform(Demo.Get(2), timeLimit: .zero)
        #expect(try NetlinkCapture(path: file.path).datagrams.count == 3)
        #expect(recording.failure == nil)
        #expect(recording.missingDatagrams == 0)
    }

    @Test(.needsMulticast) func datagramsOfGroups() throws {
        let file = TemporaryFile("group.pcap")
        let recording = try NetlinkRecording(path: file.path)
        let kernel = try FakeKernel(group: 19)
        var socket = try kernel.client(options: options(recording))
        try socket.join(kernel.demoGroup)
        kernel.multicast(Demo.Object(index: 4).bytes())
        _ = try socket.nextEvent(of: Demo.self, timeLimit: .seconds(5))
        #expect(try NetlinkCapture(path: file.path).datagrams.map(\.direction) == [.receivedFromGroup])
    }

    @Test func datagramsOfOthersAreNotRecorded() throws {
        let file = TemporaryFile("stranger.pcap")
        let recording = try NetlinkRecording(path: file.path)
        let kernel = try FakeKernel()
        let stranger = try FakeKernel()
        var socket = try kernel.client(options: options(recording))
        try stranger.send(Demo.Object(index: 4).bytes(), to: socket)
        #expect(throws: NetlinkError.self) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
        #expect(try NetlinkCapture(path: file.path).datagrams.isEmpty)
    }

    @Test func datagramsThatDidNotFitAreCut() throws {
        let file = TemporaryFile("cut.pcap")
        let recording = try NetlinkRecording(path: file.path)
        let kernel = try FakeKernel()
        var socket = try kernel.client(options: options(recording), capacity: 24)
        let event = Demo.Object(index: 4, name: "longer than 24").bytes()
        try kernel.send(event, to: socket)
        #expect(throws: NetlinkError.datagramTruncated(length: event.count, capacity: 24)) {
            try socket.nextEvent(of: Demo.self, timeLimit: .zero)
        }
        let datagram = try #require(NetlinkCapture(path: file.path).datagrams.first)
        #expect(datagram.bytes == Array(event.prefix(24)))
        #expect(datagram.originalLength == event.count)
    }

    @Test func noRecordIsLongerThanReadersTake() throws {
        let file = TemporaryFile("long.pcap")
        let recording = try NetlinkRecording(path: file.path)
        let bytes = [UInt8](repeating: 7, count: 300_000)
        recording.write(bytes.rawSpan, length: bytes.count, CookedHeader(.host, .route), at: .zero)
        let datagram = try #require(NetlinkCapture(path: file.path).datagrams.first)
        #expect(datagram.bytes.count == 262_144 - 16)
        #expect(datagram.originalLength == 300_000)
    }

    @Test func socketsShareARecording() async throws {
        let file = TemporaryFile("shared.pcap")
        let recording = try NetlinkRecording(path: file.path)
        let options = options(recording)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index: UInt32 in 0..<8 {
                group.addTask {
                    let kernel = try FakeKernel()
                    var socket = try kernel.client(options: options)
                    for round: UInt32 in 0..<200 {
                        let sequence = FakeKernel.first + round
                        try kernel.send(errorMessage(0, sequence: sequence), to: socket)
                        try socket.perform(Demo.Change(index))
                    }
                }
            }
            try await group.waitForAll()
        }
        try recording.close()
        let datagrams = try NetlinkCapture(path: file.path).datagrams
        #expect(datagrams.count == 8 * 200 * 2)
        #expect(datagrams.filter { $0.direction == .sent }.count == 8 * 200)
    }

    @Test func filesThatCannotBeMade() {
        #expect(throws: CaptureError.file("/no folder/x", .systemCall("open", .noEntry))) {
            try NetlinkRecording(path: "/no folder/x")
        }
        // A device that is always full.
        #expect(throws: CaptureError.file("/dev/full", .systemCall("write", Errno(rawValue: 28)))) {
            try NetlinkRecording(path: "/dev/full")
        }
    }

    /// The disk is full from some moment on: the file's descriptor leads to a device that always is.
    @Test func failuresDoNotDisturbTheTraffic() throws {
        let file = TemporaryFile("full.pcap")
        let descriptor = try SystemCall.createFile(file.path)
        let recording = try NetlinkRecording(path: file.path, descriptor: descriptor)
        let kernel = try FakeKernel()
        var socket = try kernel.client(options: options(recording))
        try kernel.send(errorMessage(0, sequence: FakeKernel.first), to: socket)
        try socket.perform(Demo.Change(1))
        let full = try SystemCall.createFile("/dev/full")
        try #require(dup2(full, descriptor) == descriptor)
        SystemCall.close(full)
        for sequence in FakeKernel.first + 1...FakeKernel.first + 3 {
            try kernel.send(errorMessage(0, sequence: sequence), to: socket)
            try socket.perform(Demo.Change(1))
        }
        let failure = CaptureError.file(file.path, .systemCall("write", Errno(rawValue: 28)))
        #expect(recording.failure == failure)
        #expect(recording.missingDatagrams == 6)
        #expect(throws: failure) { try recording.close() }
        #expect(try NetlinkCapture(path: file.path).datagrams.count == 2)
    }
}
