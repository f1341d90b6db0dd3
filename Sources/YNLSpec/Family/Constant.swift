/// A named constant of a family.
public struct Constant: Sendable, Hashable {
    /// A constant's value: specs have numbers and, rarely, texts.
    public enum Value: Sendable, Hashable {
        /// A number.
        case integer(Int64)

        /// A text, for example the name of a multicast group.
        case string(String)
    }

    /// The name in the spec.
    public let name: String

    /// What the constant is for.
    public let documentation: String?

    /// The value.
    public let value: Value

    /// The prefix of the constant's C name in kebab case, the family's name unless the spec says otherwise.
    public let cPrefix: String

    /// Where the definition stands.
    public let location: SourceLocation

    init(name: String, documentation: String?, value: Value, cPrefix: String, location: SourceLocation) {
        self.name = name
        self.documentation = documentation
        self.value = value
        self.cPrefix = cPrefix
        self.location = location
    }
}
