/// The end of a wait.
///
/// The clock stands still while the system is suspended: the kernel does not answer then either.
package struct Deadline: Sendable {
    /// The moment; `nil` is never.
    let instant: SuspendingClock.Instant?

    /// A moment at some distance from now.
    ///
    /// - Parameters:
    ///   - limit: The distance; negative ones count as 0, `nil` is never.
    ///   - now: Where the distance counts from.
    package init(_ limit: Duration?, from now: SuspendingClock.Instant = .now) {
        instant = limit.map { now.advanced(by: Self.clamped($0)) }
    }

    /// A moment.
    init(at instant: SuspendingClock.Instant?) { self.instant = instant }

    /// A distance that is not negative, and near enough to be counted in nanoseconds: 136 years are never.
    static func clamped(_ limit: Duration) -> Duration { min(max(limit, .zero), .seconds(1 << 32)) }

    /// Whether the moment is over.
    package var hasPassed: Bool { milliseconds() == 0 }

    /// The time left, rounded up, as `poll` wants it; `nil` is for ever.
    func milliseconds(at now: SuspendingClock.Instant = .now) -> Int32? {
        guard let instant else { return nil }
        return Self.milliseconds(in: instant - now)
    }

    /// A time in milliseconds, rounded up; 0 if it is negative.
    static func milliseconds(in left: Duration) -> Int32 {
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(clamping: milliseconds)
    }
}
