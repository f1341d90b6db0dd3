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

    /// Adds diagnostics behind the others.
    public mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
        all.append(contentsOf: diagnostics)
    }
}
