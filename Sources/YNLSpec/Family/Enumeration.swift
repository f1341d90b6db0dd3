/// An enumeration of a family: names for numbers, or for the bits of a mask.
public struct Enumeration: Sendable, Hashable {
    /// Refers to an enumeration of the same family.
    public struct ID: Sendable, Hashable {
        /// The position in the family's array.
        public let index: Int
    }

    /// What the entries' values mean.
    public enum Kind: Sendable, Hashable {
        /// Each entry is one value (`type: enum`).
        case values

        /// Each entry is a bit: its value is the index of the bit (`type: flags`).
        case flags
    }

    /// One entry.
    public struct Entry: Sendable, Hashable {
        /// The name in the spec.
        public let name: String

        /// The value, or for flags the index of the bit.
        ///
        /// Values may exceed 32 bits' signed range, as nftables' verdict codes do.
        public let value: Int64

        /// What the entry means.
        public let documentation: String?

        /// Where the entry stands.
        public let location: SourceLocation

        init(name: String, value: Int64, documentation: String?, location: SourceLocation) {
            self.name = name
            self.value = value
            self.documentation = documentation
            self.location = location
        }
    }

    /// The name in the spec.
    public let name: String

    /// What the enumeration is for.
    public let documentation: String?

    /// What the values mean.
    public let kind: Kind

    /// The entries in the order of the spec; may be empty.
    public let entries: [Entry]

    /// The prefix of the entries' C names, `enum_name_` in kebab case unless the spec says otherwise.
    public let cPrefix: String?

    /// The header that declares the C enum when it is not the family's own.
    public let cHeader: String?

    /// Where the definition stands.
    public let location: SourceLocation

    init(
        name: String,
        documentation: String?,
        kind: Kind,
        entries: [Entry],
        cPrefix: String?,
        cHeader: String?,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.kind = kind
        self.entries = entries
        self.cPrefix = cPrefix
        self.cHeader = cHeader
        self.location = location
    }
}
