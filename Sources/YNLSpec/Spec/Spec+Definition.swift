extension Spec {
    /// A constant, an enumeration, a flag set or a struct.
    struct Definition {
        /// What a definition defines.
        enum Kind: String, CaseIterable {
            case const
            case `enum`
            case flags
            case `struct`
        }

        let name: Located<String>
        let kind: Located<Kind>?
        let documentation: String?
        let header: String?
        let namePrefix: String?

        /// The value of a constant.
        let value: Located<Literal>?

        /// The first value of an enumeration, or the first bit of a flag set.
        let valueStart: Located<Literal>?

        /// The entries of an enumeration or a flag set; `nil` if there is no list.
        let entries: List<Entry>?

        /// The members of a struct; `nil` if there is no list.
        let members: List<Member>?

        /// Whether nothing about it had to be reported.
        let isSound: Bool
    }

    /// An entry of an enumeration or a flag set.
    struct Entry {
        let name: Located<String>
        let value: Located<Int>?
        let documentation: String?
    }
}

extension Spec.Definition: SpecObject {
    static let noun = "a definition"

    init?(from fields: inout Fields) {
        let name = fields.name()
        kind = fields.decode(.type, .required)
        documentation = fields.string(.doc)?.value
        header = fields.string(.header)?.value
        namePrefix = fields.string(.namePrefix, in: .withCNames)?.value
        value = fields.literal(.value, .any)
        valueStart = fields.literal(.valueStart, .any)
        entries = fields.decode(.entries)
        members = fields.decode(.members, in: .withStructures)

        _ = fields.boolean(.renderMax)
        _ = fields.stringOrNull(.enumName, in: .withCNames, nullIn: .withCNames)
        _ = fields.string(.enumCntName, in: [.genetlinkC, .genetlinkLegacy])
        _ = fields.decode(.scope, as: Located<Scope>.self)
        fields.noteNewer(.scope)

        isSound = fields.isSound
        guard let name else { return nil }
        self.name = name
    }

    /// The place to point at when the type demands what the definition lacks.
    var typeRange: TextRange { kind?.range ?? name.range }

    /// Which of the headers that the kernel generates shows a definition.
    private enum Scope: String, SchemaWord {
        case uapi
        case kernel
        case user

        static let noun = "scope"
    }
}

extension Spec.Definition.Kind: SchemaWord {
    static let noun = "definition type"

    var dialects: Dialects { self == .struct ? .withStructures : .all }
}

extension Spec.Entry: SpecObject {
    static let noun = "an entry"

    /// An entry is a mapping, or its name alone.
    init?(_ node: YAMLNode, in context: SchemaContext) {
        if case .scalar = node.content {
            guard let name = Located<String>(node, in: context) else { return nil }
            self.init(name: name, value: nil, documentation: nil)
        } else {
            self.init(mapping: node, in: context)
        }
    }

    init?(from fields: inout Fields) {
        let name = fields.name()
        value = fields.integer(.value, atLeast: .min)
        documentation = fields.string(.doc)?.value
        guard let name else { return nil }
        self.name = name
    }
}
