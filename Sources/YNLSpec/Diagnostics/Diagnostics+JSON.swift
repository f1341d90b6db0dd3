extension Diagnostics {
    /// All diagnostics as one line of JSON, for editors and scripts.
    ///
    /// The shape is
    /// ```json
    /// {"diagnostics":[{"severity":"error","file":"a.yaml","line":3,"column":7,"message":"…",
    ///   "sourceLine":"…","caretColumn":7,"caretLength":2,
    ///   "notes":[{"file":"a.yaml","line":1,"column":1,"message":"…"}]}]}
    /// ```
    /// `sourceLine`, `caretColumn` and `caretLength` are left out where the source is not at hand; a note may have them
    /// too. Lines and columns count from 1, columns in code points.
    public var json: String {
        JSON.object([("diagnostics", .array(all.map(\.json)))]).description
    }
}

extension Diagnostic {
    fileprivate var json: JSON {
        .object(
            [("severity", .string(severity.rawValue))]
                + JSON.members(location, message, excerpt)
                + [("notes", .array(notes.map { .object(JSON.members($0.location, $0.message, $0.excerpt)) }))]
        )
    }
}

/// A JSON value to print.
private enum JSON: CustomStringConvertible {
    case number(Int)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    /// The members that diagnostics and notes have in common.
    static func members(
        _ location: SourceLocation,
        _ message: String,
        _ excerpt: SourceExcerpt?
    ) -> [(String, JSON)] {
        let place: [(String, JSON)] = [
            ("file", .string(location.file)),
            ("line", .number(location.line)),
            ("column", .number(location.column)),
            ("message", .string(message)),
        ]
        guard let excerpt else { return place }
        return place + [
            ("sourceLine", .string(excerpt.line)),
            ("caretColumn", .number(excerpt.caretColumn)),
            ("caretLength", .number(excerpt.caretLength)),
        ]
    }

    var description: String {
        switch self {
        case .number(let number): "\(number)"
        case .string(let text): Self.quoted(text)
        case .array(let elements): "[" + elements.map(\.description).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { "\(Self.quoted($0)):\($1)" }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map(escaped).joined() + "\""
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        case _ where scalar.value < 0x20: "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
        default: String(scalar)
        }
    }
}
