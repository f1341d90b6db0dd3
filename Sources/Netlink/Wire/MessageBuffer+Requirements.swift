extension MessageBuffer {
    /// Appends a request that is to be sent, and refuses one that lacks an attribute without which the kernel would not
    /// accept it.
    ///
    /// Parameters are those of ``append(_:type:flags:sequence:header:_:)``. That does not look whether anything is
    /// missing: a twentieth of its time would go into it.
    ///
    /// - Throws: ``EncodeError``; the buffer is as before.
    @inlinable @inline(__always)
    mutating func appendComplete<Request: NetlinkRequest>(
        _ request: Request.Type,
        type: MessageType,
        flags: MessageFlags = .request,
        sequence: UInt32 = 0,
        header: Request.Attributes.Header,
        _ body: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) throws(EncodeError) {
        let (start, command) = (written, UInt8(truncatingIfNeeded: Request.command))
        let present = try write(Request.self, command, type, flags, sequence, header, body)
        guard let missing = Request.requiredAttributes.first(missingIn: present) else { return }
        written = start
        throw EncodeError(.missing, attribute: Request.Attributes.path(to: missing))
    }
}

extension AttributeSet {
    /// The path to an attribute of the set.
    @usableFromInline
    static func path(to number: UInt16) -> AttributePath {
        AttributePath([.name(descriptor.name(of: Int(number)))])
    }
}
