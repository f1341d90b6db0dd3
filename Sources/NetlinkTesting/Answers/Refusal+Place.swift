import Netlink

extension Refusal {
    /// The refusal with the place of its attribute in the request, if the request has it.
    func located<Request: NetlinkRequest>(in incoming: Incoming, _ request: Request.Type) -> Refusal {
        guard !attribute.isEmpty, offset == nil else { return self }
        var refusal = self
        refusal.offset = Self.offset(
            of: attribute[...],
            in: Payload(incoming.bytes.rawSpan),
            from: Request.Attributes.attributesOffset,
            Request.Attributes.attributes
        )
        return refusal
    }

    private static func offset(
        of path: ArraySlice<String>,
        in payload: Payload,
        from start: Int,
        _ set: [AttributeDescriptor]
    ) -> Int? {
        guard let name = path.first, let known = set.last(where: { $0.name == name }) else { return nil }
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            guard attribute.number == Int(known.number) else { continue }
            guard path.count > 1 else { return attribute.offset }
            switch known.type {
            case .nest(let inner), .sequence(let inner):
                return offset(of: path.dropFirst(), in: attribute.payload, from: 0, inner.attributes)
            default: return attribute.offset
            }
        }
        return nil
    }
}

extension Refusal {
    /// What the kernel says of a request that lacks something (`NL_SET_ERR_ATTR_MISS`), or is cut short.
    init(_ error: DecodeError) {
        self.init(.invalidArgument)
        guard error.reason == .missingAttribute else { return }
        missingAttribute = UInt32(error.attribute)
        // The top level has no nest; the error tells where a nest's contents begin.
        if error.offset > 0 { missingNest = Int(error.offset) - 4 }
    }
}
