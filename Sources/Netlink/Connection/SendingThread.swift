import Synchronization

/// A thread that sends what may keep it waiting in the kernel.
final class SendingThread: Sendable {
    private let counter: EventCounter
    private let isStopped = Atomic(false)

    /// Starts the thread.
    ///
    /// - Parameter send: Called after each ``wake()``, or once after several.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    init(_ send: @escaping @Sendable () -> Void) throws(NetlinkError) {
        counter = try EventCounter()
        try SystemCall.startThread("netlink-sender") {
            while true {
                self.counter.wait()
                if self.isStopped.load(ordering: .acquiring) { return }
                send()
            }
        }
    }

    /// Tells the thread that there is something to send.
    func wake() { counter.increment() }

    /// Ends the thread when it has sent what it is sending.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        counter.increment()
    }
}
