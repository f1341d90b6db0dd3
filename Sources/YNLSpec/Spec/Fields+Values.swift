extension Fields {
    /// A text.
    mutating func string(
        _ key: SpecKey,
        _ presence: Presence = .optional,
        in dialects: Dialects = .all
    ) -> Located<String>? {
        value(key, "a text", presence, in: dialects) { node in
            if case .string(let text) = node.value { text } else { nil }
        }
    }

    /// A text, or nothing where a level allows that: an empty `enum-name` makes the C enum anonymous.
    mutating func stringOrNull(
        _ key: SpecKey,
        in dialects: Dialects = .all,
        nullIn nullDialects: Dialects
    ) -> Located<String?>? {
        let allowsNull = nullDialects.allows(context.dialect)
        return value(key, allowsNull ? "a text or nothing" : "a text", .optional, in: dialects) { node in
            switch node.value {
            case .string(let text): .some(text)
            case .null where allowsNull: .some(nil)
            default: nil
            }
        }
    }

    /// A truth value.
    mutating func boolean(_ key: SpecKey, in dialects: Dialects = .all) -> Located<Bool>? {
        value(key, "true or false", .optional, in: dialects) { node in
            if case .boolean(let value) = node.value { value } else { nil }
        }
    }

    /// A whole number of at least the given size.
    mutating func integer(_ key: SpecKey, atLeast minimum: Int, in dialects: Dialects = .all) -> Located<Int>? {
        value(
            key,
            minimum == .min ? "a whole number" : "a whole number of at least \(minimum)",
            .optional,
            in: dialects
        ) { node in
            guard case .integer(let number) = node.value, let value = Int(exactly: number) else { return nil }
            return value >= minimum ? value : nil
        }
    }

    /// A number, or the name of one.
    mutating func literal(
        _ key: SpecKey,
        _ form: Spec.Literal.Form,
        in dialects: Dialects = .all
    ) -> Located<Spec.Literal>? {
        value(key, form.description, .optional, in: dialects) { node in
            switch node.value {
            case .integer(let number) where form.allows(number): .integer(number)
            case .string(let text) where form.allows(text): .name(text)
            default: nil
            }
        }
    }

    private mutating func value<Value>(
        _ key: SpecKey,
        _ wanted: @autoclosure () -> String,
        _ presence: Presence,
        in dialects: Dialects,
        read: (YAMLNode) -> Value?
    ) -> Located<Value>? {
        guard let node = node(key, presence, in: dialects) else { return nil }
        guard let value = read(node) else {
            context.reporter.error("'\(key.rawValue)' must be \(wanted()), not \(node.kindDescription)", at: node.mark)
            return nil
        }
        return Located(value: value, range: node.range)
    }
}
