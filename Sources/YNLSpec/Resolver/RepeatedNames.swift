extension Reporter {
    /// Reports names that occur twice among things of one kind.
    func reportRepeatedNames<Element>(
        _ noun: String,
        _ elements: some Sequence<Element>,
        name: (Element) -> Located<String>
    ) {
        var known: [Located<String>] = []
        var hashed: [String: TextRange] = [:]
        for element in elements {
            let name = name(element)
            if let first = Self.range(of: name.value, among: known, &hashed) {
                reportRepetition(noun, name, first: first)
            } else {
                known.append(name)
            }
        }
    }

    /// Reports a name that occurs a second time.
    func reportRepetition(_ noun: String, _ name: Located<String>, first: TextRange) {
        error(
            "\(noun) \(name.value.quoted) is defined twice",
            at: name.range,
            notes: [.init(message: "first defined here", range: first)]
        )
    }

    /// Where a name stands already.
    ///
    /// A handful of names is compared faster than hashed; many must not cost the square of their number.
    private static func range(
        of name: String,
        among known: [Located<String>],
        _ hashed: inout [String: TextRange]
    ) -> TextRange? {
        guard known.count > 16 else { return known.first { $0.value == name }?.range }
        if hashed.isEmpty {
            hashed = Dictionary(known.map { ($0.value, $0.range) }, uniquingKeysWith: { first, _ in first })
        } else if let last = known.last {
            hashed[last.value] = last.range
        }
        return hashed[name]
    }
}
