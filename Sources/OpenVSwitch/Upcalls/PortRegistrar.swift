import Netlink
import OVSVport

/// Registers the receiver of upcalls with the ports of a datapath, also with those that are added later.
///
/// A port is registered when it appears, and not again when another program takes it over: two programs that took ports
/// back from each other would never end. For the same reason notifications of changed ports are no reason to act; old
/// kernels give them the command `new` too (`ovs_vport_cmd_set`), so that the ports that have been seen are remembered.
struct PortRegistrar: ~Copyable {
    private let registration: UpcallRegistration

    /// Hears of ports that are added and removed.
    private(set) var notifications: NetlinkSocket

    /// The ports that have been seen.
    private var known: Set<UInt32> = []

    /// Whether ports may have been added that nobody told of, or that could not be registered.
    private var isBehind = false

    /// How many upcalls may still be received before notifications are looked at although nobody waits.
    private var turns = PortRegistrar.turn

    /// How many upcalls or notifications are taken in before the other ones are looked at.
    ///
    /// A look that finds nothing is a system call, a fraction of what receiving that many upcalls takes.
    private static var turn: Int { 64 }

    /// Begins to hear of ports.
    ///
    /// Then ``registerAll(_:)`` registers with those that are there: none is missed that is added in between.
    ///
    /// - Parameters:
    ///   - registration: The receiver.
    ///   - endpoint: Where notifications come from.
    /// - Throws: Why there cannot be notifications.
    init(_ registration: UpcallRegistration, endpoint: KernelEndpoint) throws(NetlinkError) {
        var options = NetlinkSocket.Options()
        // Enough for more than 1,000 ports, of which each causes a notification when it is registered.
        options.receiveBufferSize = 1 << 20
        var notifications = try NetlinkSocket(.generic, options: options, endpoint: endpoint)
        // Asks for the family's number as long as the answer is alone in the receive buffer.
        _ = try notifications.nextEvent(of: OVSVport.self, within: .zero)
        try notifications.join(OVSVport.Groups.ovsVport)
        self.notifications = notifications
        self.registration = registration
    }

    /// Registers with all ports that have another receiver.
    mutating func registerAll(_ requests: inout NetlinkSocket) throws(NetlinkError) {
        try register(&requests) { _ in true }
    }

    /// Counts an upcall, and after many of them looks for ports that have been added.
    mutating func takeTurn(_ requests: inout NetlinkSocket) throws(NetlinkError) {
        turns -= 1
        if turns <= 0 { try update(&requests) }
    }

    /// Waits until there is an upcall, and registers with ports that are added meanwhile.
    ///
    /// - Parameters:
    ///   - upcalls: Receives the upcalls.
    ///   - requests: Makes the requests.
    ///   - deadline: The end of the wait.
    /// - Returns: Whether another look for upcalls is worth it; `false` when the time is over.
    /// - Throws: Why ports cannot be registered.
    mutating func wait(
        for upcalls: borrowing NetlinkSocket,
        _ requests: inout NetlinkSocket,
        before deadline: Deadline
    ) throws(NetlinkError) -> Bool {
        if isBehind { try update(&requests) }
        let ready = try notifications.waitForInput(or: upcalls, before: deadline)
        if ready.own { try update(&requests) }
        return ready.other || ready.own && !deadline.hasPassed
    }
}

extension PortRegistrar {
    /// Takes in notifications that have come, and registers with ports that have been added.
    private mutating func update(_ requests: inout NetlinkSocket) throws(NetlinkError) {
        turns = Self.turn
        do throws(NetlinkError) {
            for _ in 0..<Self.turn {
                guard let event = try notifications.nextEvent(of: OVSVport.self, within: .zero) else { break }
                try take(event, &requests)
            }
            if isBehind { try catchUp(&requests) }
        } catch {
            isBehind = true
            throw error
        }
    }

    private mutating func take(_ event: OVSVport.Event, _ requests: inout NetlinkSocket) throws(NetlinkError) {
        switch event {
        case .new(let port) where port.header.dpIfindex == registration.datapath:
            guard let number = port.portNo, !known.contains(number) else { return }
            if port.upcallPid != [registration.portID] { try registration.register(with: [number], &requests) }
            known.insert(number)
        case .del(let port) where port.header.dpIfindex == registration.datapath:
            if let number = port.portNo { known.remove(number) }
        case .lost:
            isBehind = true
        default:
            break
        }
    }

    /// Registers with ports that have been added unnoticed: those not seen before, and those without any receiver, which
    /// may have been removed and added again.
    private mutating func catchUp(_ requests: inout NetlinkSocket) throws(NetlinkError) {
        try register(&requests) { [known] port in
            port.portNo.map { !known.contains($0) } ?? false || port.upcallPid == [0]
        }
    }

    /// Registers with all ports that a closure wants, unless they are registered already.
    private mutating func register(
        _ requests: inout NetlinkSocket,
        _ isWanted: (OVSVport.Get.Reply) -> Bool
    ) throws(NetlinkError) {
        let ports = try registration.ports(&requests)
        let others = ports.filter { $0.upcallPid != [registration.portID] && isWanted($0) }
        try registration.register(with: others.compactMap(\.portNo), &requests)
        known = Set(ports.compactMap(\.portNo))
        isBehind = false
    }
}
