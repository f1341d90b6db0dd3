/// A payload in one of several formats; another attribute's value chooses which.
public struct SubMessage: Sendable, Hashable {
    /// Refers to a sub-message of the same family.
    public struct ID: Sendable, Hashable {
        /// The position in the family's array.
        public let index: Int
    }

    /// One format.
    ///
    /// With neither a header nor a set the payload is empty.
    public struct Format: Sendable, Hashable {
        /// The selector's value that chooses this format.
        public let value: String

        /// The struct at the front of the payload.
        public let fixedHeader: Structure.ID?

        /// The attributes after it.
        public let attributeSet: AttributeSet.ID?

        /// Where the format stands.
        public let location: SourceLocation

        init(value: String, fixedHeader: Structure.ID?, attributeSet: AttributeSet.ID?, location: SourceLocation) {
            self.value = value
            self.fixedHeader = fixedHeader
            self.attributeSet = attributeSet
            self.location = location
        }
    }

    /// The name in the spec.
    public let name: String

    /// The formats in the order of the spec.
    public let formats: [Format]

    /// Where the sub-message stands.
    public let location: SourceLocation

    init(name: String, formats: [Format], location: SourceLocation) {
        self.name = name
        self.formats = formats
        self.location = location
    }
}
