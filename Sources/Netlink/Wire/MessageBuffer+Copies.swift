extension MessageBuffer {
    /// Appends a copy of a message with another header.
    ///
    /// - Parameters:
    ///   - message: The message, at least as long as its header.
    ///   - type: The message type.
    ///   - flags: The netlink flags.
    ///   - sequence: The number that the answer will repeat.
    mutating func append(copyOf message: RawSpan, type: MessageType, flags: MessageFlags, sequence: UInt32) {
        guard message.byteCount >= MessageHeader.size else { return }
        var writer = unsafe MessageWriter(base: base, cursor: base + written, end: base + capacity)
        let start = unsafe writer.reserve(message.byteCount)
        unsafe message.withUnsafeBytes { bytes in
            if let source = bytes.baseAddress { unsafe start.copyMemory(from: source, byteCount: bytes.count) }
        }
        unsafe start.storeBytes(of: type.rawValue, toByteOffset: 4, as: UInt16.self)
        unsafe start.storeBytes(of: flags.rawValue, toByteOffset: 6, as: UInt16.self)
        unsafe start.storeBytes(of: sequence, toByteOffset: 8, as: UInt32.self)
        unsafe base = writer.base
        unsafe capacity = writer.end - writer.base
        written = writer.count
    }
}
