import Netlink

/// An attribute among encoded ones.
struct EncodedAttribute {
    /// One level on the way to an attribute.
    struct Step: Hashable {
        let number: Int

        /// The place in a sequence; 0 where the order has no meaning.
        let position: Int
    }

    /// The attribute and those around it, the outermost first.
    let path: [Step]

    /// Its name after those of the nests around it, such as `action.ct.nat`; nests of a set that contains itself have the
    /// name of the outermost.
    let place: String

    let bytes: [UInt8]

    /// Whether it holds attributes.
    let isNest: Bool
}

/// A set of attributes and the sets inside it.
struct AttributeTree {
    private let set: any AttributeSet.Type
    private let name: String
    private let isSequence: Bool

    /// The names of the sets around this one, and its own.
    private var names: [ObjectIdentifier: String]

    /// Begins at a set.
    ///
    /// - Parameters:
    ///   - set: The set.
    ///   - name: What its attributes' names begin with.
    ///   - isSequence: Whether the attributes have an order and may repeat.
    init(_ set: any AttributeSet.Type, _ name: String, isSequence: Bool = false) {
        self.set = set
        self.name = name
        self.isSequence = isSequence
        names = [ObjectIdentifier(set): name]
    }

    /// The set inside an attribute, or `nil` if it holds no attributes.
    private func tree(in attribute: AttributeDescriptor?) -> AttributeTree? {
        let (set, isSequence): (any AttributeSet.Type, Bool)
        switch attribute?.type {
        case .nest(let nested): (set, isSequence) = (nested, false)
        case .sequence(let nested): (set, isSequence) = (nested, true)
        default: return nil
        }
        let place = names[ObjectIdentifier(set)] ?? "\(name).\(attribute?.name ?? "")"
        var tree = AttributeTree(set, place, isSequence: isSequence)
        tree.names.merge(names) { own, _ in own }
        return tree
    }

    /// The places of all attributes that there can be, each once.
    func places() -> [String] {
        set.attributes.flatMap { attribute in
            let inner = tree(in: attribute)
            let isKnown = inner.map { names.values.contains($0.name) } ?? true
            return ["\(name).\(attribute.name)"] + (isKnown ? [] : inner?.places() ?? [])
        }
    }

    /// The attributes in some bytes, each before those inside it.
    func attributes(in bytes: [UInt8], path: [EncodedAttribute.Step] = []) throws -> [EncodedAttribute] {
        var result: [EncodedAttribute] = []
        var attributes = Attributes(Payload(bytes.rawSpan))
        var position = 0
        while let attribute = try attributes.next() {
            let number = attribute.number
            let contents = [UInt8](attribute.payload.span)
            let descriptor = set.attributes.first { Int($0.number) == number }
            let path = path + [EncodedAttribute.Step(number: number, position: isSequence ? position : 0)]
            let tree = tree(in: descriptor)
            result.append(
                EncodedAttribute(
                    path: path,
                    place: "\(name).\(descriptor?.name ?? "attr-\(number)")",
                    bytes: contents,
                    isNest: tree != nil
                )
            )
            if let tree { result += try tree.attributes(in: contents, path: path) }
            position += 1
        }
        return result
    }
}

extension AttributeContents {
    /// The attributes as bytes.
    var encoded: [UInt8] {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Attributes.self) { encode(into: &$0) }
        return [UInt8](buffer.bytes)
    }
}

extension Array where Element: AttributeSequenceElement {
    /// The sequence as bytes.
    var encoded: [UInt8] {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: Element.self) { builder in
            for element in self { element.encode(into: &builder) }
        }
        return [UInt8](buffer.bytes)
    }
}
