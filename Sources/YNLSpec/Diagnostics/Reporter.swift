/// Collects what one run over a spec finds.
///
/// It knows the files, so that the stages only name places. A shared reference rather than a value passed along: every
/// stage reports, and none looks at what the others reported.
final class Reporter {
    /// More about a diagnostic; without a place of its own it is about the diagnostic's.
    struct Note {
        let message: String
        var range: SourceRange?
    }

    /// How many errors, and how many warnings, a run shows; a broken file must not print megabytes.
    private static let limit = 100

    private struct Finding: Hashable {
        let location: SourceLocation
        let message: String
    }

    private let sources: [SourceFile]
    private var lineTables: [String: LineTable] = [:]
    private var findings: Set<Finding> = []
    private var errors: [Diagnostic] = []
    private var warnings: [Diagnostic] = []
    private var hiddenErrors = 0

    init(sources: [SourceFile]) {
        self.sources = sources
    }

    /// Whether anything was an error.
    var hasErrors: Bool { !errors.isEmpty }

    /// How many errors there were so far.
    var errorCount: Int { errors.count + hiddenErrors }

    /// Reports what makes a file impossible to understand.
    func error(_ message: String, at range: SourceRange, notes: @autoclosure () -> [Note] = []) {
        guard errors.count < Self.limit else { return hiddenErrors += 1 }
        guard isNew(message, at: range) else { return }
        errors.append(diagnostic(.error, message, at: range, notes()))
    }

    /// Reports what breaks a rule and can be understood all the same.
    func warning(_ message: String, at range: SourceRange, notes: @autoclosure () -> [Note] = []) {
        guard warnings.count < Self.limit, isNew(message, at: range) else { return }
        warnings.append(diagnostic(.warning, message, at: range, notes()))
    }

    /// Everything found, in the order of the source.
    func diagnostics() -> [Diagnostic] {
        var all = errors + warnings
        if hiddenErrors > 0, let last = errors.last {
            let message = "too many errors; \(hiddenErrors) more are not shown"
            all.append(
                Diagnostic(severity: .error, message: message, location: last.location, excerpt: nil, notes: [])
            )
        }
        return all.enumerated()
            .sorted { ($0.element.location, $0.offset) < ($1.element.location, $1.offset) }
            .map(\.element)
    }

    /// The line and column of a byte of a file.
    func location(ofByte offset: Int, in source: SourceFile) -> SourceLocation {
        let position = lineTable(of: source).position(ofByte: offset)
        return SourceLocation(file: source.path, line: position.line, column: position.column)
    }

    /// A subset repeats its parent's attributes, and with them their mistakes; once is enough.
    private func isNew(_ message: String, at range: SourceRange) -> Bool {
        findings.insert(Finding(location: range.start, message: message)).inserted
    }

    private func diagnostic(
        _ severity: Diagnostic.Severity,
        _ message: String,
        at range: SourceRange,
        _ notes: [Note]
    ) -> Diagnostic {
        let notes = notes.map { note in
            Diagnostic.Note(
                message: note.message,
                location: (note.range ?? range).start,
                excerpt: note.range.flatMap(excerpt)
            )
        }
        return Diagnostic(
            severity: severity,
            message: message,
            location: range.start,
            excerpt: excerpt(of: range),
            notes: notes
        )
    }

    private func excerpt(of range: SourceRange) -> SourceExcerpt? {
        guard let source = sources.first(where: { $0.path == range.start.file }),
            source.bytes.count <= YAMLComposer.Limit.bytes,
            let line = lineTable(of: source).text(ofLine: range.start.line)
        else { return nil }
        return SourceExcerpt(line: line, underlining: range)
    }

    private func lineTable(of source: SourceFile) -> LineTable {
        if let table = lineTables[source.path] { return table }
        let table = LineTable(source)
        lineTables[source.path] = table
        return table
    }
}
