extension MessageBuffer {
    /// Appends a request that is to be sent, and refuses one that lacks an attribute without which the kernel would not
    /// accept it.
    ///
    /// Parameters are those of ``append(_:type:flags:sequence:header:_:)``, which does not look whether anything is
    /// missing: it is the codec, and counts in instructions.
    ///
    /// - Throws: ``EncodeError``; the buffer is as before.
    @inlinable
    mutating func appendComplete<Request: NetlinkRequest>(
        _ request: Request.Type,
        type: MessageType,
        flags: MessageFlags = .request,
        sequence: UInt32 = 0,
        header: Request.Attributes.Header,
        _ body: (inout AttributeBuilder<Request.Attributes>) -> Void
    ) throws(EncodeError) {
        let start = written
        try append(Request.self, type: type, flags: flags, sequence: sequence, header: header, body)
        let required = Request.requiredAttributes
        let offset = start + Request.Attributes.attributesOffset
        guard let missing = firstMissing(of: required, from: offset) else { return }
        written = start
        throw EncodeError(.missing, attribute: Request.Attributes.path(to: missing))
    }

    /// The first of some attributes that a message lacks.
    ///
    /// - Parameters:
    ///   - numbers: The attributes.
    ///   - start: Where the attributes of the message begin, which is the last one.
    /// - Returns: The attribute, or `nil` if all of them are there.
    @usableFromInline
    func firstMissing(of numbers: [UInt16], from start: Int) -> UInt16? {
        numbers.first { number in
            var attributes = Attributes(Payload(bytes), from: start)
            while let attribute = try? attributes.next() {
                if attribute.number == Int(number) { return false }
            }
            return true
        }
    }
}

extension AttributeSet {
    /// The path to an attribute of the set.
    @usableFromInline
    static func path(to number: UInt16) -> AttributePath {
        AttributePath([.name(descriptor.name(of: Int(number)))])
    }
}
