/// A node of a YAML document, with the place it was read from.
struct YAMLNode: Sendable {
    /// What a node holds.
    enum Content: Sendable {
        /// A text, typed by whoever expects one.
        case scalar(YAMLScalar)

        /// Nodes in order.
        case sequence([YAMLNode])

        /// Keys and nodes in the order of the file; no key occurs twice.
        case mapping([Pair])
    }

    /// An entry of a mapping.
    struct Pair: Sendable {
        let key: YAMLKey
        let keyRange: TextRange
        var value: YAMLNode
    }

    var content: Content

    /// Where the node stands; for an alias, where the node that it repeats stands.
    let range: TextRange
}

extension YAMLNode {
    /// The place to point at when the node as a whole is meant: a collection's first character, a scalar's text.
    var mark: TextRange {
        if case .scalar = content { range } else { range.beginning }
    }

    /// How many nodes the node consists of when every alias is written out.
    var size: Int {
        switch content {
        case .scalar: 1
        case .sequence(let elements): elements.reduce(1) { $0 + $1.size }
        case .mapping(let pairs): pairs.reduce(1) { $0 + $1.value.size }
        }
    }

    /// The entries if the node is a mapping.
    var pairs: [Pair]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// The elements if the node is a sequence.
    var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The scalar's value if the node is one.
    var value: YAMLScalar.Value? {
        if case .scalar(let scalar) = content { scalar.value } else { nil }
    }

    /// What the node is, as messages name it.
    var kindDescription: String {
        switch content {
        case .scalar(let scalar): scalar.kindDescription
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
