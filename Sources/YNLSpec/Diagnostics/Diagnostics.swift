/// Everything that was found in one or more source files, in the order of the source.
public struct Diagnostics: Sendable, Hashable {
    /// What was found.
    public private(set) var all: [Diagnostic] = []

    /// Creates an empty collection.
    public init() {}

    /// Whether anything is an error.
    public var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// The errors among them.
    public var errors: [Diagnostic] { all.filter { $0.severity == .error } }

    /// The warnings among them.
    public var warnings: [Diagnostic] { all.filter { $0.severity == .warning } }

    /// Adds a diagnostic behind the others.
    public mutating func append(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    /// Adds errors behind the others.
    ///
    /// - Parameters:
    ///   - errors: What is wrong, and where; the lines of a file are looked up once for all of them.
    ///   - sources: The files that the places are in.
    public mutating func append(errors: [(message: String, range: SourceRange)], in sources: [SourceFile]) {
        var tables: [String: LineTable] = [:]
        for source in sources where errors.contains(where: { $0.range.start.file == source.path }) {
            tables[source.path] = LineTable(source)
        }
        for (message, range) in errors {
            let line = tables[range.start.file]?.text(ofLine: range.start.line)
            append(
                Diagnostic(
                    severity: .error,
                    message: message,
                    location: range.start,
                    excerpt: line.map { SourceExcerpt(line: $0, underlining: range) },
                    notes: []
                )
            )
        }
    }

    /// Adds diagnostics behind the others.
    public mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
        all.append(contentsOf: diagnostics)
    }
}
