import Netlink

/// A request on its way to a handler.
struct Incoming: Sendable {
    let header: MessageHeader
    let bytes: [UInt8]
    let port: UInt32
    let netlinkProtocol: NetlinkProtocol
}

extension Incoming {
    /// A reply to the request as a message.
    func reply<Reply: NetlinkMessage>(
        _ reply: Reply,
        command: UInt16,
        flags: MessageFlags
    ) throws(EncodeError) -> [UInt8] {
        let isGeneric = Reply.Attributes.Family.protocolHeaderSize != 0
        var buffer = MessageBuffer()
        try buffer.append(
            reply,
            command: UInt8(truncatingIfNeeded: command),
            type: isGeneric ? header.type : MessageType(rawValue: command),
            flags: flags,
            sequence: header.sequence
        )
        var bytes = [UInt8](buffer.bytes)
        Bytes.store(port, in: &bytes, at: 12)
        return Bytes.padded(bytes)
    }
}
