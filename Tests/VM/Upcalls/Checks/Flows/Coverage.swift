import OVSFlow

/// What became of the attributes of keys and actions.
struct Coverage {
    /// The attributes of keys.
    static let key = AttributeTree(OVSFlow.Key.self, "key")

    /// The actions.
    static let action = AttributeTree(OVSFlow.Action.self, "action", isSequence: true)

    /// All attributes that there can be.
    let all = key.places() + action.places()

    /// Those that were read back as they had been sent.
    private(set) var equal: Set<String> = []

    /// Those that the kernel did not take.
    private(set) var refused: Set<String> = []

    mutating func noteEqual(_ attributes: [EncodedAttribute]) { equal.formUnion(attributes.map(\.place)) }

    /// Notes that the kernel refused an attribute, and with it all that are inside it alone.
    mutating func noteRefused(_ place: String) {
        refused.formUnion(all.filter { $0 == place || $0.hasPrefix(place + ".") })
    }

    /// Those of which nothing is known.
    var missing: [String] { all.filter { !equal.contains($0) && !refused.contains($0) } }
}
