/// The numbers of YAML 1.1, and what looks like them.
///
/// Specs only use decimal and hexadecimal ones. The others matter because the kernel's tools do not take them for texts.
struct PlainNumber {
    /// A longer text is no number of any wire format, and not worth the search.
    private static let longest = 64

    private let text: Substring.UTF8View
    private let isNegative: Bool
    private let hasSign: Bool

    /// The value of a text that begins with a digit, a sign or a point; `nil` if it is a text and nothing else.
    static func value(of text: String) -> YAMLScalar.Value? {
        guard text.utf8.count <= longest else { return nil }
        let number = PlainNumber(text)
        if let integer = number.integer { return integer.map(YAMLScalar.Value.integer) ?? .other("a malformed number") }
        if number.isSexagesimal { return .other("a number in base 60") }
        if number.isFraction { return .other("a fraction") }
        return number.isDate ? .other("a date") : nil
    }

    private init(_ text: String) {
        let text = text[...].utf8
        isNegative = text.first == UInt8(ascii: "-")
        hasSign = isNegative || text.first == UInt8(ascii: "+")
        self.text = hasSign ? text.dropFirst() : text
    }
}

extension PlainNumber {
    /// The whole number, `.some(nil)` if it has the form of one and no value, `nil` if it has not even the form.
    private var integer: Int128?? {
        guard let first = text.first else { return nil }
        let second = text.dropFirst().first
        switch (first, second) {
        case (UInt8(ascii: "0"), UInt8(ascii: "b")): return number(text.dropFirst(2), radix: 2)
        case (UInt8(ascii: "0"), UInt8(ascii: "x")): return number(text.dropFirst(2), radix: 16)
        case (UInt8(ascii: "0"), .some): return number(text.dropFirst(), radix: 8)
        case (UInt8(ascii: "0")...UInt8(ascii: "9"), _): return number(text, radix: 10)
        default: return nil
        }
    }

    private func number(_ digits: Substring.UTF8View, radix: Int) -> Int128?? {
        guard !digits.isEmpty, digits.allSatisfy({ $0 == UInt8(ascii: "_") || $0.isDigit(radix: radix) }) else {
            return nil
        }
        let plain = String(decoding: digits.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
        return .some(Int128((isNegative ? "-" : "") + plain, radix: radix))
    }

    /// Whether the text is a number in base 60, `1:30`, as YAML 1.1 writes times.
    private var isSexagesimal: Bool {
        Self.isSexagesimal(text)
    }

    private static func isSexagesimal(_ text: Substring.UTF8View) -> Bool {
        let places = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard places.count > 1, let first = places.first, isDigits(first), first.first != UInt8(ascii: "0") else {
            return false
        }
        return places.dropFirst().allSatisfy { place in
            Int(String(decoding: place, as: UTF8.self)).map { (0..<60).contains($0) } == true && place.count <= 2
        }
    }

    private var isFraction: Bool {
        let parts = text.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let whole = parts.first, let rest = parts.last else { return false }
        if whole.isEmpty, ["inf", "Inf", "INF"].contains(String(decoding: rest, as: UTF8.self)) { return true }
        if whole.isEmpty, ["nan", "NaN", "NAN"].contains(String(decoding: rest, as: UTF8.self)) { return !hasSign }
        let digits = Self.withoutExponent(rest).filter { $0 != UInt8(ascii: "_") }
        guard digits.allSatisfy({ $0.isDigit(radix: 10) }) else { return false }
        return whole.isEmpty ? !digits.isEmpty && !hasSign : Self.isDigits(whole) || Self.isSexagesimal(whole)
    }

    private static func withoutExponent(_ digits: Substring.UTF8View) -> Substring.UTF8View {
        guard let mark = digits.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) else {
            return digits
        }
        let exponent = digits[mark...].dropFirst()
        let hasExponentSign = exponent.first == UInt8(ascii: "+") || exponent.first == UInt8(ascii: "-")
        return hasExponentSign && isDigits(exponent.dropFirst()) ? digits[..<mark] : digits
    }

    /// Whether the text is a date, `2001-12-14`, perhaps with a time behind it.
    private var isDate: Bool {
        let date = text.prefix { $0.isDigit(radix: 10) || $0 == UInt8(ascii: "-") }
        let lengths = date.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).map(\.count)
        guard !hasSign, lengths.count == 3, lengths[0] == 4 else { return false }
        let time = text[date.endIndex...]
        if time.isEmpty { return lengths[1] == 2 && lengths[2] == 2 }
        let colons = time.filter { $0 == UInt8(ascii: ":") }.count
        return (1...2).contains(lengths[1]) && (1...2).contains(lengths[2]) && colons >= 2
            && time.allSatisfy { $0.isDigit(radix: 10) || "Tt :.+-Z\t".utf8.contains($0) }
    }

    private static func isDigits(_ text: Substring.UTF8View) -> Bool {
        text.first?.isDigit(radix: 10) == true && text.allSatisfy { $0 == UInt8(ascii: "_") || $0.isDigit(radix: 10) }
    }
}

extension UInt8 {
    /// Whether the letter is a digit in a base up to 16.
    fileprivate func isDigit(radix: Int) -> Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(self - UInt8(ascii: "0")) < radix
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): radix == 16
        default: false
        }
    }
}
