extension Spec {
    /// A number space of attributes, or a part of another one.
    struct AttributeSet {
        let name: Located<String>
        let documentation: String?

        /// The set that this one is a part of.
        let parent: Located<String>?
        let namePrefix: String?
        let attributes: List<Attribute>
    }
}

extension Spec.AttributeSet: SpecObject {
    static let noun = "an attribute set"

    init?(from fields: inout Fields) {
        let name = fields.name()
        documentation = fields.string(.doc)?.value
        parent = fields.string(.subsetOf)
        namePrefix = fields.string(.namePrefix)?.value
        attributes = fields.list(.attributes, .required)

        _ = fields.stringOrNull(.enumName, nullIn: .withCNames)
        for key in [.attrCntName, .attrMaxName, .header] as [SpecKey] { _ = fields.string(key, in: .withCNames) }

        if parent != nil, let prefix = fields.keyRange(.namePrefix) {
            fields.context.reporter.error(
                "'name-prefix' cannot stand beside 'subset-of': a subset has no names of its own",
                at: prefix
            )
        }
        if fields.keyRange(.subsetOf) == nil { Self.requireTypes(of: attributes, fields.context.reporter) }
        guard let name else { return nil }
        self.name = name
    }

    /// Only an attribute of a subset may leave its type to the parent.
    private static func requireTypes(of attributes: List<Spec.Attribute>, _ reporter: Reporter) {
        for attribute in attributes.elements where !attribute.statesType {
            reporter.error("an attribute lacks the key 'type'", at: attribute.mark)
        }
    }
}
