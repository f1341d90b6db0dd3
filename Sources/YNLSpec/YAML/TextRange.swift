/// A stretch of one of the files of a run: what a ``SourceRange`` says, as the stages pass it along.
///
/// A tree has thousands of ranges, and nearly all are only looked at if there is something to report. So a range takes
/// few bytes and no reference; the reporter knows the name of the file.
struct TextRange: Sendable, Hashable {
    /// A place in a text, counted from 1; columns are code points.
    struct Position: Sendable, Hashable {
        let line: UInt32
        let column: UInt32

        /// The first character.
        static let start = Position(line: 1, column: 1)
    }

    /// The first character.
    let start: Position

    /// The place behind the last character.
    let end: Position

    /// The file, by its number in the run.
    let file: UInt8

    /// The range that points at its beginning alone.
    var beginning: TextRange { TextRange(start: start, end: start, file: file) }
}
