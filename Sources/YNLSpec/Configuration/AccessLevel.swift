/// Who may use the generated code.
public enum AccessLevel: String, Sendable, CaseIterable {
    /// Every importer of the module.
    case `public`

    /// The module that contains it.
    case `internal`
}

extension AccessLevel: SchemaWord {
    static let noun = "access level"
}
