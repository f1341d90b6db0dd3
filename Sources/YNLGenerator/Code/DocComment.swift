/// A doc comment: a sentence, then what else there is to say.
struct DocComment: Hashable, Sendable {
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
        let paragraphs = documentation.map(Self.paragraphs) ?? []
        let (summary, rest) = Self.splitSentence(paragraphs.first ?? fallback)
        self.init(Self.terminated(summary), (rest.isEmpty ? [] : [rest]) + paragraphs.dropFirst())
    }

    /// The comment with another paragraph at its end.
    func adding(_ paragraph: String) -> DocComment {
        paragraph.isEmpty ? self : DocComment(summary, paragraphs + [paragraph])
    }

    /// The summary with a remark in parentheses before its full stop.
    func remarking(_ remark: String) -> DocComment {
        let stop = summary.utf8.last == UInt8(ascii: ".") ? 1 : 0
        return DocComment("\(summary.dropLast(stop)) (\(remark)).", paragraphs)
    }

    /// The summary alone.
    var brief: DocComment { DocComment(summary) }

    /// The comment's lines.
    ///
    /// - Parameter indentation: How far the comment will be indented; lines end before column 120.
    /// - Returns: The lines, each with its slashes.
    func code(indentation: Int) -> Code {
        let width = 120 - indentation - 4
        var code = Self.wrap(summary, width: width)
        for paragraph in paragraphs {
            code.appendLine("///")
            code.appendLines(Self.wrap(paragraph, width: width))
        }
        return code
    }
}

extension DocComment {
    /// The paragraphs of a text, each on one line.
    private static func paragraphs(of text: String) -> [String] {
        // Most texts are one line without constants.
        if isTidy(text), !text.utf8.contains(UInt8(ascii: "_")) { return [text] }
        return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            .map { words(Substring($0)) }
            .split { $0.isEmpty }
            .map { lines in lines.joined().map(markingConstants).joined(separator: " ") }
    }

    /// The words of a text.
    ///
    /// Bytes rather than characters are looked at: it is done for every comment of a family.
    private static func words(_ text: Substring) -> [Substring] {
        text.utf8.split(whereSeparator: isSpace).map { Substring($0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case " ", "\n", "\r", "\t": true
        default: false
        }
    }

    /// The word, in backticks if it is a C constant such as `OVS_KEY_ATTR_*`, perhaps between punctuation.
    private static func markingConstants(_ word: Substring) -> String {
        guard word.utf8.contains(UInt8(ascii: "_")), !word.utf8.contains(UInt8(ascii: "`")) else { return String(word) }
        let prefix = word.prefix { !isConstant($0) && !$0.isLetter }
        let constant = word.dropFirst(prefix.count).prefix(while: isConstant)
        let suffix = word.dropFirst(prefix.count + constant.count)
        guard constant.contains("_"), constant.contains(where: \.isUppercase), suffix.first?.isLetter != true else {
            return String(word)
        }
        return "\(prefix)`\(constant)`\(suffix)"
    }

    private static func isConstant(_ character: Character) -> Bool {
        character.isASCII && (character.isUppercase || character.isNumber || character == "_" || character == "*")
    }

    /// The first sentence and what follows it.
    private static func splitSentence(_ text: String) -> (String, String) {
        var start = text.startIndex
        while let stop = text.utf8[start...].firstIndex(of: UInt8(ascii: ".")) {
            let end = text.utf8.index(after: stop)
            if end == text.endIndex { break }
            if text.utf8[end] == UInt8(ascii: " "), !endsInAbbreviation(text[..<end]) {
                return (String(text[..<end]), String(text[text.utf8.index(after: end)...]))
            }
            start = end
        }
        return (text, "")
    }

    private static func endsInAbbreviation(_ text: Substring) -> Bool {
        let word = text.utf8.lastIndex(of: UInt8(ascii: " ")).map { text[text.utf8.index(after: $0)...] } ?? text
        return abbreviations.contains(word.drop { !$0.isLetter }.lowercased())
    }

    private static let abbreviations: Set<String> = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "approx."]

    private static func terminated(_ sentence: String) -> String {
        switch sentence.utf8.last.map(Unicode.Scalar.init) {
        case ":", ",", ";": sentence.dropLast() + "."
        case ".", "!", "?", nil: sentence
        default: sentence + "."
        }
    }

    /// Breaks a paragraph into lines at white space, each with its slashes.
    private static func wrap(_ text: String, width: Int) -> Code {
        let text = isTidy(text) ? text : words(text[...]).joined(separator: " ")
        // Most comments are one short line.
        guard text.utf8.count > width else { return text.isEmpty ? "" : "/// \(text)" }
        var code = Code(capacity: text.utf8.count * 5 / 4)
        var line = text.startIndex..<text.startIndex
        var length = 0
        for word in words(text[...]) {
            let wordLength = word.utf8.width
            if length > 0, length + 1 + wordLength > width {
                code.appendLine("/// \(text[line])")
                line = word.startIndex..<word.startIndex
                length = 0
            }
            line = line.lowerBound..<word.endIndex
            length += (length > 0 ? 1 : 0) + wordLength
        }
        code.appendLine("/// \(text[line])")
        return code
    }

    /// Whether there is no white space in a text but single spaces between words.
    private static func isTidy(_ text: String) -> Bool {
        let bytes = text.utf8.span
        var isBehindSpace = true
        for index in bytes.indices {
            guard isSpace(bytes[index]) else {
                isBehindSpace = false
                continue
            }
            if isBehindSpace || bytes[index] != UInt8(ascii: " ") { return false }
            isBehindSpace = true
        }
        return !isBehindSpace
    }
}
