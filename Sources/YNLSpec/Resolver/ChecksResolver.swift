/// Resolves what the kernel accepts in attributes: names to numbers, flag sets to masks.
struct ChecksResolver {
    let definitions: Definitions
    let reporter: Reporter

    func checks(_ spec: Spec.Checks?) -> Checks {
        var checks = Checks()
        guard let spec else { return checks }
        checks.minimum = bound(spec.minimum, "min", as: Int64.self)
        checks.maximum = bound(spec.maximum, "max", as: UInt64.self)
        checks.minimumLength = length(spec.minimumLength, "min-len")
        checks.maximumLength = length(spec.maximumLength, "max-len")
        checks.exactLength = length(spec.exactLength, "exact-len")
        checks.flagsMask = spec.flagsMask.flatMap(mask)
        checks.mayBeUnterminated = spec.mayBeUnterminated
        reportContradictions(checks, spec)
        return checks
    }

    private func bound<Bound: FixedWidthInteger>(
        _ literal: Located<Spec.Literal>?,
        _ key: String,
        as type: Bound.Type
    ) -> Bound? {
        guard let literal, let number = definitions.numbers.number(literal, ofCheck: key) else { return nil }
        if let bound = Bound(exactly: number) { return bound }
        reporter.error("'\(key)' is \(number) and must be between \(Bound.min) and \(Bound.max)", at: literal.range)
        return nil
    }

    private func length(_ literal: Located<Spec.Literal>?, _ key: String) -> Int? {
        guard let literal, let number = definitions.numbers.number(literal, ofCheck: key) else { return nil }
        if (0...Int128(WireLimit.payloadLength)).contains(number) { return Int(number) }
        reporter.error(
            "'\(key)' is \(number) and must be between 0 and \(WireLimit.payloadLength)",
            at: literal.range
        )
        return nil
    }

    private func mask(_ name: Located<String>) -> UInt64? {
        guard let id = definitions.enumeration(name) else { return nil }
        var mask: UInt64 = 0
        for entry in definitions.enumerations[id.index].entries {
            guard (0..<Int64(UInt64.bitWidth)).contains(entry.value) else {
                reporter.error("\(entry.name.quoted) of \(name.value.quoted) is no bit of a mask", at: name.range)
                return nil
            }
            mask |= 1 << UInt64(entry.value)
        }
        return mask
    }

    private func reportContradictions(_ checks: Checks, _ spec: Spec.Checks) {
        if let minimum = checks.minimum, let maximum = checks.maximum, minimum > maximum,
            let range = spec.minimum?.range
        {
            reporter.error("no number is at least \(minimum) and at most \(maximum)", at: range)
        }
        if let least = checks.minimumLength, let most = checks.maximumLength, least > most,
            let range = spec.minimumLength?.range
        {
            reporter.error("no length is at least \(least) and at most \(most)", at: range)
        }
    }
}
