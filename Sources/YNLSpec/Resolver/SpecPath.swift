/// How overlays name the parts of a spec.
enum SpecPath {
    static let family = "family"

    static func definition(_ name: String) -> String { "definitions/\(name)" }

    static func entry(_ name: String, of definition: String) -> String { "definitions/\(definition)/\(name)" }

    static func attributeSet(_ name: String) -> String { "attribute-sets/\(name)" }

    static func attribute(_ name: String, of set: String) -> String { "attribute-sets/\(set)/\(name)" }

    static func subMessage(_ name: String) -> String { "sub-messages/\(name)" }

    static func operation(_ name: String) -> String { "operations/\(name)" }

    /// A message of an operation, such as `do/request`, `dump/reply`, `event` or `notify`.
    static func message(_ message: String, of operation: String) -> String { "operations/\(operation)/\(message)" }
}
