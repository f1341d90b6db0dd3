import Netlink
import OVSDatapath
import Testing

@testable import OpenVSwitch

/// Kernels of any age, played by the tests; there is a processor list on every Linux.
@Suite("Registration for upcalls")
struct RegistrationTests {
    private let registration = UpcallRegistration(datapath: 6, portID: 4321)
    private let first = FakeKernel.first
    private let processors = ProcessorList.possibleCount() ?? 0

    private func client(_ kernel: borrowing FakeKernel) throws -> NetlinkSocket {
        try kernel.client(knowing: OVSDatapath.self)
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

    /// Checks that the latest request turns the feature off.
    private func expectFeatureOff(_ requests: [[UInt8]], leaving features: OVSDatapath.UserFeatures) throws {
        let change = try #require(requests.last)
        let set = try OVSDatapath.Set(Message(change.rawSpan))
        #expect(set.userFeatures == features)
        #expect(set.perCpuPids == nil)
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
        #expect(try registration.register(&socket, .automatic) == .perVport(.refused))
        try expectFeatureOff(try kernel.requests(), leaving: .vportPids)
    }

    @Test("goes to the ports where the kernel keeps the feature's bit and no more")
    func ignored() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        try answer(0, state([]), kernel, socket)
        try answer(1, state(.dispatchUpcallPerCpu), kernel, socket)
        try answer(2, state(.dispatchUpcallPerCpu), kernel, socket)
        try answer(3, state([]), kernel, socket)
        #expect(try registration.register(&socket, .automatic) == .perVport(.ignored))
        try expectFeatureOff(try kernel.requests(), leaving: [])
    }

    @Test("goes to the ports if the program wants it so; the processors are told, should another program ask them")
    func requested() throws {
        let kernel = try FakeKernel()
        var socket = try client(kernel)
        let pids = Array(repeating: 4321 as UInt32, count: processors)
        try answer(0, state([.unaligned, .dispatchUpcallPerCpu], pids: [1]), kernel, socket)
        try answer(1, state([.unaligned, .dispatchUpcallPerCpu], pids: pids), kernel, socket)
        try answer(2, state([.unaligned, .dispatchUpcallPerCpu], pids: pids), kernel, socket)
        try answer(3, state(.unaligned), kernel, socket)
        #expect(try registration.register(&socket, .perVport) == .perVport(.requested))
        let requests = try kernel.requests()
        #expect(requests.count == 4)
        try expectFeatureOff(requests, leaving: .unaligned)
        let change = requests.dropFirst().first ?? []
        #expect(try OVSDatapath.Set(Message(change.rawSpan)).perCpuPids == pids)
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
