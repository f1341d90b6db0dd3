extension Spec {
    /// The multicast groups of a family.
    struct MulticastGroups {
        var list = List<MulticastGroup>()
    }

    /// A multicast group.
    struct MulticastGroup {
        let name: Located<String>
        let value: Located<Int>?
    }
}

extension Spec.MulticastGroups: SpecObject {
    static let noun = "mcast-groups"

    init?(from fields: inout Fields) {
        list = fields.list(.list, .required)
    }
}

extension Spec.MulticastGroup: SpecObject {
    static let noun = "a multicast group"

    init?(from fields: inout Fields) {
        let name = fields.name(.init(dialects: .genetlink))
        value = fields.integer(.value, atLeast: .min, in: .netlinkRaw)
        _ = fields.string(.cDefineName, in: .withCNames)
        _ = fields.list(.flags, of: Located<YNLSpec.Operation.Permission>.self)
        guard let name else { return nil }
        self.name = name
    }
}
