public import Netlink
import Synchronization

extension FakeKernel {
    /// Sends a message to the members of a multicast group.
    ///
    /// A member whose receive buffer is full loses it, and is told by the system; without `CAP_NET_ADMIN` the call waits
    /// for the member instead.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - command: Its number: the generic netlink command, or the message type of a family with a protocol of its own.
    ///   - group: The group.
    ///   - sequence: The number of the request that caused it; 0 is none.
    ///   - port: The port that the request came from; 0 is none.
    /// - Throws: `EncodeError`.
    public func emit<Message: NetlinkMessage>(
        _ message: Message,
        command: UInt16,
        to group: MulticastGroup<Message.Attributes.Family>,
        sequence: UInt32 = 0,
        port: UInt32 = 0
    ) throws(EncodeError) {
        let family = Message.Attributes.Family.self
        let bytes = try bytes(message, command: command, sequence: sequence, port: port)
        let members = core.state.withLock { state -> [UInt32] in
            let number = group.number ?? state.group(group.name, of: family.name)
            return number.map { state.members(of: $0, family.netlinkProtocol) } ?? []
        }
        for member in members { core.sendUnasked(bytes, to: member, isMulticast: true) }
    }

    /// Sends a message to one socket, unasked.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - command: Its number: the generic netlink command, or the message type of a family with a protocol of its own.
    ///   - port: The socket's port.
    /// - Throws: `EncodeError`.
    public func emit<Message: NetlinkMessage>(
        _ message: Message,
        command: UInt16,
        to port: UInt32
    ) throws(EncodeError) {
        core.sendUnasked(try bytes(message, command: command, sequence: 0, port: 0), to: port, isMulticast: false)
    }

    /// Sends bytes to one socket, unasked: messages that are malformed on purpose, or recorded ones.
    ///
    /// - Parameters:
    ///   - datagram: The bytes.
    ///   - port: The socket's port.
    public func emit(datagram: [UInt8], to port: UInt32) {
        core.sendUnasked(datagram, to: port, isMulticast: false)
    }

    /// Lets the receive buffer of a socket overflow, as events that nobody asks for do.
    ///
    /// - Parameters:
    ///   - port: The socket's port.
    ///   - lost: How many messages the system counts as lost, at least 1; without `CAP_NET_ADMIN` it does not count.
    public func overflow(_ port: UInt32, losing lost: Int) { core.overflow(port, losing: max(lost, 1)) }

    /// A message as the kernel sends it.
    private func bytes<Message: NetlinkMessage>(
        _ message: Message,
        command: UInt16,
        sequence: UInt32,
        port: UInt32
    ) throws(EncodeError) -> [UInt8] {
        let family = Message.Attributes.Family.self
        let number: UInt16? =
            family.protocolHeaderSize == 0 ? command : core.state.withLock { $0.families[family.name]?.id }
        let incoming = Incoming(
            header: MessageHeader(
                length: 0,
                type: number.map { MessageType(rawValue: $0) } ?? .genericController,
                flags: [],
                sequence: sequence,
                portID: port
            ),
            bytes: [],
            port: port,
            netlinkProtocol: family.netlinkProtocol
        )
        return try incoming.reply(message, command: command, flags: [])
    }
}
