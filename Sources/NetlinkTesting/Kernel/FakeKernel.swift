public import Netlink
import Synchronization

/// A kernel for tests, played by a thread of the test's own process.
///
/// Sockets that it opens are real ones and behave as always, but lead to it. It checks requests as Linux does, by the
/// descriptions in generated modules, and answers those for which there is a handler:
///
/// ```swift
/// let kernel = try FakeKernel()
/// kernel.on(NLCtrl.GetFamily.self) { request in
///     request.familyName == "demo" ? .reply(.init(familyId: 40, familyName: "demo")) : .refuse(.noEntry)
/// }
/// var socket = try kernel.socket()
/// ```
///
/// No privilege is needed, and nothing is shared with other kernels: any number of them can run at the same time.
///
/// It differs from Linux in that it answers from another thread, not before the request has been sent; that its answers
/// wait where a receive buffer is full, unless ``Fault/overflow(losing:after:)`` says otherwise; and that it does not know
/// the limits that policies set for numbers and lengths.
///
/// The thread ends with the value, so handlers must not hold it.
public final class FakeKernel: Sendable {
    let core: KernelCore

    /// Starts a kernel that knows the controller of generic netlink (`nlctrl`) and no other family.
    ///
    /// - Throws: `NetlinkError.systemCall`.
    public init() throws(NetlinkError) {
        let core = try KernelCore()
        self.core = core
        installController()
        try SystemCall.startThread("fake-kernel") { core.run() }
    }

    deinit { core.stop() }

    /// Opens a socket that leads to this kernel.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What is spoken on it.
    ///   - options: How it behaves.
    /// - Returns: The socket.
    /// - Throws: `NetlinkError.systemCall`.
    public func socket(
        _ netlinkProtocol: NetlinkProtocol = .generic,
        options: NetlinkSocket.Options = NetlinkSocket.Options()
    ) throws(NetlinkError) -> NetlinkSocket {
        try NetlinkSocket(netlinkProtocol, options: options, endpoint: endpoint)
    }

    /// The way to this kernel.
    package var endpoint: KernelEndpoint {
        var endpoint = KernelEndpoint(port: core.port, transport: KernelCore.transport)
        endpoint.player = core
        return endpoint
    }

    /// Whether errors leave out the request that they are about, as sockets ask for (`NETLINK_CAP_ACK`): yes, unless a
    /// test says otherwise.
    public var capsAcknowledgements: Bool {
        get { core.state.withLock { $0.isCapping } }
        set { core.state.withLock { $0.isCapping = newValue } }
    }

    /// Whether ``Fault/overflow(losing:after:)`` is reported by the system itself: it takes `CAP_NET_ADMIN`.
    public static var canOverflow: Bool {
        guard let descriptor = try? SocketDescriptor(KernelCore.transport) else { return false }
        return (try? SystemCall.setOption(.addMembership, of: descriptor.number, to: 1)) != nil
    }
}
