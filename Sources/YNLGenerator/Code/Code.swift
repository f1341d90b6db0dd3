/// Swift source text under construction.
///
/// Templates are multi-line string literals that look like their output. A hole takes its indentation from the column
/// where it stands: every line of a multi-line value is indented alike. A hole with nothing in it, alone on its line,
/// takes the line with it.
///
/// The text is kept as lines with their indentation as a number, so that putting a piece into another costs an addition
/// a line, however deep the pieces are nested.
struct Code: ExpressibleByStringInterpolation, Hashable {
    /// One line.
    struct Line: Hashable {
        /// The number of spaces before the text.
        var indentation: Int

        /// The text without spaces before it.
        var text: String

        /// A line of nothing.
        static let blank = Line(indentation: 0, text: "")
    }

    /// The lines.
    private(set) var lines: [Line]

    init(stringLiteral value: String) {
        var interpolation = Interpolation(literalCapacity: value.utf8.count, interpolationCount: 0)
        interpolation.appendLiteral(value)
        self.init(stringInterpolation: interpolation)
    }

    init(stringInterpolation: Interpolation) {
        lines = stringInterpolation.finished
    }

    /// The lines of a text.
    init(lines text: String) {
        self.init(lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
    }

    /// Lines below one another.
    init(lines: [String]) {
        self.lines = lines.map { Line($0) }
    }

    private init(_ lines: [Line]) {
        self.lines = lines
    }

    /// Whether there is no text.
    var isEmpty: Bool { lines.allSatisfy(\.text.isEmpty) }

    /// The text, without a newline at its end.
    var text: String { lines.map(\.rendered).joined(separator: "\n") }

    /// Pieces below one another, empty ones left out.
    static func lines(_ pieces: [Code]) -> Code {
        Code(pieces.filter { !$0.isEmpty }.flatMap(\.lines))
    }

    /// Declarations below one another, empty ones left out: a blank line sets apart those of more than two lines, which
    /// are a comment of one line and what it is about.
    static func declarations(_ pieces: [Code]) -> Code {
        var lines: [Line] = []
        var isApart = false
        for piece in pieces where !piece.isEmpty {
            let wasApart = isApart
            isApart = piece.lines.count > 2
            if !lines.isEmpty, isApart || wasApart { lines.append(.blank) }
            lines += piece.lines
        }
        return Code(lines)
    }

    /// Pieces below one another with a blank line between each two, empty ones left out.
    static func blocks(_ pieces: [Code]) -> Code {
        Code(Array(pieces.filter { !$0.isEmpty }.map(\.lines).joined(separator: [.blank])))
    }
}

extension Code.Line {
    /// A line from text that may begin with spaces.
    init(_ text: some StringProtocol) {
        let spaces = text.utf8.prefix { $0 == UInt8(ascii: " ") }.count
        self.init(indentation: spaces, text: String(text.dropFirst(spaces)))
    }

    /// The line with its indentation.
    fileprivate var rendered: String {
        text.isEmpty ? "" : String(repeating: " ", count: indentation) + text
    }

    fileprivate func indented(by spaces: Int) -> Self {
        text.isEmpty ? .blank : Self(indentation: indentation + spaces, text: text)
    }
}

extension Code {
    /// Assembles a literal with holes.
    struct Interpolation: StringInterpolationProtocol {
        private var lines: [Line] = []

        /// The line that is not finished yet, spaces before its text included.
        private var current = ""

        /// Whether the line that the last hole stood on is to go, newline included.
        private var dropsNewline = false

        init(literalCapacity: Int, interpolationCount: Int) {}

        /// All lines.
        fileprivate var finished: [Line] { dropsNewline ? lines : lines + [Line(current)] }

        mutating func appendLiteral(_ literal: String) {
            var rest = literal[...]
            while let end = rest.utf8.firstIndex(of: UInt8(ascii: "\n")) {
                appendToLine(rest[..<end])
                if !dropsNewline { lines.append(Line(current)) }
                dropsNewline = false
                current = ""
                rest = rest[rest.utf8.index(after: end)...]
            }
            appendToLine(rest)
        }

        private mutating func appendToLine(_ text: Substring) {
            if !text.isEmpty { dropsNewline = false }
            current += text
        }

        mutating func appendInterpolation(_ value: String) {
            appendLiteral(value)
        }

        mutating func appendInterpolation(_ value: some BinaryInteger) {
            appendLiteral("\(value)")
        }

        mutating func appendInterpolation(_ pieces: [Code]) {
            appendInterpolation(Code.lines(pieces))
        }

        mutating func appendInterpolation(_ code: Code) {
            let isAlone = current.utf8.allSatisfy { $0 == UInt8(ascii: " ") }
            guard !code.isEmpty, let first = code.lines.first, let last = code.lines.last else {
                if isAlone { dropsNewline = true }
                return
            }
            dropsNewline = false
            let indentation = isAlone ? current.utf8.count : 0
            guard code.lines.count > 1 else {
                current += first.rendered
                return
            }
            lines.append(isAlone ? first.indented(by: indentation) : Line(current + first.rendered))
            lines += code.lines.dropFirst().dropLast().map { $0.indented(by: indentation) }
            // The template may go on behind the last line.
            current = last.indented(by: indentation).rendered
        }
    }
}

extension Code {
    /// The text of a whole file: no two blank lines in a row, none behind an opening or before a closing brace, a
    /// newline at the end.
    var fileText: String {
        var tidy: [Line] = []
        for line in lines {
            if line.text.isEmpty, tidy.last.map({ $0.text.isEmpty || $0.text.utf8.last == UInt8(ascii: "{") }) ?? true {
                continue
            }
            if line.text.utf8.first == UInt8(ascii: "}"), tidy.last?.text.isEmpty == true { tidy.removeLast() }
            tidy.append(line)
        }
        while tidy.last?.text.isEmpty == true { tidy.removeLast() }
        // Bytes rather than strings are joined: a large family has ten thousand lines.
        var bytes: [UInt8] = []
        for line in tidy {
            if !line.text.isEmpty {
                bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: line.indentation))
                bytes.append(contentsOf: line.text.utf8)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Code.Interpolation {
    /// Words as a string literal behind what begins its declaration: on one line if that fits, else on as few as
    /// possible.
    ///
    /// - Parameters:
    ///   - words: The words.
    ///   - declaration: What stands before the literal; empty if that is alone.
    mutating func appendInterpolation(words: [String], of declaration: String) {
        let start = declaration.isEmpty ? "" : declaration + " "
        let line = start + words.joined(separator: " ").swiftLiteral
        guard line.count > 112 else { return appendInterpolation(line) }
        let text = Code(lines: Emitter.filled(words, by: "", width: 100) + ["\"\"\""])
        // Behind a declaration the literal's lines are indented, alone they are not.
        let literal: Code = start.isEmpty ? "\("\"\"\"\n")\(text)" : """
            \(start)\("\"\"\"")
                \(text)
            """
        appendInterpolation(literal)
    }
}
