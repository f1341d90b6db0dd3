/// What the attributes of a set hold, one character for each number from 0 on.
///
/// | character | attribute |
/// |---|---|
/// | `1` `2` `4` `8` | a value of that many bytes; any other length is an error |
/// | `V` | an integer of four or eight bytes |
/// | `f` | a flag; its payload is ignored |
/// | `b` `s` `n` | bytes, a string, a nest: of any length |
/// | `*` | a list: the attribute may repeat |
/// | `_` | filler, to be skipped |
/// | `-` | no attribute of this number is known |
///
/// A layout is written as a string literal, since that is the only table that the compiler leaves in read-only memory
/// without a copy at each use.
@frozen
public struct AttributeLayout: ExpressibleByStringLiteral, Sendable {
    /// The characters.
    @usableFromInline let characters: StaticString

    /// Creates a layout from a literal of ASCII characters.
    @inlinable @inline(__always)
    public init(stringLiteral value: StaticString) { characters = value }

    /// The number of attribute numbers that the layout covers.
    @inlinable @inline(__always)
    public var count: Int { characters.utf8CodeUnitCount }

    /// Whether an attribute of a number is filler.
    func isFiller(_ number: Int) -> Bool {
        guard number >= 0, number < count else { return false }
        return unsafe characters.utf8Start[number] == UInt8(ascii: "_")
    }

    /// Whether an attribute of a number is known.
    @usableFromInline
    func contains(_ number: Int) -> Bool {
        guard number >= 0, number < count else { return false }
        return unsafe characters.utf8Start[number] != UInt8(ascii: "-")
    }
}
