@testable import Netlink

/// A socket that plays the kernel: it answers before it is asked, since it knows the numbers that requests will have.
struct FakeKernel: ~Copyable {
    let descriptor: SocketDescriptor
    let port: UInt32

    /// The number of the first request that a client makes.
    static let first: UInt32 = 101

    /// The multicast group of ``multicast(_:)``, 1 to 32.
    ///
    /// All processes share the groups, and tests run at the same time: each of them has a number of its own.
    let group: UInt32

    init(group: UInt32 = 1) throws {
        let descriptor = try SocketDescriptor(.userSocket)
        port = try descriptor.bind()
        self.descriptor = descriptor
        self.group = group
    }

    /// A socket that takes this one for the kernel.
    func client(
        _ netlinkProtocol: NetlinkProtocol = .userSocket,
        options: NetlinkSocket.Options = NetlinkSocket.Options(),
        capacity: Int = 65536
    ) throws -> NetlinkSocket {
        try NetlinkSocket(netlinkProtocol, options: options, endpoint: endpoint(capacity: capacity))
    }

    /// The way to this kernel.
    func endpoint(capacity: Int = 65536) -> KernelEndpoint {
        var endpoint = KernelEndpoint(port: port, transport: .userSocket)
        endpoint.firstSequence = Self.first
        endpoint.receiveCapacity = capacity
        return endpoint
    }

    /// Sends messages in one datagram.
    func send(_ messages: [UInt8]..., to client: borrowing NetlinkSocket) throws {
        try descriptor.send(Array(messages.joined()).rawSpan, to: NetlinkAddress(port: client.portID))
    }

    /// Sends messages in one datagram to the members of the group.
    func multicast(_ messages: [UInt8]...) {
        var address = NetlinkAddress(port: 0)
        address.groups = 1 << (group - 1)
        let datagram = Array(messages.joined())
        // The members have it even if this fails: it goes to port 0 too, where this protocol has nobody
        // (`netlink_sendmsg`).
        try? descriptor.send(datagram.rawSpan, to: address)
    }

    /// The group, as a family describes it.
    var demoGroup: MulticastGroup<Demo> { MulticastGroup("news", number: group) }

    /// The headers of the requests that have come since the last look.
    func requests() throws -> [MessageHeader] { try sends().flatMap(\.self) }

    /// The headers of the requests in each datagram that has come since the last look.
    func sends() throws -> [[MessageHeader]] {
        var buffer = ReceiveBuffer(capacity: 1 << 20)
        var sends: [[MessageHeader]] = []
        while try buffer.receive(from: descriptor) {
            var headers: [MessageHeader] = []
            var messages = Messages(buffer.datagram)
            while let message = try messages.next() { headers.append(message.header) }
            sends.append(headers)
        }
        return sends
    }
}
