/// Swift source text under construction.
///
/// Templates are multi-line string literals that look like their output. A hole takes its indentation from the column
/// where it stands: every line of a multi-line value is indented alike. A hole with nothing in it, alone on its line,
/// takes the line with it.
struct Code: ExpressibleByStringInterpolation, Hashable {
    /// The text, without a newline at its end.
    private(set) var text: String

    init(stringLiteral value: String) {
        text = value
    }

    init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    /// Lines below one another.
    init(lines: [String]) {
        text = lines.joined(separator: "\n")
    }

    /// Whether there is no text.
    var isEmpty: Bool { text.isEmpty }

    /// Pieces below one another, empty ones left out.
    static func lines(_ pieces: [Code]) -> Code {
        Code(lines: pieces.filter { !$0.isEmpty }.map(\.text))
    }

    /// Pieces below one another with a blank line between each two, empty ones left out.
    static func blocks(_ pieces: [Code]) -> Code {
        var code = Code(stringLiteral: "")
        code.text = pieces.filter { !$0.isEmpty }.map(\.text).joined(separator: "\n\n")
        return code
    }
}

extension Code {
    /// Assembles a literal with holes.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        /// Whether the line that the last hole stood on is to go, newline included.
        private var dropsNewline = false

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity * 2)
        }

        mutating func appendLiteral(_ literal: String) {
            guard dropsNewline else { return text += literal }
            dropsNewline = false
            if literal.hasPrefix("\n") {
                text += literal.dropFirst()
            } else {
                text += literal
            }
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
            dropsNewline = false
            let start = text.lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
            let isAlone = text[start...].allSatisfy { $0 == " " }
            if code.isEmpty, isAlone {
                text.removeSubrange(start...)
                dropsNewline = true
                return
            }
            let indentation = isAlone ? String(text[start...]) : ""
            var isFirst = true
            for line in code.text.split(separator: "\n", omittingEmptySubsequences: false) {
                if !isFirst { text += "\n" + (line.isEmpty ? "" : indentation) }
                text += line
                isFirst = false
            }
        }
    }
}

extension Code {
    /// The text of a whole file: no two blank lines in a row, none behind an opening or before a closing brace, a
    /// newline at the end.
    var fileText: String {
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let isBlank = line.allSatisfy { $0 == " " }
            if isBlank, lines.last.map({ $0.isEmpty || $0.hasSuffix("{") }) ?? true { continue }
            if line.drop(while: { $0 == " " }).hasPrefix("}"), lines.last?.isEmpty == true { lines.removeLast() }
            lines.append(isBlank ? "" : line)
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n"
    }
}
