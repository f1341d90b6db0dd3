/// Lays members out as a C compiler does on 64-bit Linux.
struct StructureLayout {
    /// The space that a member takes.
    struct Extent {
        let size: Int
        let alignment: Int

        /// Bytes, which may stand anywhere.
        static func bytes(_ count: Int) -> Extent { Extent(size: count, alignment: 1) }
    }

    /// The strictest alignment of a member so far.
    private(set) var alignment = 1

    private var end = 0

    /// The size with the padding at the end.
    var size: Int { Self.roundUp(end, to: alignment) }

    /// Places a member behind the others; `nil` if no attribute could hold the struct any more.
    mutating func place(_ extent: Extent) -> Int? {
        let offset = Self.roundUp(end, to: extent.alignment)
        let alignment = max(alignment, extent.alignment)
        guard extent.size <= WireLimit.payloadLength - offset,
            Self.roundUp(offset + extent.size, to: alignment) <= WireLimit.payloadLength
        else { return nil }
        self.alignment = alignment
        end = offset + extent.size
        return offset
    }

    /// Rounds up; all sizes are below the wire's limits, so nothing overflows.
    private static func roundUp(_ size: Int, to alignment: Int) -> Int {
        (size + alignment - 1) / alignment * alignment
    }
}
