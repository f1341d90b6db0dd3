/// The kernel's names of an enumeration's values, or of the bits of a flag set.
///
/// They are written in one literal: names with blanks between them, numbered from 0 on; `NUMBER=` before a name sets its
/// number, from which the next ones go on, and `␣` stands for a blank inside a name. So a long enumeration takes few
/// lines, and no memory until it is printed.
///
/// ```swift
/// static let names: ValueNames = "invalid flag u8 10=binary string"
/// ```
public struct ValueNames: ExpressibleByStringLiteral, Sendable {
    private let text: StaticString

    /// Creates names from a literal.
    public init(stringLiteral value: StaticString) { text = value }

    /// The name of a value, the first if there are several; `nil` if it has none.
    func name(of value: some BinaryInteger) -> String? {
        entries.first { $0.value == value }?.name
    }

    /// The value that a name stands for, or `nil` if there is no such name.
    func value(of name: String) -> Int64? {
        entries.first { $0.name == name }?.value
    }

    /// The kernel's name that a word of a literal stands for.
    static func name(_ word: Substring) -> String { String(word.map { $0 == "␣" ? " " : $0 }) }

    private var entries: [(value: Int64, name: String)] {
        var next: Int64 = 0
        return "\(text)".split { $0 == " " || $0 == "\n" }.map { word in
            let parts = word.split(separator: "=", maxSplits: 1)
            if parts.count == 2, let value = Int64(parts[0]) { next = value }
            defer { next &+= 1 }
            return (next, Self.name(parts[parts.count - 1]))
        }
    }
}
