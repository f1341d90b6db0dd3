/// Numbers of attributes, as which a request must have.
///
/// A word with a bit for each, so that a builder notes an attribute with one instruction. Numbers above 63 are left out:
/// whoever looks for them does not miss them.
@frozen
public struct AttributeNumbers: ExpressibleByArrayLiteral, Hashable, Sendable {
    @usableFromInline var bits: UInt64

    /// No numbers.
    @inlinable @inline(__always)
    public init() { bits = 0 }

    /// The numbers of a list.
    @inlinable @inline(__always)
    public init(arrayLiteral numbers: UInt16...) {
        self.init()
        for number in numbers { insert(number) }
    }

    /// Adds the number in an attribute's type.
    @inlinable @inline(__always)
    mutating func insert(_ type: UInt16) {
        let number = UInt64(type & AttributeFlag.numberMask)
        bits |= number < 64 ? 1 &<< number : 0
    }

    /// The lowest number that others lack; `nil` if they lack none.
    @inlinable @inline(__always)
    func first(missingIn others: AttributeNumbers) -> UInt16? {
        let missing = bits & ~others.bits
        return missing == 0 ? nil : UInt16(truncatingIfNeeded: missing.trailingZeroBitCount)
    }
}
