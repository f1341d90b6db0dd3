public import Netlink
public import OVSPacket

/// Receives the upcalls of a datapath and sends packets on their way.
///
/// ```swift
/// var upcalls = try UpcallSocket(datapath: index)
/// while let event = try upcalls.next() {
///     guard case .miss(let upcall) = event, let request = upcall.execute([.output(2)]) else { continue }
///     try upcalls.execute(request)
/// }
/// ```
///
/// All upcalls of the datapath go to this socket from now on, whoever received them before. A packet that caused a
/// `miss` is dropped unless it is executed. When the value is gone, the kernel drops packets without a flow and counts
/// them as lost.
///
/// There are several netlink sockets inside, so that upcalls do not crowd out the answers to requests.
public struct UpcallSocket: ~Copyable {
    /// The datapath: the interface index of its local port.
    public let datapath: UInt32

    /// How the datapath chose the socket that an upcall goes to when this one was registered, and why.
    public let mode: UpcallMode

    /// The port id that receives the upcalls.
    ///
    /// In userspace actions it is the receiver, unless upcalls are dispatched by processor (`output_userspace`).
    public var portID: UInt32 { upcalls.portID }

    /// Receives upcalls and nothing else.
    @usableFromInline var upcalls: NetlinkSocket

    /// Makes requests.
    @usableFromInline var requests: NetlinkSocket

    /// Registers with ports that are added later; `nil` if upcalls are dispatched by processor.
    var ports: PortRegistrar?

    /// Registers a socket for the upcalls of a datapath.
    ///
    /// - Parameters:
    ///   - datapath: The interface index of its local port.
    ///   - options: How the socket behaves.
    /// - Throws: `NetlinkError`, mostly `ENODEV` if there is no such datapath, or `EPERM`.
    public init(datapath: UInt32, options: Options = Options()) throws(NetlinkError) {
        try self.init(datapath: datapath, options: options, endpoint: KernelEndpoint())
    }

    /// Registers a socket with the kernel, or with a process that plays it.
    package init(datapath: UInt32, options: Options, endpoint: KernelEndpoint) throws(NetlinkError) {
        var receiving = NetlinkSocket.Options()
        receiving.receiveBufferSize = options.receiveBufferSize
        var upcalls = try NetlinkSocket(.generic, options: receiving, endpoint: endpoint)
        // Asks for the family's number as long as the answer is alone in the receive buffer.
        _ = try upcalls.nextEvent(of: OVSPacket.self, within: .zero)
        var requests = try NetlinkSocket(.generic, options: NetlinkSocket.Options(), endpoint: endpoint)
        let registration = UpcallRegistration(datapath: datapath, portID: upcalls.portID)
        let mode = try registration.register(&requests, options.dispatch)
        if mode == .perCPU {
            ports = nil
        } else {
            var ports = try PortRegistrar(registration, endpoint: endpoint)
            try ports.registerAll(&requests)
            self.ports = consume ports
        }
        self.mode = mode
        self.datapath = datapath
        self.upcalls = upcalls
        self.requests = requests
    }

    /// Waits for the next upcall.
    ///
    /// If upcalls are dispatched by port, this is also where ports are registered that others add. While nobody calls
    /// it, packets from such ports are dropped, and count as lost.
    ///
    /// - Parameter timeLimit: The longest time to wait; `nil` waits for ever.
    /// - Returns: A `miss`, an `action`, or how many were `lost` since the receive buffer was full; `nil` if nothing
    ///   came in time.
    /// - Throws: `NetlinkError` if the kernel sent something malformed or the socket failed; the next call
    ///   goes on with the next upcall.
    public mutating func next(timeLimit: Duration? = nil) throws(NetlinkError) -> OVSPacket.Event? {
        var event: OVSPacket.Event?
        try receive(within: timeLimit) { upcalls, _, timeLimit throws(NetlinkError) in
            event = try upcalls.nextEvent(of: OVSPacket.self, within: timeLimit)
            return event != nil
        }
        return event
    }
}

extension UpcallSocket {
    /// How a socket behaves.
    public struct Options: Hashable, Sendable {
        /// The size of the kernel's receive buffer in bytes, which bounds the upcalls that wait; `nil` leaves the
        /// system's default.
        public var receiveBufferSize: Int? = 4 << 20

        /// How the datapath shall choose the socket that an upcall goes to.
        public var dispatch = Dispatch.automatic

        /// Creates the default options.
        public init() {}
    }

    /// How a datapath shall choose the socket that an upcall goes to.
    public enum Dispatch: Hashable, Sendable {
        /// By processor where the kernel can, otherwise by port.
        case automatic

        /// By port.
        case perVport
    }
}

extension NetlinkSocket {
    /// Waits for an event; `nil` if there is none in time.
    mutating func nextEvent<Family: EventFamily>(
        of family: Family.Type,
        within timeLimit: Duration?
    ) throws(NetlinkError) -> Family.Event? {
        let event = try receiveEvent(of: Family.self, within: timeLimit) { message throws(DecodeError) in
            try Family.Event(message)
        }
        return switch event {
        case .message(let event): event
        case .lost(let count): .lost(count)
        case nil: nil
        }
    }

    /// Waits for an event and shows it to a closure; `nil` if there is none in time.
    @inlinable @inline(__always)
    mutating func receiveEvent<Family: EventFamily, Value>(
        of family: Family.Type,
        within timeLimit: Duration?,
        _ body: (Message) throws(DecodeError) -> Value
    ) throws(NetlinkError) -> ReceivedEvent<Value>? {
        do throws(NetlinkError) {
            return try withNextEvent(of: Family.self, timeLimit: timeLimit, body)
        } catch .timeLimitExceeded {
            return nil
        } catch .datagramTruncated {
            // A message longer than all before it; the next one of its length is received whole.
            return .lost(1)
        }
    }
}
