/// Reads the text of flows and actions from left to right.
struct FlowScanner {
    private let text: [UInt8]

    /// The offset of the next character.
    private(set) var position = 0

    init(_ text: String) { self.text = Array(text.utf8) }

    /// Whether nothing is left.
    var isAtEnd: Bool { position == text.count }

    /// The next character, or `nil` at the end.
    var next: UInt8? { position < text.count ? text[position] : nil }

    /// What to throw if something else than the text has is needed.
    ///
    /// - Parameters:
    ///   - expected: What is needed.
    ///   - start: The offset where it should begin; the scanner's own by default.
    /// - Returns: The error.
    func error(_ expected: String, at start: Int? = nil) -> FlowTextError {
        let start = start ?? position
        let rest = String(decoding: text[start...].prefix(16), as: UTF8.self)
        return FlowTextError(column: start + 1, expected: expected, found: rest)
    }

    /// Whether the text goes on with a literal.
    func has(_ literal: String) -> Bool { text[position...].starts(with: literal.utf8) }

    /// Passes a literal if the text goes on with it.
    mutating func take(_ literal: String) -> Bool {
        guard has(literal) else { return false }
        position += literal.utf8.count
        return true
    }

    /// Passes a literal that must be there.
    mutating func expect(_ literal: String) throws(FlowTextError) {
        guard take(literal) else { throw error("\"\(literal)\"") }
    }

    /// Passes the characters that satisfy a condition.
    mutating func take(while condition: (UInt8) -> Bool) -> String {
        let start = position
        while let next, condition(next) { position += 1 }
        return String(decoding: text[start..<position], as: UTF8.self)
    }

    /// Passes blanks and, between elements, commas; whether there were any.
    @discardableResult
    mutating func takeSeparators() -> Bool { !take { " ,\t\r\n".utf8.contains($0) }.isEmpty }

    /// Passes a word of letters, digits and underscores, which may be empty.
    mutating func takeWord() -> String {
        take { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
            default: byte.isDecimalDigit
            }
        }
    }

    /// Passes a number in decimal digits, or in hexadecimal ones after `0x`.
    ///
    /// - Parameter maximum: The greatest that is allowed.
    /// - Throws: ``FlowTextError`` if there is no such number.
    /// - Returns: The number.
    mutating func number(upTo maximum: UInt64) throws(FlowTextError) -> UInt64 {
        let start = position
        let expected = "a number up to \(maximum)"
        let isHexadecimal = take("0x") || take("0X")
        let digits = take { isHexadecimal ? $0.hexadecimalDigit != nil : $0.isDecimalDigit }
        // Elsewhere a zero in front means octal digits.
        let isOctal = !isHexadecimal && digits.utf8.count > 1 && digits.hasPrefix("0")
        guard !isOctal, let number = UInt64(digits, radix: isHexadecimal ? 16 : 10), number <= maximum else {
            throw error(expected, at: start)
        }
        return number
    }

    /// Passes a number of any length.
    ///
    /// - Parameter count: How many bytes it has room for.
    /// - Throws: ``FlowTextError`` if there is no number or it needs more bytes.
    /// - Returns: That many bytes, the most significant first.
    mutating func bytes(ofNumberWith count: Int) throws(FlowTextError) -> [UInt8] {
        let start = position
        guard take("0x") || take("0X") else {
            let number = try number(upTo: count < 8 ? 1 << (8 * UInt64(count)) - 1 : .max)
            return (0..<count).reversed().map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) : 0 }
        }
        var digits = take { $0.hexadecimalDigit != nil }.utf8.compactMap(\.hexadecimalDigit)
        guard !digits.isEmpty else { throw error("hexadecimal digits") }
        digits = Array(digits.drop { $0 == 0 })
        guard digits.count <= 2 * count else { throw error("a number of \(count) bytes", at: start) }
        digits = [UInt8](repeating: 0, count: 2 * count - digits.count) + digits
        return (0..<count).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
    }

    /// Passes bytes as pairs of hexadecimal digits, as many as there are, none included.
    ///
    /// Open vSwitch writes blanks between them where it does not know an attribute.
    ///
    /// - Parameter isNumber: Whether the first digit may be missing if it is zero.
    /// - Throws: ``FlowTextError`` if a digit is missing.
    /// - Returns: The bytes.
    mutating func hexadecimalPairs(isNumber: Bool = false) throws(FlowTextError) -> [UInt8] {
        let start = position
        var digits = take { $0.hexadecimalDigit != nil || $0 == UInt8(ascii: " ") }.utf8.compactMap(\.hexadecimalDigit)
        if isNumber, !digits.count.isMultiple(of: 2) { digits.insert(0, at: 0) }
        guard digits.count.isMultiple(of: 2) else { throw error("pairs of hexadecimal digits", at: start) }
        return (0..<digits.count / 2).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }
    }
}

extension UInt8 {
    var isDecimalDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// What the ASCII character of this number counts as a hexadecimal digit, or `nil` if it is none.
    var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
