/// Where requests go to and answers come from: the kernel, or a process that plays it in tests.
package struct KernelEndpoint: Sendable {
    /// The port that plays the kernel; the kernel's own is 0.
    package var port: UInt32 = 0

    /// The protocol of the sockets that lead there; `nil` is the one that is spoken on them.
    package var transport: NetlinkProtocol?

    /// Who plays the kernel, if that is a program in this process.
    package var player: (any KernelPlayer)?

    /// The sequence number of each socket's first request; `nil` is a random one.
    package var firstSequence: UInt32?

    /// The length of the longest datagram that is received whole at first.
    package var receiveCapacity = ReceiveBuffer.largestDatagram

    /// Who sees what the sockets send and receive, besides a recording.
    package var observers: [any DatagramObserver] = []

    /// The kernel.
    package init() {}

    /// A process that plays the kernel.
    ///
    /// - Parameters:
    ///   - port: Its port.
    ///   - transport: The protocol of its socket, which must let processes talk to each other.
    package init(port: UInt32, transport: NetlinkProtocol) {
        self.port = port
        self.transport = transport
    }

    /// The address that requests are sent to.
    var address: NetlinkAddress { NetlinkAddress(port: port) }

    /// The numbers of a socket's requests.
    func sequences() -> SequenceNumbers {
        firstSequence.map { SequenceNumbers(after: $0 &- 1) } ?? SequenceNumbers()
    }

    /// Opens a socket that leads there.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What is spoken on it.
    ///   - options: How the socket behaves.
    /// - Returns: The socket, without a port yet.
    /// - Throws: ``NetlinkError/systemCall(_:_:)`` or ``NetlinkError/namespaceUnavailable(_:_:)``.
    func open(
        _ netlinkProtocol: NetlinkProtocol,
        options: NetlinkSocket.Options
    ) throws(NetlinkError) -> SocketDescriptor {
        var descriptor = try SocketDescriptor(
            transport ?? netlinkProtocol,
            in: options.networkNamespace,
            play: player.map { (netlinkProtocol, $0) }
        )
        try descriptor.enable(.extendedAcknowledgements)
        try descriptor.enable(.cappedAcknowledgements)
        if options.checksStrictly { try descriptor.enable(.strictChecking) }
        if options.listensToAllNamespaces { try descriptor.listenToAllNamespaces() }
        if let size = options.receiveBufferSize { try descriptor.setReceiveBuffer(size) }
        descriptor.observers = observers
        if let recording = options.recording {
            descriptor.observers.append(RecordedSocket(recording, netlinkProtocol, kernelPort: port))
        }
        return descriptor
    }
}
