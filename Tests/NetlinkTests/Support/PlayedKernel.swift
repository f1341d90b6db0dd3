@testable import Netlink

/// A socket that plays the kernel for connections: it sees their requests and sends what a test tells it to.
final class PlayedKernel: Sendable {
    /// The number of the first request that a connection makes.
    static let first: UInt32 = 101

    /// A request as it came.
    struct Request {
        var header: MessageHeader

        /// The port that it came from.
        var sender: UInt32

        /// The attribute 3, which tells the requests of ``Demo`` apart.
        var index: UInt32?
    }

    private let descriptor: SocketDescriptor
    private let port: UInt32
    private let arrival: InputWait
    private let buffer = Lock(ReceiveBuffer(capacity: 1 << 20))

    init() throws {
        descriptor = try SocketDescriptor(.userSocket)
        port = try descriptor.bind()
        arrival = try InputWait(descriptor)
    }

    deinit { arrival.stop() }

    /// A connection that takes this socket for the kernel.
    ///
    /// It waits as long as it must unless the options have a time limit of their own: the tests that answer it may have to
    /// wait for others that keep all processors busy.
    func connection(
        _ netlinkProtocol: NetlinkProtocol = .userSocket,
        options: NetlinkConnection.Options = NetlinkConnection.Options()
    ) throws -> NetlinkConnection {
        var endpoint = KernelEndpoint(port: port, transport: .userSocket)
        endpoint.firstSequence = Self.first
        endpoint.receiveCapacity = 65536
        var options = options
        if options.socket.timeLimit == NetlinkSocket.Options().timeLimit { options.socket.timeLimit = .seconds(600) }
        return try NetlinkConnection(netlinkProtocol, options: options, endpoint: endpoint)
    }

    /// Sends messages in one datagram.
    ///
    /// - Throws: ``NetlinkError`` with `EAGAIN` where the receiver's buffer is full. To wait for room would keep a thread
    ///   that the receiver may need.
    func send(_ messages: [UInt8]..., to port: UInt32) throws {
        try descriptor.send(Array(messages.joined()).rawSpan, to: NetlinkAddress(port: port), waits: false)
    }

    /// Sends messages to the members of a group; see ``FakeKernel/multicast(_:)``.
    func multicast(_ messages: [UInt8]..., group: UInt32) {
        var address = NetlinkAddress(port: 0)
        address.groups = 1 << (group - 1)
        try? descriptor.send(Array(messages.joined()).rawSpan, to: address)
    }

    /// Waits for the requests of the next datagram.
    func requests() async throws -> [Request] {
        while true {
            if let requests = try received() { return requests }
            guard case .input = await arrival.wait(before: Deadline(.seconds(600))) else { throw CancellationError() }
        }
    }

    /// Waits for requests until there are as many as asked for.
    func requests(_ count: Int) async throws -> [Request] {
        var all: [Request] = []
        while all.count < count { all += try await requests() }
        return all
    }

    /// The requests of the next datagram, if there is one.
    func received() throws -> [Request]? {
        try buffer.withLock { buffer throws(NetlinkError) in
            guard try buffer.receive(from: descriptor) else { return nil }
            var requests: [Request] = []
            var messages = Messages(buffer.datagram)
            while let message = try? messages.next() {
                let attributes = try? AttributeIndex<AttributeSlots16>(message, in: Demo.DemoAttributes.self)
                let index = attributes?.value(3, as: UInt32.self)
                requests.append(Request(header: message.header, sender: buffer.sender.port, index: index))
            }
            return requests
        }
    }
}

extension PlayedKernel {
    /// Answers a request with an object and an acknowledgement.
    func reply(_ index: UInt32, to request: Request) throws {
        let sequence = request.header.sequence
        try send(
            Demo.Object(index: index).bytes(sequence: sequence),
            errorMessage(0, sequence: sequence),
            to: request.sender
        )
    }

    /// Acknowledges a request, or refuses it.
    func acknowledge(_ request: Request, _ code: Int32 = 0) throws {
        try send(errorMessage(code, sequence: request.header.sequence), to: request.sender)
    }
}
