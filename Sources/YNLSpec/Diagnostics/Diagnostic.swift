/// One thing that is wrong, or odd, in a source file.
public struct Diagnostic: Sendable, Hashable {
    /// How bad it is.
    public enum Severity: String, Sendable, Hashable {
        /// The file cannot be understood; nothing is generated from it.
        case error

        /// The file breaks a rule, and can be understood all the same.
        case warning

        /// More about another diagnostic.
        case note
    }

    /// More about a diagnostic, possibly at another place.
    public struct Note: Sendable, Hashable {
        /// What the note says.
        public let message: String

        /// The place that the note speaks of.
        public let location: SourceLocation

        /// The line at that place, unless the diagnostic shows it already.
        public let excerpt: SourceExcerpt?
    }

    /// How bad it is.
    public let severity: Severity

    /// What is wrong, and what would be right.
    public let message: String

    /// Where it is.
    public let location: SourceLocation

    /// The line there; `nil` if its file is not at hand.
    public let excerpt: SourceExcerpt?

    /// More about it.
    public let notes: [Note]

    init(
        severity: Severity,
        message: String,
        location: SourceLocation,
        excerpt: SourceExcerpt?,
        notes: [Note]
    ) {
        self.severity = severity
        self.message = message
        self.location = location
        self.excerpt = excerpt
        self.notes = notes
    }
}

extension Diagnostic {
    /// Creates a diagnostic about a place in a source file.
    ///
    /// - Parameters:
    ///   - severity: How bad it is.
    ///   - message: What is wrong, and what would be right.
    ///   - range: Where it is.
    ///   - source: The file; the diagnostic shows a line of it if the range is in it.
    public init(_ severity: Severity, _ message: String, at range: SourceRange, in source: SourceFile) {
        let line = range.start.file == source.path ? LineTable(source).text(ofLine: range.start.line) : nil
        self.init(
            severity: severity,
            message: message,
            location: range.start,
            excerpt: line.map { SourceExcerpt(line: $0, underlining: range) },
            notes: []
        )
    }
}
