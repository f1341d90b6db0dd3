import Netlink

extension DoRequest {
    /// The request as it goes out.
    func bytes() throws(EncodeError) -> [UInt8] {
        var buffer = MessageBuffer()
        try buffer.append(self, type: MessageType(rawValue: 32))
        return [UInt8](buffer.bytes)
    }
}

extension DoRequest where Self: NetlinkMessage {
    /// The request as the kernel would read it.
    func roundTrip() throws -> Self {
        let bytes = try bytes()
        return try Self(Message(bytes.rawSpan))
    }
}

extension NetlinkMessage {
    /// The message as the kernel would send it.
    func bytes(command: UInt8) throws(EncodeError) -> [UInt8] {
        var buffer = MessageBuffer()
        try buffer.append(self, command: command, type: MessageType(rawValue: 32))
        return [UInt8](buffer.bytes)
    }
}
