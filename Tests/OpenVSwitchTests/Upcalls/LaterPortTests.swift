import Netlink
import NetlinkTesting
import OVSDatapath
import OVSFlow
import OVSPacket
import OVSVport
import Synchronization
import Testing

@testable import OpenVSwitch

/// Upcalls that are dispatched by port, on a played datapath to which others add ports.
@Suite("Ports that are added later")
struct LaterPortTests {
    private let datapath: PlayedDatapath

    init() throws { datapath = try PlayedDatapath() }

    @Test("are registered by the next look for upcalls, once and for all")
    func registersOnce() throws {
        var upcalls = try datapath.upcalls()
        #expect(datapath.receivers == [0: upcalls.portID])
        try datapath.add(7)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        #expect(datapath.receivers == [0: upcalls.portID, 7: upcalls.portID])
        // Another program takes the port over; old kernels tell of it as of a new one.
        try datapath.set(7, receiver: 1234)
        try datapath.announce(7, command: 1)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        #expect(datapath.receivers[7] == 1234)
        try upcalls.registerPorts()
        #expect(datapath.receivers[7] == upcalls.portID)
    }

    @Test("are registered while somebody waits, and the wait goes on")
    func registersWhileWaiting() throws {
        var upcalls = try datapath.upcalls()
        let port = upcalls.portID
        datapath.whenRegistered(7) { kernel in try kernel.emit(Self.upcall(from: 7), command: 1, to: port) }
        try datapath.add(7)
        #expect(inPort(try upcalls.next()) == 7)
    }

    @Test("are registered also by a look through views")
    func registersWithViews() throws {
        var upcalls = try datapath.upcalls()
        try datapath.add(7)
        #expect(try upcalls.withNext(timeLimit: .zero) { _, _ in } == nil)
        #expect(datapath.receivers[7] == upcalls.portID)
        try datapath.kernel.emit(Self.upcall(from: 7), command: 1, to: upcalls.portID)
        let event = try upcalls.withNext(timeLimit: .zero) { upcall, _ in try upcall.key()?.inPort }
        #expect(event == .message(7))
    }

    @Test("are registered when they come back, also if there is no receiver of theirs")
    func registersAgain() throws {
        var upcalls = try datapath.upcalls()
        try datapath.add(7)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        try datapath.remove(7)
        try datapath.add(7)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        #expect(datapath.receivers[7] == upcalls.portID)
    }

    @Test("are no concern of ours if they are of another datapath, gone again, or changed")
    func ignoresOthers() throws {
        var upcalls = try datapath.upcalls()
        try datapath.announce(8, command: 1, of: 9)
        try datapath.announce(8, command: 4)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        #expect(try datapath.registrations() == [0])
        // Has come and gone.
        try datapath.announce(8, command: 1)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        #expect(try datapath.registrations() == [0, 8])
        #expect(datapath.receivers == [0: upcalls.portID])
    }

