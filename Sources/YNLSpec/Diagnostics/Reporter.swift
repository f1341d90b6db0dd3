/// Collects what one run over a spec finds.
///
/// It knows the files, so that the stages only name places. A shared reference rather than a value passed along: every
/// stage reports, and none looks at what the others reported.
final class Reporter {
    /// More about a diagnostic; without a place of its own it is about the diagnostic's.
    struct Note {
        let message: String
        var range: TextRange?
    }

    /// How many errors, and how many warnings, a run shows; a broken file must not print megabytes.
    private static let limit = 100

    private struct Finding: Hashable {
        let file: UInt8
        let start: TextRange.Position
        let message: String
    }

    private let sources: [SourceFile]
    private var lineTables: [UInt8: LineTable] = [:]
    private var findings: Set<Finding> = []
    private var errors: [Diagnostic] = []
    private var warnings: [Diagnostic] = []

    /// How many errors there were so far, those that are not shown too.
    private(set) var errorCount = 0

    init(sources: [SourceFile]) {
        self.sources = sources
    }

    /// Whether anything was an error.
    var hasErrors: Bool { errorCount > 0 }

    private var hiddenErrors: Int { errorCount - errors.count }

    /// Reports what makes a file impossible to understand.
    func error(_ message: String, at range: TextRange, notes: @autoclosure () -> [Note] = []) {
        guard errors.count < Self.limit else { return errorCount += 1 }
        guard isNew(message, at: range) else { return }
        errorCount += 1
        errors.append(diagnostic(.error, message, at: range, notes()))
    }

    /// Reports what breaks a rule and can be understood all the same.
    func warning(_ message: String, at range: TextRange, notes: @autoclosure () -> [Note] = []) {
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

    /// The number of a file, as ranges state it; files of one path are one file.
    func number(of source: SourceFile) -> UInt8 {
        UInt8(clamping: sources.firstIndex { $0.path == source.path } ?? 0)
    }

    /// The first place in a file.
    func beginning(of source: SourceFile) -> TextRange { range(of: .start, in: source) }

    /// The range that points at a single place.
    func range(of position: TextRange.Position, in source: SourceFile) -> TextRange {
        TextRange(start: position, end: position, file: number(of: source))
    }

    /// The line and column of a byte of a file.
    func position(ofByte offset: Int, in source: SourceFile) -> TextRange.Position {
        let position = lineTable(ofFile: number(of: source)).position(ofByte: offset)
        return TextRange.Position(line: UInt32(clamping: position.line), column: UInt32(clamping: position.column))
    }

    /// Where a range begins, for those who do not know the run's files by number.
    func location(of range: TextRange) -> SourceLocation {
        SourceLocation(
            file: sources[Int(range.file)].path,
            line: Int(range.start.line),
            column: Int(range.start.column)
        )
    }

    /// A subset repeats its parent's attributes, and with them their mistakes; once is enough.
    private func isNew(_ message: String, at range: TextRange) -> Bool {
        findings.insert(Finding(file: range.file, start: range.start, message: message)).inserted
    }

    private func diagnostic(
        _ severity: Diagnostic.Severity,
        _ message: String,
        at range: TextRange,
        _ notes: [Note]
    ) -> Diagnostic {
        let notes = notes.map { note in
            Diagnostic.Note(
                message: note.message,
                location: location(of: note.range ?? range),
                excerpt: note.range.flatMap(excerpt)
            )
        }
        return Diagnostic(
            severity: severity,
            message: message,
            location: location(of: range),
            excerpt: excerpt(of: range),
            notes: notes
        )
    }

    private func excerpt(of range: TextRange) -> SourceExcerpt? {
        guard sources[Int(range.file)].bytes.count <= YAMLComposer.Limit.bytes,
            let line = lineTable(ofFile: range.file).text(ofLine: Int(range.start.line))
        else { return nil }
        let sourceRange = SourceRange(
            start: location(of: range),
            endLine: Int(range.end.line),
            endColumn: Int(range.end.column)
        )
        return SourceExcerpt(line: line, underlining: sourceRange)
    }

    private func lineTable(ofFile number: UInt8) -> LineTable {
        if let table = lineTables[number] { return table }
        let table = LineTable(sources[Int(number)])
        lineTables[number] = table
        return table
    }
}
