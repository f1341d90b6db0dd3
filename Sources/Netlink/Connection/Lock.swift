import CLinux
import Synchronization

/// A value that one thread at a time has to itself.
///
/// This is `Mutex` with an address: the thread sanitizer must be told which lock guards what.
final class Lock<Value: ~Copyable>: Sendable {
    private let mutex: Mutex<Value>

    /// Creates a lock around a value.
    init(_ value: consuming sending Value) { mutex = Mutex(value) }

    /// Calls a closure with the value.
    ///
    /// - Parameter body: Must neither wait nor take another lock that is held elsewhere while this one is taken.
    /// - Returns: What the closure returns.
    /// - Throws: What the closure throws.
    func withLock<Result: ~Copyable, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        try mutex.withLock { value throws(Failure) in
            unsafe ynl_lock_acquired(Unmanaged.passUnretained(self).toOpaque())
            defer { unsafe ynl_lock_releasing(Unmanaged.passUnretained(self).toOpaque()) }
            return try body(&value)
        }
    }
}
