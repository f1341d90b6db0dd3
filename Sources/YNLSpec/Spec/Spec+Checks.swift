extension Spec {
    /// What the kernel accepts in an attribute, by numbers or by names of them.
    struct Checks {
        let flagsMask: Located<String>?
        let minimum: Located<Literal>?
        let maximum: Located<Literal>?
        let minimumLength: Located<Literal>?
        let maximumLength: Located<Literal>?
        let exactLength: Located<Literal>?
        let mayBeUnterminated: Bool
    }
}

extension Spec.Checks: SpecObject {
    static let noun = "checks"

    init?(from fields: inout Fields) {
        flagsMask = fields.string(.flagsMask)
        minimum = Self.bound(.min, &fields)
        maximum = Self.bound(.max, &fields)
        minimumLength = fields.literal(.minLen, .length)
        maximumLength = fields.literal(.maxLen, .length)
        exactLength = fields.literal(.exactLen, .length)
        mayBeUnterminated = fields.boolean(.unterminatedOk, in: .withCNames)?.value ?? false
    }

    /// A limit of a number.
    ///
    /// Raw families got 'max' and names later than the others.
    private static func bound(_ key: SpecKey, _ fields: inout Fields) -> Located<Spec.Literal>? {
        guard fields.context.dialect == .netlinkRaw else { return fields.literal(key, .limit) }
        let bound = fields.literal(key, .any)
        if key == .max { fields.noteNewer(key) }
        if case .name = bound?.value, key == .min { fields.noteNewer(key) }
        return bound
    }
}
