#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension SystemCall {
    /// The time of the system's monotonic clock, which the kernel uses for moments in messages.
    ///
    /// `SuspendingClock` reads the same one, but before Swift 6.3 it does not tell where it counts from.
    package static func monotonicTime() -> Duration {
        var time = timespec()
        // This clock exists everywhere, and the address is valid: nothing can fail.
        _ = unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
