/// A limit of a wait that begins to run when somebody first has to wait.
///
/// What is waited for has mostly arrived before the first look: the kernel answers before `sendto` returns. The clock need
/// not be read then, which takes as long as decoding a message. The limit is kept as a number, since copies of the
/// library's moments are made through their type's metadata, which takes as long again.
struct TimeLimit: Sendable {
    /// The longest time to wait; `nil` is for ever.
    let duration: Duration?

    /// When the wait ends, by the system's monotonic clock; `nil` before it has begun.
    private var end: Duration?

    /// Creates a limit that does not run yet.
    init(_ duration: Duration?) { self.duration = duration }

    /// The time left, rounded up, as `poll` wants it; `nil` is for ever.
    ///
    /// The wait begins now if it has not begun yet.
    mutating func milliseconds() -> Int32? {
        guard let duration else { return nil }
        let now = SystemCall.monotonicTime()
        let end = self.end ?? now + Deadline.clamped(duration)
        self.end = end
        return Deadline.milliseconds(in: end - now)
    }

    /// Whether the wait is over, which begins now if it has not begun yet.
    mutating func hasPassed() -> Bool { milliseconds() == 0 }
}
