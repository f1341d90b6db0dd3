import Foundation
import Netlink
import NetlinkTesting
import Testing

/// Recorded answers as fixtures.
@Suite struct PlaybackTests {
    /// What a program asks, here and there.
    private func ask(_ socket: inout NetlinkSocket) throws -> [String] {
        var told = ["\(try socket.perform(Netdev.DevGet(ifindex: 7)).ifindex)"]
        told += try socket.dump(Netdev.DevGet.Dump()).map { "\($0.ifindex)" }
        told.append(
            "\(#expect(throws: NetlinkError.self) { try socket.perform(Netdev.DevGet(ifindex: 8)) }, default: "")"
        )
        told.append("\(try socket.perform(Netdev.DevGet(ifindex: 7)).ifindex)")
        return told
    }

    @Test func recordedAnswersAreGivenAgain() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "playback-\(UUID()).pcap").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let original = try FakeKernel()
        original.on(Netdev.DevGet.self) { $0.ifindex == 7 ? .reply($0) : .refuse(.noDevice, "none", at: "ifindex") }
        original.on(dump: Netdev.DevGet.Dump.self) { _ in (1...50).map { Netdev.DevGet(ifindex: $0) } }
        let recording = try NetlinkRecording(path: path)
        var options = NetlinkSocket.Options()
        options.recording = recording
        var socket = try original.socket(options: options)
        let told = try ask(&socket)
        try recording.close()

        // A kernel that knows nothing but the capture, and a socket whose requests have other numbers.
        let player = try FakeKernel()
        player.play(try NetlinkCapture(path: path))
        var other = try player.socket()
        #expect(try ask(&other) == told)
        #expect(told.count == 53)
        #expect(throws: NetlinkError.self) { try other.perform(Netdev.DevGet(ifindex: 9)) }
        #expect(try player.requests.count > 4)
    }

    @Test func captureOfTheRunningKernel() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "playback-\(UUID()).pcap").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let recording = try NetlinkRecording(path: path)
        var options = NetlinkSocket.Options()
        options.recording = recording
        var real = try NetlinkSocket(.generic, options: options)
        let families = try real.families()
        let controller = try real.family(named: "nlctrl")
        #expect(throws: NetlinkError.familyNotFound("absent")) { try real.family(named: "absent") }
        try recording.close()

        let player = try FakeKernel()
        player.play(try NetlinkCapture(path: path))
        var socket = try player.socket()
        #expect(try socket.families() == families)
        #expect(try socket.family(named: "nlctrl") == controller)
        #expect(throws: NetlinkError.familyNotFound("absent")) { try socket.family(named: "absent") }
    }

    /// As a recording of many threads can have it.
    @Test func requestBehindItsAnswer() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "playback-\(UUID()).pcap").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let recording = try NetlinkRecording(path: path)
        var options = NetlinkSocket.Options()
        options.recording = recording
        var real = try NetlinkSocket(.generic, options: options)
        let controller = try real.family(named: "nlctrl")
        try recording.close()

        var capture = try NetlinkCapture(path: path)
        #expect(capture.datagrams.first?.direction == .sent)
        capture.datagrams.reverse()
        let player = try FakeKernel()
        player.play(capture)
        var socket = try player.socket()
        #expect(try socket.family(named: "nlctrl") == controller)
        #expect(try player.requests.count == 1)
    }
}
