import Netlink

/// The attributes of a message or nest with all that is in them, to be compared whatever their order.
///
/// Attributes of different numbers may change places, those of one number may not; elements of arrays keep their order.
indirect enum AttributeTree: Hashable, CustomStringConvertible {
    case bytes(Int, [UInt8])
    case nest(Int, header: [UInt8], [AttributeTree])

    var description: String {
        switch self {
        case .bytes(let number, let bytes): "\(number): \(bytes.hex)"
        case .nest(let number, let header, let inner):
            "\(number): \(header.hex){" + inner.map(\.description).joined(separator: ", ") + "}"
        }
    }

    private var number: Int {
        switch self {
        case .bytes(let number, _), .nest(let number, _, _): number
        }
    }

    /// The attributes of one level.
    static func level(
        _ payload: Payload,
        from start: Int = 0,
        in set: (any AttributeSet.Type)?,
        outer: [[String: String]] = []
    ) throws -> [AttributeTree] {
        let descriptors = set?.attributes ?? []
        let selectors = outer + [try selectors(payload, start, descriptors)]
        var trees: [AttributeTree] = []
        var attributes = Attributes(payload, from: start)
        while let attribute = try attributes.next() {
            let type = descriptors.last { Int($0.number) == attribute.number }?.type
            trees.append(try tree(attribute.number, attribute.payload, type, selectors))
        }
        // A stable sort: Swift's own is, though it does not promise it.
        return trees.enumerated().sorted { ($0.element.number, $0.offset) < ($1.element.number, $1.offset) }
            .map(\.element)
    }

    private static func tree(
        _ number: Int,
        _ payload: Payload,
        _ type: AttributeDescriptor.PayloadType?,
        _ selectors: [[String: String]]
    ) throws -> AttributeTree {
        switch type {
        case .nest(let set): return .nest(number, header: [], try level(payload, in: set, outer: selectors))
        case .list(let element): return try tree(number, payload, element, selectors)
        case .indexedArray(let element):
            var elements: [AttributeTree] = []
            var items = Attributes(payload)
            while let item = try items.next() {
                elements.append(try tree(item.number, item.payload, element, selectors))
            }
            return .nest(number, header: [], elements)
        case .nestTypeValue(let names, let set):
            return .nest(number, header: [], try chain(payload, names.count, set))
        case .subMessage(let message, let name, let outward):
            let level = selectors.count - 1 - outward
            let selector = level >= 0 ? selectors[level][name] : nil
            guard let format = message.formats.first(where: { $0.selector == selector }), let set = format.attributes
            else { return .bytes(number, [UInt8](payload.span)) }
            let size = format.header?.alignedSize ?? 0
            let header = [UInt8](payload.span).prefix(size)
            return .nest(
                number,
                header: Array(header),
                try Self.level(payload.dropping(size), in: set, outer: selectors)
            )
        default: return .bytes(number, [UInt8](payload.span))
        }
    }

    private static func chain(
        _ payload: Payload,
        _ depth: Int,
        _ set: any AttributeSet.Type
    ) throws -> [AttributeTree] {
        guard depth > 0 else { return try level(payload, in: set) }
        var nests: [AttributeTree] = []
        var items = Attributes(payload)
        while let item = try items.next() {
            nests.append(.nest(item.number, header: [], try chain(item.payload, depth - 1, set)))
        }
        return nests
    }

    private static func selectors(
        _ payload: Payload,
        _ start: Int,
        _ descriptors: [AttributeDescriptor]
    ) throws -> [String: String] {
        var texts: [String: String] = [:]
        var attributes = Attributes(payload, from: start)
        while let attribute = try attributes.next() {
            guard let descriptor = descriptors.last(where: { Int($0.number) == attribute.number }) else { continue }
            switch descriptor.type {
            case .string: texts[descriptor.name] = attribute.payload.string
            case .named(.bigEndian, let type): texts[descriptor.name] = name(attribute.payload, type, isBig: true)
            case .named(_, let type): texts[descriptor.name] = name(attribute.payload, type, isBig: false)
            default: break
            }
        }
        return texts
    }

    private static func name<Value: NamedValue>(_ payload: Payload, _ type: Value.Type, isBig: Bool) -> String? {
        guard payload.count == 4 else { return nil }
        let raw = payload.member(UInt32.self, at: 0)
        return "\(Value(rawValue: Value.RawValue(truncatingIfNeeded: isBig ? raw.bigEndian : raw)))"
    }
}

extension NetlinkContents {
    /// A message's headers as bytes and its attributes as a tree.
    static func tree(_ bytes: [UInt8]) throws -> (headers: [UInt8], attributes: [AttributeTree]) {
        let offset = Attributes.attributesOffset
        let payload = Payload(bytes.rawSpan)
        return (Array(bytes.prefix(offset)), try AttributeTree.level(payload, from: offset, in: Attributes.self))
    }
}
