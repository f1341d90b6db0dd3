/// A key of a mapping.
enum YAMLKey: Sendable, Hashable {
    /// One that the spec language has, whatever it means in this place.
    case known(SpecKey)

    /// Any other text; never one of the language's.
    case other(String)

    init(_ text: String) {
        self = SpecKey(rawValue: text).map(YAMLKey.known) ?? .other(text)
    }

    /// Whether the key is a certain one of the language.
    static func == (left: YAMLKey, right: SpecKey) -> Bool {
        if case .known(let key) = left { key == right } else { false }
    }

    /// The key as it is written.
    var text: String {
        switch self {
        case .known(let key): key.rawValue
        case .other(let text): text
        }
    }
}
