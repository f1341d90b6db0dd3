import Synchronization

/// The sequence numbers of a connection's requests, for any number of tasks at once.
struct SequenceCounter: ~Copyable, Sendable {
    private let latest: Atomic<UInt32>

    /// Creates the numbers after those given out so far.
    init(_ numbers: SequenceNumbers) { latest = Atomic(numbers.latest) }

    /// Numbers for requests that are made together: they follow each other, and none is 0, which the kernel's own
    /// messages have.
    ///
    /// - Parameter count: How many, at least one.
    /// - Returns: The first one.
    func next(_ count: Int = 1) -> UInt32 {
        let count = UInt32(truncatingIfNeeded: count)
        while true {
            let (before, after) = latest.wrappingAdd(count, ordering: .relaxed)
            if before < after { return before + 1 }
        }
    }
}
