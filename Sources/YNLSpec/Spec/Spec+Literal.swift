extension Spec {
    /// A number, or the name of one.
    ///
    /// Indirect, since most places for one are empty, and an attribute has room for six.
    indirect enum Literal {
        case integer(Int128)
        case name(String)
    }
}

extension Spec.Literal {
    /// What a schema accepts as a literal.
    enum Form {
        /// Any number or text: the value of a constant.
        case any

        /// A number, or a word such as `u8-max` or the name of a constant.
        case limit

        /// A number without sign, or the name of a constant, perhaps less one: `name - 1`.
        case length

        /// Any number and no name.
        case number

        /// What the form looks like, as messages describe it.
        var description: String {
            switch self {
            case .any: "a whole number or a text"
            case .limit: "a whole number of at least 0 or the name of one"
            case .length: "a whole number of at least 0, a name, or 'name - 1'"
            case .number: "a whole number"
            }
        }

        func allows(_ number: Int128) -> Bool {
            switch self {
            case .any, .number: true
            case .limit, .length: number >= 0
            }
        }

        func allows(_ text: String) -> Bool {
            switch self {
            case .any: true
            case .limit: Self.isName(text[...])
            case .length: Self.isName(text.hasSuffix(" - 1") ? text.dropLast(4) : text[...])
            case .number: false
            }
        }

        private static func isName(_ text: Substring) -> Bool {
            !text.isEmpty
                && text.unicodeScalars.allSatisfy { letter in
                    switch letter {
                    case "0"..."9", "A"..."Z", "a"..."z", "_", "-": true
                    default: false
                    }
                }
        }
    }
}
