extension MessageBuffer {
    /// Appends a request that is at hand as a value.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - type: The message type: the family's number for generic netlink.
    ///   - flags: The netlink flags.
    ///   - sequence: The number that the answer will repeat.
    /// - Throws: ``EncodeError`` for the first attribute that the kernel would not accept; the buffer is as before.
    public mutating func append<Request: NetlinkRequest>(
        _ request: Request,
        type: MessageType,
        flags: MessageFlags = .request,
        sequence: UInt32 = 0
    ) throws(EncodeError) {
        try append(Request.self, type: type, flags: flags, sequence: sequence, header: request.header) {
            request.encode(into: &$0)
        }
    }

    /// Appends a message of any kind that is at hand as a value, as the kernel would send it.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - command: The generic netlink command; not used by families with a protocol of their own.
    ///   - type: The message type: the family's number for generic netlink.
    ///   - flags: The netlink flags.
    ///   - sequence: Ties an answer to its request.
    /// - Throws: ``EncodeError`` for the first attribute that the kernel would not accept; the buffer is as before.
    public mutating func append<Message: NetlinkContents>(
        _ message: Message,
        command: UInt8,
        type: MessageType,
        flags: MessageFlags = [],
        sequence: UInt32 = 0
    ) throws(EncodeError) {
        try append(
            Message.self,
            command,
            type: type,
            flags: flags,
            sequence: sequence,
            header: message.header
        ) {
            message.encode(into: &$0)
        }
    }
}
