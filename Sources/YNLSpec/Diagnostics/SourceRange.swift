/// A stretch of a source file: from a word's first character to the place behind its last one.
public struct SourceRange: Sendable, Hashable {
    /// Where the stretch begins.
    public let start: SourceLocation

    /// The line of the place behind the last character.
    public let endLine: Int

    /// The column of the place behind the last character.
    public let endColumn: Int

    /// Creates a range.
    public init(start: SourceLocation, endLine: Int, endColumn: Int) {
        self.start = start
        self.endLine = endLine
        self.endColumn = endColumn
    }

    /// Creates a range that points at a single place.
    public init(_ location: SourceLocation) {
        self.init(start: location, endLine: location.line, endColumn: location.column)
    }
}

extension SourceRange {
    /// How many characters of the first line the range covers, at least 1; `nil` if it goes on in further lines.
    var lengthInFirstLine: Int? {
        start.line == endLine ? max(1, endColumn - start.column) : nil
    }
}
