/// Room for the offsets of an ``AttributeIndex``, of a fixed size.
///
/// These are pairs of pairs of vectors rather than one `InlineArray`: Swift 6.3 destroys a noncopyable view that holds
/// an `InlineArray` through its type's witness table, which costs 17 instructions a message.
public protocol AttributeSlots: BitwiseCopyable, Sendable {
    /// The number of slots.
    static var count: Int { get }

    /// Creates slots that are all 0.
    init()

    /// The slot at an index, or 0 if there is none.
    subscript(index: Int) -> UInt16 { get }
}

extension SIMD8: AttributeSlots where Scalar == UInt16 {
    /// Eight.
    @inlinable public static var count: Int { 8 }
}

/// Twice as many slots.
@frozen
public struct AttributeSlotPair<Half: AttributeSlots>: AttributeSlots {
    @usableFromInline var low: Half
    @usableFromInline var high: Half

    /// Twice as many as each half has.
    @inlinable public static var count: Int { Half.count * 2 }

    /// Creates slots that are all 0.
    @inlinable @inline(__always)
    public init() {
        low = Half()
        high = Half()
    }

    /// The slot at an index, or 0 if there is none.
    @inlinable
    public subscript(index: Int) -> UInt16 {
        @inline(__always) get { index < Half.count ? low[index] : high[index - Half.count] }
    }
}

/// Eight slots, for sets whose greatest number is 6 or less.
public typealias AttributeSlots8 = SIMD8<UInt16>

/// 16 slots, for sets whose greatest number is 14 or less.
public typealias AttributeSlots16 = AttributeSlotPair<AttributeSlots8>

/// 32 slots, for sets whose greatest number is 30 or less.
public typealias AttributeSlots32 = AttributeSlotPair<AttributeSlots16>

/// 64 slots, for sets whose greatest number is 62 or less.
public typealias AttributeSlots64 = AttributeSlotPair<AttributeSlots32>

/// 128 slots, for sets whose greatest number is 126 or less.
public typealias AttributeSlots128 = AttributeSlotPair<AttributeSlots64>

/// 256 slots, for sets whose greatest number is 254 or less.
public typealias AttributeSlots256 = AttributeSlotPair<AttributeSlots128>

/// 512 slots, for sets whose greatest number is 510 or less.
public typealias AttributeSlots512 = AttributeSlotPair<AttributeSlots256>
