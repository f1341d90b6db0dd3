/// A place in a source file: where a word of it begins.
public struct SourceLocation: Sendable, Hashable, Comparable {
    /// The path of the file as the user wrote it.
    public let file: String

    /// The line, counted from 1.
    public let line: Int

    /// The column in code points, counted from 1.
    public let column: Int

    /// Creates a location.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// Orders locations by file, line and column.
    public static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

extension SourceLocation: CustomStringConvertible {
    /// The location as compilers write it, `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}
