/// A word out of a fixed list.
protocol SchemaWord: RawRepresentable<String>, CaseIterable, SpecScalar {
    /// What messages call such a word.
    static var noun: String { get }

    /// The schema levels that know the word.
    var dialects: Dialects { get }

    /// The schema levels that learnt the word later than the others; its use is worth a warning.
    var newerDialects: Dialects { get }
}

extension SchemaWord {
    var dialects: Dialects { .all }
    var newerDialects: Dialects { [] }
}

extension SchemaWord {
    init?(scalar node: YAMLNode, in context: SchemaContext) {
        guard let text = String(scalar: node, in: context) else { return nil }
        guard let word = Self(rawValue: text) else {
            context.reporter.error(
                "unknown \(Self.noun) \(text.quoted)",
                at: node.range,
                notes: Self.suggestions(for: text, in: context.dialect)
            )
            return nil
        }
        guard word.isAllowed(at: node.range, in: context) else { return nil }
        self = word
    }

    /// Whether the schema level has the word; if not, or only lately, that is reported.
    private func isAllowed(at range: TextRange, in context: SchemaContext) -> Bool {
        if dialects.allows(context.dialect) { return true }
        let level = context.dialect?.rawValue ?? ""
        if newerDialects.allows(context.dialect) {
            context.reporter.warning(
                "\(Self.noun) '\(rawValue)' is not in the kernel's schema of '\(level)' of January 2026",
                at: range
            )
            return true
        }
        context.reporter.error(
            "\(Self.noun) '\(rawValue)' is not allowed at level '\(level)'; it needs \(dialects.names)",
            at: range
        )
        return false
    }

    private static func suggestions(for text: String, in dialect: Family.Dialect?) -> [Reporter.Note] {
        let words = allCases.filter { $0.dialects.allows(dialect) }.map(\.rawValue)
        let nearest: [Reporter.Note] = .didYouMean(text, among: words)
        return nearest.isEmpty ? [.init(message: "it must be one of \(words.joined(separator: ", "))")] : nearest
    }
}
