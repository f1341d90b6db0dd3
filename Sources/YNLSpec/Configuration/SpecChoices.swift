/// What a configuration says about one spec.
struct SpecChoices: Sendable {
    /// The formats of sub-messages that are generated.
    enum Formats {
        /// All that the spec has.
        case all

        /// Those of some names, in whichever sub-message they are.
        case named([Located<String>])
    }

    var overlay: Located<String>?
    var operations: [Located<String>]?

    /// The formats; without a choice all, but none where operations are chosen.
    var formats: Formats?

    var modules: [(family: Located<String>, module: String)] = []
    var swiftNames: [(path: Located<String>, name: String)] = []
}

extension SpecChoices: SpecObject {
    static let noun = "the configuration of a spec"

    init?(from fields: inout Fields) {
        let context = fields.context
        overlay = fields.string(.overlay)
        operations = Self.operations(fields.list(.operations), context.reporter)
        formats = fields.node(.formats).map { Self.formats($0, in: context) }
        modules = fields.entries(.modules).identifiers(in: context).map { ($0.path, $0.name) }
        swiftNames = fields.entries(.swiftNames).identifiers(in: context)
    }

    private static func formats(_ node: YAMLNode, in context: SchemaContext) -> Formats {
        if case .string("all") = node.value { return .all }
        guard node.elements != nil else {
            context.reporter.error("'formats' must be 'all' or a list, not \(node.kindDescription)", at: node.mark)
            return .all
        }
        return .named(List<Located<String>>(node, in: context)?.elements ?? [])
    }

    private static func operations(_ list: List<Located<String>>, _ reporter: Reporter) -> [Located<String>]? {
        guard let range = list.range else { return nil }
        if list.elements.isEmpty, list.isComplete {
            reporter.error("an empty list of operations leaves nothing; leave the key out to have all", at: range)
        }
        return list.elements
    }
}
