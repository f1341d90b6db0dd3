import Foundation
import Netlink
import NetlinkTesting
import OVSDatapath
import Testing

@Suite("The example of the documentation")
struct ExampleTests {
    @Test("runs")
    func runs() throws {
        let kernel = try FakeKernel()
        kernel.on(OVSDatapath.Get.self) { request in
            request.name == "br0" ? .reply(.init(header: .init(dpIfindex: 6), name: "br0")) : .refuse(.noDevice)
        }
        kernel.on(dump: OVSDatapath.Get.Dump.self) { _ in
            [.init(header: .init(dpIfindex: 6), name: "br0"), .init(header: .init(dpIfindex: 7), name: "br1")]
        }

        var socket = try kernel.socket()
        #expect(try socket.perform(OVSDatapath.Get(header: .init(), name: "br0")).header.dpIfindex == 6)
        #expect(try socket.dump(OVSDatapath.Get.Dump(header: .init())).map(\.name) == ["br0", "br1"])
        #expect(try kernel.requests(OVSDatapath.Get.self).map(\.name) == ["br0"])

        kernel.inject(.interrupt(.end), into: OVSDatapath.Get.Dump.self)
        #expect(try socket.dump(OVSDatapath.Get.Dump(header: .init())).count == 2)

        let gate = Gate()
        kernel.inject(.hold(gate), .twice, into: OVSDatapath.Get.self)
        #expect(throws: NetlinkError.self) {
            try socket.perform(OVSDatapath.Get(header: .init(), name: "br0"), timeLimit: .zero)
        }
        gate.open()

        kernel.register(OVSDatapath.Groups.ovsDatapath)
        try socket.join(OVSDatapath.Groups.ovsDatapath)
        try kernel.emit(
            OVSDatapath.Get.Reply(header: .init(dpIfindex: 8), name: "br2"),
            command: 1,
            to: OVSDatapath.Groups.ovsDatapath
        )

        guard case .new(let datapath) = try socket.nextEvent(of: OVSDatapath.self) else {
            Issue.record("no event of a new datapath")
            return
        }
        #expect(datapath.name == "br2")
    }

    @Test("is the code that is compiled here")
    func isCompiled() throws {
        let package = URL(filePath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        func lines(_ path: String) throws -> [String] {
            try String(contentsOf: package.appending(path: path), encoding: .utf8)
                .split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let code = try lines("Tests/NetlinkTestingTests/ExampleTests.swift").joined(separator: "\n")
        let article = try lines("Sources/NetlinkTesting/NetlinkTesting.docc/NetlinkTesting.md")
        let blocks = article.split(separator: "```swift").dropFirst().map { $0.prefix { $0 != "```" } }
        #expect(blocks.count == 4)
        for block in blocks {
            let text = block.joined(separator: "\n")
            #expect(code.contains(text), "not compiled: \(text)")
        }
    }
}
