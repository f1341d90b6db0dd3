import Netlink
import NetlinkTesting
import OVSDatapath
import OVSFlow
import OVSPacket
import OVSVport
import Testing

@testable import OpenVSwitch

@Suite("Errors of execute")
struct ExecuteErrorTests {
    private static let failure = NetlinkError.timeLimitExceeded("ovs_packet execute", limit: .zero)

    @Test(
        "name an attribute that is too short or too long",
        arguments: [(13, "at least 14"), (65_532, "at most 65531")]
    )
    func namesInvalidAttribute(length: Int, text: String) throws {
        let request = OVSPacket.Execute(
            header: .init(dpIfindex: 6),
            packet: [UInt8](repeating: 0, count: length),
            key: OVSFlow.Key(inPort: 1),
            actions: [.output(2)]
        )
        var buffer = MessageBuffer()
        do throws(EncodeError) {
            try buffer.append(request, type: MessageType(rawValue: 0x26), sequence: 1)
            Issue.record("\(length) bytes are encoded")
        } catch {
            let error = ExecuteError(.invalidRequest(error, request: "ovs_packet execute"), datapath: 6)
            guard case .invalidAttribute(let reason) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(reason.attribute.description == ".packet")
            #expect(error.description.contains(text))
        }
    }

    @Test("of the socket stay what they are")
    func keepsOthers() {
        #expect(ExecuteError(Self.failure, datapath: 6) == .failed(Self.failure))
        let text = "packet not executed: there is no datapath with interface index 6"
        #expect(ExecuteError.noDatapath(6).description == text)
    }

    @Test("name an attribute that is missing, of a request that is not sent")
    func namesMissingAttribute() throws {
        let kernel = try NetlinkTesting.FakeKernel()
        kernel.on(OVSDatapath.Get.self) { _ in .reply(.init(header: .init(dpIfindex: 6), name: "dp0")) }
        kernel.on(dump: OVSVport.Get.Dump.self) { _ in [] as [OVSVport.Get.Reply] }
        kernel.on(OVSPacket.Execute.self) { _ in .acknowledge }
        kernel.register(OVSVport.Groups.ovsVport)
        kernel.inject(.refuse(.notSupported), into: OVSDatapath.Set.self)
        kernel.on(OVSDatapath.Set.self) { _ in .reply(.init(header: .init(dpIfindex: 6), name: "dp0")) }
        var upcalls = try UpcallSocket(datapath: 6, options: .init(), endpoint: kernel.endpoint)
        let packet = [UInt8](repeating: 0, count: 14)
        let parts: [(name: String, write: (inout AttributeBuilder<OVSPacket.PacketAttributes>) -> Void)] = [
            ("packet", { $0.packet(packet.rawSpan) }),
            ("key", { $0.key { $0.inPort(1) } }),
            ("actions", { $0.actions { _ in } }),
        ]
        for missing in parts {
            let error = #expect(throws: ExecuteError.self) {
                try upcalls.execute { message in
                    for part in parts where part.name != missing.name { part.write(&message) }
                }
            }
            #expect(error == .missingAttribute(AttributePath([.name(missing.name)])))
            #expect(error?.description == "packet not sent: attribute .\(missing.name) is missing")
        }
        #expect(try kernel.requests(OVSPacket.Execute.self).isEmpty)
        // The empty list of actions is there, and drops the packet.
        try upcalls.execute { message in for part in parts { part.write(&message) } }
        #expect(try kernel.requests(OVSPacket.Execute.self).map(\.actions) == [[]])
    }
}
