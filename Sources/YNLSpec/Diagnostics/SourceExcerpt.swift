/// The line of a source file that a diagnostic is about, and the part of it to underline.
public struct SourceExcerpt: Sendable, Hashable {
    /// The text of the line; a very long line is cut around the caret.
    public let line: String

    /// Where the caret stands in ``line``, in code points counted from 1.
    public let caretColumn: Int

    /// How many code points are underlined, at least 1.
    public let caretLength: Int
}

extension SourceExcerpt {
    /// The longest line that is shown whole, in code points.
    private static let longestLine = 200

    /// How much of a cut line is shown in front of the caret, in code points.
    private static let leadingContext = 60

    /// Creates the excerpt of a line that contains the beginning of a range.
    init(line: String, underlining range: SourceRange) {
        let scalars = Array(line.unicodeScalars)
        let caret = min(max(range.start.column - 1, 0), scalars.count)
        let length = min(range.lengthInFirstLine ?? Int.max, max(scalars.count - caret, 1))
        let isWhole = scalars.count <= Self.longestLine
        let first = isWhole ? 0 : max(0, caret - Self.leadingContext)
        let end = isWhole ? scalars.count : min(scalars.count, first + Self.longestLine)

        self.line = String(String.UnicodeScalarView(scalars[first..<end]))
        self.caretColumn = caret - first + 1
        self.caretLength = min(length, max(end - caret, 1))
    }

    /// The line, and below it the caret.
    var text: String { "\(line)\n\(caretLine)" }

    /// The caret and its tail, indented like the line; a tab stays a tab so that both lines shift alike.
    private var caretLine: String {
        let indentation = line.unicodeScalars.prefix(caretColumn - 1).map { $0 == "\t" ? "\t" : " " }
        return indentation.joined() + "^" + String(repeating: "~", count: caretLength - 1)
    }
}
