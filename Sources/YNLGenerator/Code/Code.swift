/// Swift source text under construction.
///
/// Templates are multi-line string literals that look like their output. A hole takes its indentation from the column
/// where it stands: every line of a multi-line value is indented alike. A hole with nothing in it, alone on its line,
/// takes the line with it.
///
/// The text is kept in one piece, and how far its lines are to be moved beside it: putting a piece into another costs
/// one copy and an addition a line, however deep the pieces are nested.
struct Code: ExpressibleByStringInterpolation, Hashable {
    /// A line behind the first.
    private struct Line: Hashable {
        /// Where the line begins in the text.
        var start: Int

        /// The number of spaces to be added before it.
        var indentation: Int
    }

    /// The text before its lines are moved.
    private var bytes: [UInt8] = []

    /// The lines behind the first, which is never moved: most pieces are one line, and make do without an array here.
    private var furtherLines: [Line] = []

    /// No text yet, and room for some.
    init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    init(stringLiteral value: String) {
        append(value.utf8)
    }

    init(stringInterpolation: Interpolation) {
        self = stringInterpolation.finished
    }

    /// Lines below one another.
    init(lines: [String]) {
        for line in lines { appendLine(line) }
    }

    /// Whether there is no text.
    var isEmpty: Bool { bytes.allSatisfy { $0 == .space || $0 == .newline } }

    /// The number of lines.
    var lineCount: Int { furtherLines.count + 1 }

    /// The number of columns that a single line takes.
    var width: Int { bytes.width }

    /// The text, without a newline at its end.
    var text: String {
        var rendered: [UInt8] = []
        for index in 0..<lineCount {
            if index > 0 { rendered.append(.newline) }
            let content = content(of: index)
            if !content.allSatisfy({ bytes[$0] == .space }) {
                append(content, indentation: indentation(of: index), to: &rendered)
            }
        }
        return String(decoding: rendered, as: UTF8.self)
    }

    /// The text of a whole file: no two blank lines in a row, none behind an opening or before a closing brace, a
    /// newline at the end.
    var fileText: String {
        var rendered: [UInt8] = []
        rendered.reserveCapacity(furtherLines.reduce(bytes.count + 1) { $0 + $1.indentation })
        var hasGap = false
        var isBehindBrace = true
        for index in 0..<lineCount {
            let content = content(of: index)
            guard let start = content.first(where: { bytes[$0] != .space }) else {
                hasGap = true
                continue
            }
            if hasGap, !isBehindBrace, bytes[start] != UInt8(ascii: "}") { rendered.append(.newline) }
            hasGap = false
            append(content, indentation: indentation(of: index), to: &rendered)
            isBehindBrace = rendered.last == UInt8(ascii: "{")
            rendered.append(.newline)
        }
        return String(decoding: rendered, as: UTF8.self)
    }

    /// Pieces behind one another with a separator between each two.
    static func list(_ pieces: [Code], separator: String) -> Code {
        var code = Code(capacity: pieces.reduce(0) { $0 + $1.bytes.count + separator.utf8.count })
        for (index, piece) in pieces.enumerated() {
            if index > 0 { code.append(separator.utf8) }
            code.append(piece)
        }
        return code
    }

    /// Pieces below one another, empty ones left out.
    static func lines(_ pieces: [Code]) -> Code {
        joined(pieces) { _, _ in false }
    }

    /// Declarations below one another, empty ones left out: a blank line sets apart those of more than two lines, which
    /// are a comment of one line and what it is about.
    static func declarations(_ pieces: [Code]) -> Code {
        joined(pieces) { $0.lineCount > 2 || $1.lineCount > 2 }
    }

    /// Pieces below one another with a blank line between each two, empty ones left out.
    static func blocks(_ pieces: [Code]) -> Code {
        joined(pieces) { _, _ in true }
    }

    private static func joined(_ pieces: [Code], _ areApart: (Code, Code) -> Bool) -> Code {
        if pieces.count == 1 { return pieces[0] }
        var code = Code(capacity: pieces.reduce(0) { $0 + $1.bytes.count + 2 })
        code.furtherLines.reserveCapacity(pieces.reduce(0) { $0 + $1.lineCount + 1 })
        var previous: Int?
        for (index, piece) in pieces.enumerated() where !piece.isEmpty {
            if let previous { code.endLine(count: areApart(pieces[previous], piece) ? 2 : 1) }
            code.append(piece)
            previous = index
        }
        return code
    }
}

extension Code {
    /// Adds a line below the others.
    mutating func appendLine(_ text: String) {
        if !bytes.isEmpty { endLine() }
        append(text.utf8)
    }

    /// Adds lines below the others.
    mutating func appendLines(_ piece: Code) {
        if !bytes.isEmpty { endLine() }
        append(piece)
    }

