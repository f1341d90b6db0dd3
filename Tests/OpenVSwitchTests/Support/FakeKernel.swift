@testable import Netlink

/// A socket that plays the kernel: it answers before it is asked, since it knows the numbers that requests will have.
struct FakeKernel: ~Copyable {
    private let descriptor: SocketDescriptor
    private let port: UInt32

    /// The message type of all families.
    static let family = MessageType(rawValue: 0x26)

    /// The number of the first request that a client makes.
    static let first: UInt32 = 101

    init() throws {
        let descriptor = try SocketDescriptor(NetlinkProtocol(rawValue: 2))
        port = try descriptor.bind()
        self.descriptor = descriptor
    }

    /// A socket that takes this one for the kernel, and knows the numbers of families.
    func client(knowing families: any NetlinkFamily.Type...) throws -> NetlinkSocket {
        // NETLINK_USERSOCK, by which processes talk to each other.
        var endpoint = KernelEndpoint(port: port, transport: NetlinkProtocol(rawValue: 2))
        endpoint.firstSequence = Self.first
        var socket = try NetlinkSocket(.generic, options: NetlinkSocket.Options(), endpoint: endpoint)
        socket.timeLimit = .zero
        for family in families { socket.familyTypes[family] = Self.family }
        return socket
    }

    /// Answers the request of a number with an object.
    func reply<Reply: NetlinkMessage>(
        _ reply: Reply,
        to request: UInt32,
        flags: MessageFlags = [],
        client: borrowing NetlinkSocket
    ) throws {
        var buffer = MessageBuffer()
        try buffer.append(reply, command: 1, type: Self.family, flags: flags, sequence: request)
        try send(buffer.bytes, to: client)
    }

    /// Ends the request of a number, with an error number or with 0.
    func end(_ request: UInt32, _ errno: Int32 = 0, client: borrowing NetlinkSocket) throws {
        try send(control(.error, request, [errno, 16, 0, 0, 0]).rawSpan, to: client)
    }

    /// Ends the dump of a number.
    func endDump(_ request: UInt32, client: borrowing NetlinkSocket) throws {
        try send(control(.done, request, [0]).rawSpan, to: client)
    }

    /// The requests that have come since the last look.
    func requests() throws -> [[UInt8]] {
        var buffer = ReceiveBuffer(capacity: 1 << 20)
        var requests: [[UInt8]] = []
        while try buffer.receive(from: descriptor) {
            var messages = Messages(buffer.datagram)
            while let message = try messages.next() { requests.append([UInt8](message.payload.span)) }
        }
        return requests
    }

    /// A message of the protocol itself, whose body is numbers.
    private func control(_ type: MessageType, _ request: UInt32, _ body: [Int32]) -> [UInt8] {
        let flags: MessageFlags = type == .error ? .capped : .multi
        let kind = UInt32(type.rawValue) | UInt32(flags.rawValue) << 16
        let words = [UInt32(16 + body.count * 4), kind, request, 0] + body.map { UInt32(bitPattern: $0) }
        return words.flatMap { word in (0..<4 as Range<UInt32>).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) } }
    }

    /// Sends messages as one datagram.
    func send(_ bytes: [UInt8], to client: borrowing NetlinkSocket) throws { try send(bytes.rawSpan, to: client) }

    private func send(_ bytes: RawSpan, to client: borrowing NetlinkSocket) throws {
        try descriptor.send(bytes, to: NetlinkAddress(port: client.portID))
    }
}
