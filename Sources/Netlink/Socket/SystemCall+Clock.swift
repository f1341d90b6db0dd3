#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension SystemCall {
    /// The time since 1970.
    static func time() -> Duration { time(of: CLOCK_REALTIME) }

    /// The time of the system's monotonic clock, which the kernel uses for moments in messages.
    ///
    /// `SuspendingClock` reads the same one, but before Swift 6.3 it does not tell where it counts from.
    package static func monotonicTime() -> Duration { time(of: CLOCK_MONOTONIC) }

    private static func time(of clock: clockid_t) -> Duration {
        var time = timespec()
        // These clocks exist everywhere, and the address is valid: nothing can fail.
        _ = unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