    @Test("are registered although upcalls come without end")
    func doesNotStarve() throws {
        var upcalls = try datapath.upcalls()
        try datapath.add(7)
        for _ in 0..<128 { try datapath.kernel.emit(Self.upcall(from: 1), command: 1, to: upcalls.portID) }
        for _ in 0..<128 { #expect(inPort(try upcalls.next(timeLimit: .zero)) == 1) }
        #expect(datapath.receivers[7] == upcalls.portID)
    }

    @Test(
        "are found after notifications were lost, and those of other programs left to them",
        .enabled(if: NetlinkTesting.FakeKernel.canOverflow, "needs CAP_NET_ADMIN")
    )
    func findsAfterLoss() throws {
        var upcalls = try datapath.upcalls()
        for port: UInt32 in 1...3 { try datapath.add(port) }
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        let listener = upcalls.ports?.notifications.portID
        datapath.kernel.overflow(try #require(listener), losing: 3)
        datapath.addInSilence(4, receiver: 1234)
        datapath.addInSilence(2, receiver: 1234)
        datapath.addInSilence(3, receiver: 0)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        let ours = upcalls.portID
        #expect(datapath.receivers == [0: ours, 1: ours, 2: 1234, 3: ours, 4: ours])
    }

    @Test("fail to be registered with an error that costs no upcall, and are tried again")
    func failsAndTriesAgain() throws {
        var upcalls = try datapath.upcalls()
        try datapath.add(7)
        datapath.kernel.inject(.refuse(.notPermitted), into: OVSVport.Set.self)
        let error = #expect(throws: NetlinkError.self) { try upcalls.next(timeLimit: .zero) }
        #expect(error?.errno == .notPermitted)
        try datapath.kernel.emit(Self.upcall(from: 1), command: 1, to: upcalls.portID)
        #expect(inPort(try upcalls.next(timeLimit: .zero)) == 1)
        #expect(datapath.receivers[7] == 0)
        #expect(try upcalls.next(timeLimit: .zero) == nil)
        #expect(datapath.receivers[7] == upcalls.portID)
    }

    /// An upcall of a packet that came through a port.
    private static func upcall(from port: UInt32) -> OVSPacket.Upcall {
        OVSPacket.Upcall(header: .init(dpIfindex: 6), key: .init(inPort: port), packet: Array(repeating: 0, count: 14))
    }

    private func inPort(_ event: OVSPacket.Event?) -> UInt32? {
        if case .miss(let upcall)? = event { upcall.key?.inPort } else { nil }
    }
}

/// The datapath 6 of a kernel that these tests play, with the local port and a receiver for each port.
private final class PlayedDatapath: Sendable {
    let kernel: NetlinkTesting.FakeKernel
    private let ports: Ports

    /// The ports; the kernel's handlers must not hold the kernel.
    private final class Ports: Sendable {
        let receivers = Mutex<[UInt32: UInt32]>([0: 0])
        let reactions = Mutex<[UInt32: @Sendable () -> Void]>([:])
    }

    init() throws {
        let (kernel, ports) = (try NetlinkTesting.FakeKernel(), Ports())
        self.kernel = kernel
        self.ports = ports
        let state = OVSDatapath.Get.Reply(header: .init(dpIfindex: 6), name: "dp0", userFeatures: .unaligned)
        kernel.register(OVSPacket.self)
        kernel.register(OVSVport.Groups.ovsVport)
        kernel.on(OVSDatapath.Get.self) { _ in .reply(state) }
        kernel.on(OVSDatapath.Set.self) { _ in .reply(state) }
        kernel.on(dump: OVSVport.Get.Dump.self) { _ in
            ports.receivers.withLock { $0.sorted { $0.key < $1.key } }.map { Self.port($0, receiver: $1) }
        }
        kernel.on(OVSVport.Set.self) { request in
            let (port, receiver) = (request.portNo ?? .max, request.upcallPid?.first ?? 0)
            let isThere = ports.receivers.withLock { receivers in
                guard receivers[port] != nil else { return false }
                receivers[port] = receiver
                return true
            }
            ports.reactions.withLock { $0.removeValue(forKey: port) }?()
            return isThere ? .reply(Self.port(port, receiver: receiver)) : .refuse(.noDevice)
        }
    }

    /// The receiver of each port.
    var receivers: [UInt32: UInt32] { ports.receivers.withLock { $0 } }

    /// A socket for upcalls by port.
    func upcalls() throws(NetlinkError) -> UpcallSocket {
        var options = UpcallSocket.Options()
        options.dispatch = .perVport
        return try UpcallSocket(datapath: 6, options: options, endpoint: kernel.endpoint)
    }

    /// Adds a port without a receiver, as another program does.
    func add(_ port: UInt32) throws {
        addInSilence(port, receiver: 0)
        try announce(port, command: 1)
    }

    /// Adds a port, or changes one, without anybody being told.
    func addInSilence(_ port: UInt32, receiver: UInt32) {
        ports.receivers.withLock { $0[port] = receiver }
    }

    /// Gives a port another receiver, as another program does.
    func set(_ port: UInt32, receiver: UInt32) throws {
        addInSilence(port, receiver: receiver)
        try announce(port, command: 4)
    }

    /// Removes a port.
    func remove(_ port: UInt32) throws {
        ports.receivers.withLock { $0[port] = nil }
        try announce(port, command: 2)
    }

    /// Tells all who listen of a port.
    func announce(_ port: UInt32, command: UInt16, of datapath: UInt32 = 6) throws {
        let receiver = receivers[port] ?? 0
        try kernel.emit(
            Self.port(port, receiver: receiver, of: datapath),
            command: command,
            to: OVSVport.Groups.ovsVport
        )
    }

    /// Does something when a port is registered.
    func whenRegistered(
        _ port: UInt32,
        _ body: @escaping @Sendable (NetlinkTesting.FakeKernel) throws -> Void
    ) {
        ports.reactions.withLock { $0[port] = { [weak kernel] in if let kernel { try? body(kernel) } } }
    }

    /// The ports that were registered, in that order.
    func registrations() throws -> [UInt32?] { try kernel.requests(OVSVport.Set.self).map(\.portNo) }

    private static func port(_ number: UInt32, receiver: UInt32, of datapath: UInt32 = 6) -> OVSVport.Get.Reply {
        OVSVport.Get.Reply(header: .init(dpIfindex: datapath), portNo: number, upcallPid: [receiver])
    }
}
