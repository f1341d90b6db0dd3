extension String {
    /// The longest word that a message repeats whole, in code points.
    private static let longestQuotation = 60

    /// The text as messages quote it: in single quotes, on one line, and not longer than a message should be.
    var quoted: String {
        let shown = unicodeScalars.prefix(Self.longestQuotation).map { scalar in
            scalar.properties.generalCategory == .control ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
        }
        let isCut = unicodeScalars.dropFirst(Self.longestQuotation).first != nil
        return "'" + shown.joined() + (isCut ? "…" : "") + "'"
    }
}
