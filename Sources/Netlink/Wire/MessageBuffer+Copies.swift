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
        unsafe Self.setHeader(at: start, type, flags, sequence)
        unsafe base = writer.base
        unsafe capacity = writer.end - writer.base
        written = writer.count
    }

    /// Gives the first message another header.
    ///
    /// - Parameters:
    ///   - type: The message type.
    ///   - flags: The netlink flags.
    ///   - sequence: The number that the answer will repeat.
    mutating func setHeader(type: MessageType, flags: MessageFlags, sequence: UInt32) {
        guard written >= MessageHeader.size else { return }
        unsafe Self.setHeader(at: base, type, flags, sequence)
    }

    @unsafe
    private static func setHeader(
        at start: UnsafeMutableRawPointer,
        _ type: MessageType,
        _ flags: MessageFlags,
        _ sequence: UInt32
    ) {
        unsafe start.storeBytes(of: type.rawValue, toByteOffset: 4, as: UInt16.self)
        unsafe start.storeBytes(of: flags.rawValue, toByteOffset: 6, as: UInt16.self)
        unsafe start.storeBytes(of: sequence, toByteOffset: 8, as: UInt32.self)
    }
}
