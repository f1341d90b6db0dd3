/// A doc comment: a sentence, then what else there is to say.
struct DocComment: Hashable {
    /// One sentence that fits no more than it must: the rules of the house want it in a paragraph of its own.
    var summary: String

    /// Further paragraphs.
    var paragraphs: [String]

    init(_ summary: String, _ paragraphs: [String] = []) {
        self.summary = summary
        self.paragraphs = paragraphs
    }

    /// A comment made from a spec's `doc`, or from a sentence that stands in for an absent one.
    ///
    /// - Parameters:
    ///   - documentation: The text of the spec; its first sentence becomes the summary.
    ///   - fallback: The summary if the spec says nothing.
    init(spec documentation: String?, fallback: String) {
        let paragraphs = Self.paragraphs(of: documentation ?? "")
        let (summary, rest) = Self.splitSentence(paragraphs.first ?? fallback)
        self.init(Self.terminated(summary), (rest.isEmpty ? [] : [rest]) + paragraphs.dropFirst())
    }

    /// The comment with another paragraph at its end.
    func adding(_ paragraph: String) -> DocComment {
        paragraph.isEmpty ? self : DocComment(summary, paragraphs + [paragraph])
    }

    /// The summary with a remark in parentheses before its full stop.
    func remarking(_ remark: String) -> DocComment {
        let stem = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
        return DocComment("\(stem) (\(remark)).", paragraphs)
    }

    /// The summary alone.
    var brief: DocComment { DocComment(summary) }

    /// The comment's lines.
    ///
    /// - Parameter indentation: How far the comment will be indented; lines end before column 120.
    /// - Returns: The lines, each with its slashes.
    func code(indentation: Int) -> Code {
        let paragraphs = ([summary] + paragraphs).map { paragraph in
            Self.wrap(paragraph, width: 120 - indentation - 4).map { "/// " + $0 }
        }
        return Code(lines: Array(paragraphs.joined(separator: ["///"])))
    }
}

extension DocComment {
    /// The paragraphs of a text, each on one line, with nothing in them that would end a comment.
    private static func paragraphs(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .split { $0.allSatisfy(\.isWhitespace) }
            .map { lines in
                lines.flatMap { $0.split(whereSeparator: \.isWhitespace) }.map(markingConstants).joined(separator: " ")
            }
    }

    /// The word, in backticks if it is a C constant such as `OVS_KEY_ATTR_*`.
    private static func markingConstants(_ word: Substring) -> String {
        guard !word.contains("`"), let start = word.firstIndex(where: isConstant),
            let end = word.lastIndex(where: isConstant), word[start...end].contains("_"),
            word[start...end].allSatisfy(isConstant)
        else { return String(word) }
        return "\(word[..<start])`\(word[start...end])`\(word[word.index(after: end)...])"
    }

    private static func isConstant(_ character: Character) -> Bool {
        character.isASCII && (character.isUppercase || character.isNumber || character == "_" || character == "*")
    }

    /// The first sentence and what follows it.
    private static func splitSentence(_ text: String) -> (String, String) {
        var words = text.split(separator: " ")
        var sentence: [Substring] = []
        while !words.isEmpty {
            let word = words.removeFirst()
            sentence.append(word)
            guard word.hasSuffix("."), !abbreviations.contains(word.lowercased()) else { continue }
            break
        }
        return (sentence.joined(separator: " "), words.joined(separator: " "))
    }

    private static let abbreviations: Set<String> = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx."]

    private static func terminated(_ sentence: String) -> String {
        let end = sentence.last ?? "."
        if end == ":" || end == "," || end == ";" { return sentence.dropLast() + "." }
        return ".!?".contains(end) ? sentence : sentence + "."
    }

    /// Breaks a paragraph into lines at spaces.
    private static func wrap(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }
}
