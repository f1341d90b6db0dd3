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

/// An attribute with its padding.
func attribute(_ type: UInt16, _ payload: [UInt8]) -> [UInt8] {
    let length = UInt16(payload.count + 4)
    let padding = [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
    return [UInt8(length & 0xff), UInt8(length >> 8), UInt8(type & 0xff), UInt8(type >> 8)] + payload + padding
}

/// An attribute that holds a number of 32 bits.
func attribute(_ type: UInt16, number: UInt32) -> [UInt8] {
    attribute(type, (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
}

/// An attribute that holds a text.
func attribute(_ type: UInt16, text: String) -> [UInt8] { attribute(type, Array(text.utf8) + [0]) }

/// A message of the family `demo-raw`: the netlink header, a fixed header of zeros, and attributes.
func rawMessage(type: UInt8 = 16, _ attributes: [UInt8]) -> [UInt8] {
    let length = 48 + attributes.count
    let header = [UInt8(length & 0xff), UInt8(length >> 8), 0, 0, type] + [UInt8](repeating: 0, count: 11)
    return header + [UInt8](repeating: 0, count: 32) + attributes
}
