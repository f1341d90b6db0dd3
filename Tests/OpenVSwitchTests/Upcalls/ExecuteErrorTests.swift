import Netlink
import OVSFlow
import OVSPacket
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
            let error = ExecuteError(.invalidRequest(error, request: "ovs_packet execute"), datapath: 6) { _ in }
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
        #expect(ExecuteError(Self.failure, datapath: 6) { _ in } == .failed(Self.failure))
        let text = "packet not executed: there is no datapath with interface index 6"
        #expect(ExecuteError.noDatapath(6).description == text)
    }

    @Test("find the first attribute that the kernel insists on")
    func findsMissingAttribute() {
        let packet = [UInt8](repeating: 0, count: 14)
        #expect(ExecuteError.missingAttribute { _ in }?.description == ".packet")
        #expect(ExecuteError.missingAttribute { $0.packet(packet.rawSpan) }?.description == ".key")
        let key = ExecuteError.missingAttribute { message in
            message.packet(packet.rawSpan)
            message.key { $0.inPort(1) }
        }
        #expect(key?.description == ".actions")
        let none = ExecuteError.missingAttribute { message in
            message.packet(packet.rawSpan)
            message.key { $0.inPort(1) }
            message.actions { _ in }
        }
        #expect(none == nil)
    }
}
