/// What every part of a spec needs to know to be read.
struct SchemaContext {
    let reporter: Reporter

    /// The schema level; `nil` as long as it is unknown.
    var dialect: Family.Dialect?
}

/// Something that can be read from a node; what is wrong with the node is reported.
protocol SpecDecodable {
    init?(_ node: YAMLNode, in context: SchemaContext)
}

/// Something that can be read from a mapping.
///
/// The keys that the initialiser asks for are all that the mapping may have.
protocol SpecObject: SpecDecodable {
    /// What messages call such a mapping.
    static var noun: String { get }

    init?(from fields: inout Fields)
}

extension SpecObject {
    init?(_ node: YAMLNode, in context: SchemaContext) {
        self.init(mapping: node, in: context)
    }

    init?(mapping node: YAMLNode, in context: SchemaContext) {
        guard var fields = Fields(of: node, as: Self.noun, in: context) else { return nil }
        let decoded = Self(from: &fields)
        fields.reportMistakes()
        guard let decoded else { return nil }
        self = decoded
    }
}

/// Something that can be read from a scalar.
protocol SpecScalar {
    init?(scalar node: YAMLNode, in context: SchemaContext)
}

extension Located: SpecDecodable where Value: SpecScalar {
    init?(_ node: YAMLNode, in context: SchemaContext) {
        guard let value = Value(scalar: node, in: context) else { return nil }
        self.init(value: value, range: node.range)
    }
}

extension String: SpecScalar {
    init?(scalar node: YAMLNode, in context: SchemaContext) {
        guard case .string(let text) = node.value else {
            context.reporter.error("a text is needed here, not \(node.kindDescription)", at: node.mark)
            return nil
        }
        self = text
    }
}

extension List: SpecDecodable where Element: SpecDecodable {
    init?(_ node: YAMLNode, in context: SchemaContext) {
        guard let nodes = node.elements else {
            context.reporter.error("a list is needed here, not \(node.kindDescription)", at: node.mark)
            return nil
        }
        elements.reserveCapacity(nodes.count)
        for node in nodes {
            if let element = Element(node, in: context) { elements.append(element) }
        }
        isComplete = elements.count == nodes.count
        range = node.range
    }
}
