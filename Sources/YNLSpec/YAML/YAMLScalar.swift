/// A scalar as it is written: its text, and whether quotes or a block make it a string whatever it says.
struct YAMLScalar: Sendable {
    /// What a scalar means.
    enum Value: Sendable, Hashable {
        /// Nothing: an empty value, `~` or `null`.
        case null

        /// A truth value.
        case boolean(Bool)

        /// A whole number.
        case integer(Int128)

        /// A text.
        case string(String)

        /// Something that no spec uses, described with its article.
        case other(String)
    }

    let text: String

    /// Whether the text is neither quoted nor a block, so that it may mean something else than a string.
    let isPlain: Bool
}

extension YAMLScalar {
    /// What the scalar means to the kernel's tools, which read YAML 1.1.
    var value: Value {
        guard isPlain else { return .string(text) }
        guard let first = text.utf8.first else { return .null }
        switch Unicode.Scalar(first) {
        case "0"..."9", "-", "+", ".": return PlainNumber.value(of: text) ?? .string(text)
        case "~", "n", "N", "t", "T", "f", "F", "y", "Y", "o", "O": return wordValue
        case "=" where text == "=": return .other("the default-value key '='")
        default: return .string(text)
        }
    }

    private static let longestWord = 5

    private var wordValue: Value {
        guard text.utf8.count <= Self.longestWord else { return .string(text) }
        switch text {
        case "~", "null", "Null", "NULL": return .null
        case "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": return .boolean(true)
        case "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": return .boolean(false)
        default: return .string(text)
        }
    }

    /// What the scalar is, as messages name it.
    var kindDescription: String {
        switch value {
        case .null: "nothing"
        case .boolean: "the truth value \(text.quoted)"
        case .integer: "the number \(text.quoted)"
        case .string: "the text \(text.quoted)"
        case .other(let description): description
        }
    }
}
