import Netlink
import OVSDatapath
import OVSVport
import Testing

@testable import OpenVSwitch

/// Kernels of any age, played by the tests; there is a processor list on every Linux.
@Suite("Registration for upcalls")
struct RegistrationTests {
    private let registration = UpcallRegistration(datapath: 6, portID: 4321)
    private let first = FakeKernel.first
    private let processors = ProcessorList.possibleCount() ?? 0

    private func client(_ kernel: borrowing FakeKernel) throws -> NetlinkSocket {
        try kernel.client(knowing: OVSDatapath.name, OVSVport.name)
    }

    private func state(_ features: OVSDatapath.UserFeatures, pids: [UInt32]? = nil) -> OVSDatapath.Get.Reply {
        OVSDatapath.Get.Reply(header: .init(dpIfindex: 6), name: "dp0", userFeatures: features, perCpuPids: pids)
    }

    /// Answers the request of a position with the datapath.
    private func answer(
        _ position: UInt32,
        _ state: OVSDatapath.Get.Reply,
        _ kernel: borrowing FakeKernel,
        _ socket: borrowing NetlinkSocket
    ) throws {
        try kernel.reply(state, to: first + position, client: socket)
        try kernel.end(first + position, client: socket)
    }

    /// Answers the dump of a position with one port of another receiver and one of ours, and the request that follows.
    private func answerPorts(
        _ position: UInt32,
        _ kernel: borrowing FakeKernel,
        _ socket: borrowing NetlinkSocket
    ) throws {
        for (number, pid) in [(0, 4321), (7, 1234)] as [(UInt32, UInt32)] {
            let port = OVSVport.Get.Reply(header: .init(dpIfindex: 6), portNo: number, upcallPid: [pid])
            try kernel.reply(port, to: first + position, flags: .multi, client: socket)
        }
        try kernel.endDump(first + position, client: socket)
        let port = OVSVport.Get.Reply(header: .init(dpIfindex: 6), portNo: 7, upcallPid: [4321])
        try kernel.reply(port, to: first + position + 1, client: socket)
        try kernel.end(first + position + 1, client: socket)
    }

    /// Checks that the latest requests clear the feature, list the ports and register with port 7.
    private func expectPortsRegistered(_ requests: [[UInt8]], features: OVSDatapath.UserFeatures) throws {
        guard requests.count >= 3 else {
            Issue.record("\(requests.count) requests")
            return
        }
        let (change, registration) = (requests[requests.count - 3], requests[requests.count - 1])
        let set = try OVSDatapath.Set(Message(change.rawSpan))
        #expect(set.userFeatures == features)
        #expect(set.perCpuPids == nil)
        let port = try OVSVport.Set(Message(registration.rawSpan))
        #expect(port == OVSVport.Set(header: .init(dpIfindex: 6), portNo: 7, upcallPid: [4321]))
    }

    @Test("goes to all processors where the kernel can")
    func perCPU() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        let pids = Array(repeating: 4321 as UInt32, count: processors)
        try answer(0, state(.unaligned), kernel, socket)
        try answer(1, state([.unaligned, .dispatchUpcallPerCpu], pids: pids), kernel, socket)
        try answer(2, state([.unaligned, .dispatchUpcallPerCpu], pids: pids), kernel, socket)
        #expect(try registration.register(&socket, .automatic) == .perCPU)
        let requests = try kernel.requests()
        #expect(requests.count == 3)
        let change = requests.dropFirst().first ?? []
        let set = try OVSDatapath.Set(Message(change.rawSpan))
        #expect(set.userFeatures == [.unaligned, .dispatchUpcallPerCpu])
        #expect(set.perCpuPids == pids)
    }

    @Test("goes to the ports where the kernel refuses the feature")
    func refused() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try answer(0, state(.vportPids), kernel, socket)
        try kernel.end(first + 1, -95, client: socket)
        try answer(2, state(.vportPids), kernel, socket)
        try answerPorts(3, kernel, socket)
        #expect(try registration.register(&socket, .automatic) == .perVport(.refused))
        try expectPortsRegistered(try kernel.requests(), features: .vportPids)
    }

    @Test("goes to the ports where the kernel keeps the feature's bit and no more")
    func ignored() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try answer(0, state([]), kernel, socket)
        try answer(1, state(.dispatchUpcallPerCpu), kernel, socket)
        try answer(2, state(.dispatchUpcallPerCpu), kernel, socket)
        try answer(3, state([]), kernel, socket)
        try answerPorts(4, kernel, socket)
        #expect(try registration.register(&socket, .automatic) == .perVport(.ignored))
        try expectPortsRegistered(try kernel.requests(), features: [])
    }

    @Test("goes to the ports if the program wants it so, and turns the feature off")
    func requested() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try answer(0, state([.unaligned, .dispatchUpcallPerCpu], pids: [1]), kernel, socket)
        try answer(1, state(.unaligned), kernel, socket)
        try answerPorts(2, kernel, socket)
        #expect(try registration.register(&socket, .perVport) == .perVport(.requested))
        try expectPortsRegistered(try kernel.requests(), features: .unaligned)
    }

    @Test("does not mind a port that is removed meanwhile")
    func portVanishes() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        let port = OVSVport.Get.Reply(header: .init(dpIfindex: 6), portNo: 7, upcallPid: [0])
        try kernel.reply(port, to: first, flags: .multi, client: socket)
        try kernel.endDump(first, client: socket)
        try kernel.end(first + 1, -19, client: socket)
        try registration.registerPorts(&socket)
    }

    @Test("fails with the kernel's other errors")
    func fails() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try answer(0, state([]), kernel, socket)
        try kernel.end(first + 1, -1, client: socket)
        do throws(NetlinkError) {
            _ = try registration.register(&socket, .automatic)
            Issue.record("no error")
        } catch {
            #expect(error.errno == .notPermitted)
        }
    }
}
