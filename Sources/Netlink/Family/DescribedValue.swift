/// A value of a message as a person reads it: numbers, names and texts in lists and objects.
///
/// It is made from bytes and descriptions by ``AttributeReader``, and written as text or as JSON.
enum DescribedValue: Hashable, Sendable {
    /// A number, as decimal digits.
    case number(String)
    /// A text that stands for a number or an address: a name, an address, hexadecimal digits.
    case word(String)
    /// A text from the message.
    case string(String)
    /// What has no contents.
    case present
    /// Values in order.
    case list([DescribedValue])
    /// Values by name, in the order of the message.
    case object([Member])

    /// A value and its name.
    struct Member: Hashable, Sendable {
        var name: String
        var value: DescribedValue
    }
}

extension DescribedValue: CustomStringConvertible {
    /// The value on one line: `{family-id: 16, ops: [{id: 3, flags: [cmd-cap-do]}]}`.
    var description: String {
        switch self {
        case .number(let digits): digits
        case .word(let word): word.isEmpty ? "empty" : word
        case .string(let text): "\"\(text)\""
        case .present: "true"
        case .list(let elements): "[" + elements.map(\.description).joined(separator: ", ") + "]"
        case .object(let members): "{" + members.map(\.description).joined(separator: ", ") + "}"
        }
    }

    /// The value as JSON, without blanks.
    var json: String {
        switch self {
        case .number(let digits): digits
        case .word(let text), .string(let text): Self.quoted(text)
        case .present: "true"
        case .list(let elements): "[" + elements.map(\.json).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { Self.quoted($0.name) + ":" + $0.value.json }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var json = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": json += "\\\""
            case "\\": json += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: json.unicodeScalars.append(scalar)
            }
        }
        return json + "\""
    }
}

extension DescribedValue.Member: CustomStringConvertible {
    /// The name and the value; a flag's name says all.
    var description: String { value == .present ? name : "\(name): \(value)" }
}
