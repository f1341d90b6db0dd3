/// A counter by which one thread wakes another (`eventfd`).
struct EventCounter: ~Copyable, Sendable {
    /// The number of the descriptor, to be watched.
    let descriptor: Int32

    /// Opens a counter that child processes do not inherit.
    init() throws(NetlinkError) { descriptor = try SystemCall.openCounter() }

    deinit { SystemCall.close(descriptor) }

    /// Wakes whoever waits, or the next one that does.
    func increment() { SystemCall.increment(counter: descriptor) }

    /// Waits until the counter is not zero, and sets it to zero.
    func wait() { SystemCall.wait(counter: descriptor) }
}