    private mutating func append(_ text: some Collection<UInt8>) {
        let start = bytes.count
        bytes.append(contentsOf: text)
        for index in start..<bytes.count where bytes[index] == .newline {
            addLine(Line(start: index + 1, indentation: 0))
        }
    }

    private mutating func addLine(_ line: Line) {
        // An array that grows one by one would be copied for the second line and the third.
        if furtherLines.isEmpty { furtherLines.reserveCapacity(6) }
        furtherLines.append(line)
    }

    private mutating func append(_ piece: Code, indentation: Int = 0) {
        let start = bytes.count
        bytes.append(contentsOf: piece.bytes)
        for line in piece.furtherLines {
            addLine(Line(start: start + line.start, indentation: line.indentation + indentation))
        }
    }

    private mutating func endLine(count: Int = 1) {
        for _ in 0..<count {
            bytes.append(.newline)
            addLine(Line(start: bytes.count, indentation: 0))
        }
    }

    /// Where the last line begins.
    private var lastStart: Int { furtherLines.last?.start ?? 0 }

    /// Whether there is nothing but spaces in the last line.
    private var endsInSpaces: Bool { (lastStart..<bytes.count).allSatisfy { bytes[$0] == .space } }

    /// Takes away the last line; returns whether it had another before it.
    @discardableResult
    private mutating func removeLine() -> Bool {
        bytes.removeLast(bytes.count - lastStart)
        guard furtherLines.popLast() != nil else { return false }
        bytes.removeLast()
        return true
    }

    /// Where the text of a line stands, without a newline.
    private func content(of index: Int) -> Range<Int> {
        let start = index == 0 ? 0 : furtherLines[index - 1].start
        return start..<(index < furtherLines.count ? furtherLines[index].start - 1 : bytes.count)
    }

    private func indentation(of index: Int) -> Int {
        index == 0 ? 0 : furtherLines[index - 1].indentation
    }

    private func append(_ content: Range<Int>, indentation: Int, to rendered: inout [UInt8]) {
        for _ in 0..<indentation { rendered.append(.space) }
        rendered.append(contentsOf: bytes[content])
    }
}

extension Code {
    /// Assembles a literal with holes.
    struct Interpolation: StringInterpolationProtocol {
        private var code = Code()

        /// Whether the line that the last hole stood on is to go, newline included.
        private var dropsLine = false

        init(literalCapacity: Int, interpolationCount: Int) {
            code.bytes.reserveCapacity(literalCapacity + 24 * interpolationCount)
        }

        /// What has been put together.
        fileprivate var finished: Code {
            guard dropsLine else { return code }
            var code = code
            code.removeLine()
            return code
        }

        mutating func appendLiteral(_ literal: String) {
            // There is an empty literal between holes side by side, and behind a hole at the end.
            guard !literal.isEmpty else { return }
            guard dropsLine else { return code.append(literal.utf8) }
            dropsLine = false
            guard literal.utf8.first == .newline else { return code.append(literal.utf8) }
            // The newline at the end of the line that goes serves the line before it.
            if code.removeLine() { code.append(literal.utf8) } else { code.append(literal.utf8.dropFirst()) }
        }

        mutating func appendInterpolation(_ value: String) {
            appendLiteral(value)
        }

        mutating func appendInterpolation(_ value: some BinaryInteger) {
            appendLiteral(String(value))
        }

        mutating func appendInterpolation(_ pieces: [Code]) {
            appendInterpolation(Code.lines(pieces))
        }

        mutating func appendInterpolation(_ piece: Code) {
            guard !piece.isEmpty else {
                dropsLine = dropsLine || code.endsInSpaces
                return
            }
            dropsLine = false
            let isIndented = piece.lineCount > 1 && code.endsInSpaces
            code.append(piece, indentation: isIndented ? code.bytes.count - code.lastStart : 0)
        }
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
        guard line.utf8.width > 112 else { return appendInterpolation(line) }
        let escaped = words.map { String($0.swiftLiteral.dropFirst().dropLast()) }
        let text = Code(lines: Emitter.filled(escaped, by: "", width: 100) + ["\"\"\""])
        // Behind a declaration the literal's lines are indented, alone they are not.
        let literal: Code =
            start.isEmpty
            ? "\("\"\"\"\n")\(text)"
            : """
            \(start)\("\"\"\"")
                \(text)
            """
        appendInterpolation(literal)
    }
}

extension UInt8 {
    fileprivate static let space = UInt8(ascii: " ")
    fileprivate static let newline = UInt8(ascii: "\n")
}

extension Collection<UInt8> {
    /// The number of columns that UTF-8 takes, one for each scalar.
    var width: Int {
        // Without a check for overflow, several bytes are counted at once.
        reduce(0) { $0 &+ ($1 & 0b1100_0000 == 0b1000_0000 ? 0 : 1) }
    }
}
