/// The numbers that a spec can name instead of writing them.
struct NamedNumbers {
    private let constants: [String: Int128]
    private let reporter: Reporter

    init(_ definitions: [Spec.Definition], reporter: Reporter) {
        var constants: [String: Int128] = [:]
        for definition in definitions {
            guard definition.kind?.value == .const, case .integer(let number) = definition.value?.value else {
                continue
            }
            constants[definition.name.value] = number
            // Specs also refer to a constant by its name in C: `wg-key-len` is `key-len` with the prefix `wg-`.
            if let prefix = definition.namePrefix { constants[prefix + definition.name.value] = number }
        }
        self.constants = constants
        self.reporter = reporter
    }

    /// The number that a literal stands for, in a place that cannot do without.
    func number(_ literal: Located<Spec.Literal>) -> Int128? {
        switch literal.value {
        case .integer(let number): return number
        case .name(let name):
            if let number = number(name) { return number }
            reporter.error(
                "the number of \(name.quoted) is not in the spec",
                at: literal.range,
                notes: suggestions(name)
            )
            return nil
        }
    }

    /// The number that a literal stands for, in a check.
    ///
    /// The name may be that of a macro in a kernel header, whose number is not known here: then nothing is checked.
    func number(_ literal: Located<Spec.Literal>, ofCheck check: String) -> Int128? {
        switch literal.value {
        case .integer(let number): return number
        case .name(let name):
            if let number = number(name) { return number }
            reporter.warning(
                "the number of \(name.quoted) is not in the spec, so '\(check)' has no effect",
                at: literal.range,
                notes: suggestions(name)
            )
            return nil
        }
    }

    private func number(_ name: String) -> Int128? {
        Self.limit(name) ?? constants[name] ?? difference(name)
    }

    private func suggestions(_ name: String) -> [Reporter.Note] {
        .didYouMean(name, among: constants.keys.sorted())
    }

    /// A constant less one, `name - 1`.
    private func difference(_ text: String) -> Int128? {
        guard text.hasSuffix(" - 1"), let minuend = constants[String(text.dropLast(4))] else { return nil }
        return minuend - 1
    }

    /// A limit of a number on the wire, such as `u8-max` or `s64-min`.
    private static func limit(_ word: String) -> Int128? {
        switch word {
        case "u8-min", "u16-min", "u32-min", "u64-min": 0
        case "u8-max": Int128(UInt8.max)
        case "u16-max": Int128(UInt16.max)
        case "u32-max": Int128(UInt32.max)
        case "u64-max": Int128(UInt64.max)
        case "s8-min": Int128(Int8.min)
        case "s8-max": Int128(Int8.max)
        case "s16-min": Int128(Int16.min)
        case "s16-max": Int128(Int16.max)
        case "s32-min": Int128(Int32.min)
        case "s32-max": Int128(Int32.max)
        case "s64-min": Int128(Int64.min)
        case "s64-max": Int128(Int64.max)
        default: nil
        }
    }
}
