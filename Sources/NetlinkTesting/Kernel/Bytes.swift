import Netlink

/// Netlink messages as arrays of bytes.
enum Bytes {
    /// The bytes of a number in host byte order.
    static func of<Value: FixedWidthInteger & BitwiseCopyable>(_ value: Value) -> [UInt8] {
        unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
    }

    /// A number in host byte order; bytes that are absent read as 0.
    static func load<Value: FixedWidthInteger & BitwiseCopyable>(
        _ type: Value.Type,
        from bytes: [UInt8],
        at offset: Int
    ) -> Value {
        Payload(bytes.rawSpan).member(Value.self, at: offset)
    }

    /// Replaces a number that is inside the bytes.
    static func store<Value: FixedWidthInteger & BitwiseCopyable>(
        _ value: Value,
        in bytes: inout [UInt8],
        at offset: Int
    ) {
        let new = of(value)
        guard offset >= 0, offset + new.count <= bytes.count else { return }
        bytes.replaceSubrange(offset..<offset + new.count, with: new)
    }

    /// Bytes up to the next multiple of four.
    static func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4)
    }

    /// An attribute, padded.
    static func attribute(_ number: UInt16, _ payload: [UInt8]) -> [UInt8] {
        padded(of(UInt16(clamping: payload.count + 4)) + of(number) + payload)
    }

    /// A message, padded.
    static func message(
        _ type: MessageType,
        flags: MessageFlags,
        sequence: UInt32,
        port: UInt32,
        _ body: [UInt8]
    ) -> [UInt8] {
        let length = UInt32(clamping: MessageHeader.size + body.count)
        return padded(of(length) + of(type.rawValue) + of(flags.rawValue) + of(sequence) + of(port) + body)
    }

    /// Where the messages of a datagram begin, up to one that is not whole.
    static func messageOffsets(in datagram: [UInt8]) -> [Int] {
        var offsets: [Int] = []
        var offset = 0
        while datagram.count - offset >= MessageHeader.size {
            let length = Int(load(UInt32.self, from: datagram, at: offset))
            guard length >= MessageHeader.size, length <= datagram.count - offset else { break }
            offsets.append(offset)
            offset += (length + 3) & ~3
        }
        return offsets
    }
}
