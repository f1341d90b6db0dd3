import Netlink

/// Error messages and ends of dumps, as `netlink_ack` and `netlink_dump_done` make them.
enum Acknowledgement {
    /// An error message; error number 0 is an acknowledgement.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - refusal: What is wrong; `nil` is nothing.
    ///   - warning: A remark about a success.
    ///   - isCapped: Whether the request is not repeated behind its header; that of a success never is.
    /// - Returns: The message.
    static func message(
        _ request: Incoming,
        _ refusal: Refusal?,
        warning: String? = nil,
        isCapped: Bool
    ) -> [UInt8] {
        let attributes = attributes(refusal, text: refusal?.text ?? warning, of: request)
        let repeated = isCapped || refusal == nil ? [] : request.bytes.dropFirst(MessageHeader.size)
        var flags: MessageFlags = isCapped || refusal == nil ? .capped : []
        if !attributes.isEmpty { flags.insert(.acknowledgementAttributes) }
        let body =
            Bytes.of(-(refusal?.errno.rawValue ?? 0)) + Array(request.bytes.prefix(MessageHeader.size)) + repeated
        return Bytes.message(
            .error,
            flags: flags,
            sequence: request.header.sequence,
            port: request.port,
            attributes.isEmpty ? body : Bytes.padded(body) + attributes
        )
    }

    /// The end of a dump.
    ///
    /// - Parameters:
    ///   - request: The request.
    ///   - refusal: What went wrong on the way; `nil` is nothing.
    /// - Returns: The message.
    static func done(_ request: Incoming, _ refusal: Refusal? = nil) -> [UInt8] {
        let attributes = attributes(refusal, text: refusal?.text, of: request)
        return Bytes.message(
            .done,
            flags: attributes.isEmpty ? .multi : [.multi, .acknowledgementAttributes],
            sequence: request.header.sequence,
            port: request.port,
            Bytes.of(-(refusal?.errno.rawValue ?? 0)) + attributes
        )
    }

    private static func attributes(_ refusal: Refusal?, text: String?, of request: Incoming) -> [UInt8] {
        var bytes: [UInt8] = []
        if let text { bytes += Bytes.attribute(1, Array(text.utf8) + [0]) }
        if let offset = refusal?.offset { bytes += Bytes.attribute(2, Bytes.of(UInt32(clamping: offset))) }
        if let missing = refusal?.missingAttribute { bytes += Bytes.attribute(5, Bytes.of(missing)) }
        if let nest = refusal?.missingNest { bytes += Bytes.attribute(6, Bytes.of(UInt32(clamping: nest))) }
        return bytes
    }
}
