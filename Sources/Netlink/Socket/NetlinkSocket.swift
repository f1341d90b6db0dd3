/// A socket that talks to the kernel and waits for its answers.
///
/// ```swift
/// var socket = try NetlinkSocket()
/// let family = try socket.perform(NLCtrl.GetFamily(familyName: "ovs_packet"))
/// for family in try socket.dump(NLCtrl.GetFamily.Dump()) { print(family) }
/// ```
///
/// One request is made at a time. Events that come in between are kept for
/// ``nextEvent(of:timeLimit:)``; programs with many events better give them a socket of their own.
///
/// Only messages of the kernel are taken in: what other processes send to the socket is ignored.
///
/// The socket is closed with the value, and not inherited by child processes.
public struct NetlinkSocket: ~Copyable {
    /// What the socket talks to.
    public let netlinkProtocol: NetlinkProtocol

    /// The socket's address, by which the kernel sends messages to it alone.
    public let portID: UInt32

    /// The longest time to wait for an answer, or for its next part; `nil` waits for ever.
    public var timeLimit: Duration?

    /// How often a dump is made before it counts as interrupted, at least once.
    public var dumpAttempts: Int

    /// What the kernel remarked on the latest request although it carried it out.
    public internal(set) var warning: String?

    let descriptor: SocketDescriptor

    /// Where requests go to and answers come from: the kernel, whose port is 0.
    ///
    /// Tests put themselves in its place.
    let kernel: NetlinkAddress

    var buffer: ReceiveBuffer

    @usableFromInline var request = MessageBuffer()
    var inbox: Inbox

    /// The message types of the generic netlink families that have been asked for.
    var familyTypes = FamilyTypes()

    /// Opens a socket.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What to talk to.
    ///   - options: How the socket behaves.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``, mostly `EPROTONOSUPPORT` or too many open files;
    ///   ``NetlinkError/namespaceUnavailable(_:_:)``.
    public init(_ netlinkProtocol: NetlinkProtocol = .generic, options: Options = Options()) throws(NetlinkError) {
        try self.init(netlinkProtocol, options: options, endpoint: KernelEndpoint())
    }

    /// Opens a socket that leads to the kernel, or to a process that plays it.
    package init(
        _ netlinkProtocol: NetlinkProtocol,
        options: Options,
        endpoint: KernelEndpoint
    ) throws(NetlinkError) {
        let descriptor = try endpoint.open(netlinkProtocol, options: options)
        portID = try descriptor.bind()
        self.descriptor = descriptor
        self.netlinkProtocol = netlinkProtocol
        timeLimit = options.timeLimit
        dumpAttempts = options.dumpAttempts
        kernel = endpoint.address
        buffer = ReceiveBuffer(capacity: endpoint.receiveCapacity)
        inbox = Inbox(sequences: endpoint.sequences(), capacity: options.eventCapacity)
    }
}

extension NetlinkSocket {
    /// What waiting for the kernel came to.
    enum Arrival {
        /// A datagram is in the buffer.
        case datagram

        /// The kernel dropped messages, since its receive buffer was full.
        case loss(Loss)

        /// Nothing came in time.
        case nothing
    }

    /// Waits for a datagram of the kernel.
    ///
    /// - Parameter limit: How long to wait.
    /// - Returns: What it came to; a datagram is in the buffer.
    /// - Throws: ``NetlinkError/systemCall(_:_:)`` or ``NetlinkError/datagramTruncated(length:capacity:)``.
    @inline(__always)
    mutating func receive(within limit: inout TimeLimit) throws(NetlinkError) -> Arrival {
        while true {
            do throws(NetlinkError) {
                if try buffer.receive(from: descriptor) {
                    if buffer.sender.port == kernel.port { return .datagram }
                    // Any process may send to our port, and could feed this loop for ever.
                    if limit.hasPassed() { return .nothing }
                } else if inbox.losses.mayHaveGrown, let loss = inbox.losses.recount(descriptor.droppedMessages()) {
                    return .loss(loss)
                } else if try !descriptor.waitForInput(within: &limit) {
                    return .nothing
                }
            } catch .systemCall(_, .noBufferSpace) {
                return .loss(inbox.losses.noteOverrun(descriptor.droppedMessages()))
            }
        }
    }
}
