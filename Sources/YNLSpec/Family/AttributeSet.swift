/// A number space of attributes: the top level of a message, or the contents of a nest.
public struct AttributeSet: Sendable, Hashable {
    /// Refers to an attribute set of the same family.
    public struct ID: Sendable, Hashable {
        /// The position in the family's array.
        public let index: Int
    }

    /// The name in the spec.
    public let name: String

    /// What the set is for.
    public let documentation: String?

    /// The set that this one narrows, if it is a subset.
    public let parent: ID?

    /// The attributes in the order of the spec, each name once.
    ///
    /// Members of a subset carry the number and all properties of the parent's attribute, with the subset's own
    /// properties laid over them.
    public let attributes: [Attribute]

    /// The prefix of the attributes' C names in kebab case, for example `ovs-packet-attr-`.
    public let cPrefix: String

    /// Where the set stands.
    public let location: SourceLocation

    init(
        name: String,
        documentation: String?,
        parent: ID?,
        attributes: [Attribute],
        cPrefix: String,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.parent = parent
        self.attributes = attributes
        self.cPrefix = cPrefix
        self.location = location
    }

    /// The attribute of a name, or `nil`.
    public func attribute(named name: String) -> Attribute? {
        attributes.first { $0.name == name }
    }
}

extension Family {
    /// References to all attribute sets, in the order of the spec.
    public var attributeSetIDs: [AttributeSet.ID] { attributeSets.indices.map { AttributeSet.ID(index: $0) } }
}
