extension [UInt8] {
    /// Reads bytes written as pairs of hexadecimal digits, or returns `nil` if the text is anything else.
    ///
    /// One blank or colon may stand between pairs: `deadbeef`, `dead beef` and `de:ad:be:ef` are the same bytes. Letters
    /// may be of either case; no text is no bytes.
    public init?(hexadecimal text: String) {
        self = []
        let characters = Array<UInt8>(text.utf8)
        var index = 0
        while index < characters.count {
            if index > 0, [UInt8(ascii: " "), UInt8(ascii: ":")].contains(characters[index]) { index += 1 }
            guard index + 1 < characters.count, let high = characters[index].hexadecimalDigit,
                let low = characters[index + 1].hexadecimalDigit
            else { return nil }
            append(high << 4 | low)
            index += 2
        }
    }

    /// The bytes as pairs of lower-case hexadecimal digits with blanks between them: `de ad be ef`.
    public var hexadecimal: String { hexadecimal(separator: " ") }

    /// The bytes as pairs of lower-case hexadecimal digits.
    func hexadecimal(separator: String) -> String {
        lazy.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: separator)
    }
}

extension UInt8 {
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
