extension Fields {
    /// The letters that a level's schema allows in a name.
    struct NameRule {
        /// The levels whose schema restricts the letters at all.
        var dialects: Dialects = .withNamePattern

        /// Whether capitals are allowed.
        var allowsCapitals = false

        /// The schema's usual rule.
        static let usual = NameRule()
    }

    /// The name of the thing that the mapping describes.
    ///
    /// The schemas want lower-case letters, digits and dashes. Older specs of the kernel have more, up to spaces
    /// (`set id`), and those get a warning.
    mutating func name(_ rule: NameRule = .usual) -> Located<String>? {
        guard let name = string(.name, .required) else { return nil }
        let letters = name.value.utf8
        if !letters.isEmpty, letters.allSatisfy({ rule.allows($0) }) { return name }
        guard !letters.isEmpty, letters.allSatisfy({ $0 >= 0x20 }) else {
            context.reporter.error("a name must be a word, not \(name.value.quoted)", at: name.range)
            return nil
        }
        guard rule.dialects.allows(context.dialect) else { return name }
        let message = "name \(name.value.quoted) should only have lower-case letters, digits and dashes"
        if letters.allSatisfy({ NameRule.tolerates($0) }) {
            context.reporter.warning(message, at: name.range)
        } else {
            context.reporter.error(message, at: name.range)
        }
        return name
    }
}

extension Fields.NameRule {
    fileprivate func allows(_ letter: UInt8) -> Bool {
        switch Unicode.Scalar(letter) {
        case "a"..."z", "0"..."9", "-": true
        case "A"..."Z": allowsCapitals
        default: false
        }
    }

    fileprivate static func tolerates(_ letter: UInt8) -> Bool {
        switch Unicode.Scalar(letter) {
        case "a"..."z", "0"..."9", "-", "A"..."Z", "_", " ": true
        default: false
        }
    }
}
