import CLinux

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension SystemCall {
    /// Opens a list of descriptors to be watched, which child processes do not inherit.
    static func openWatchList() throws(NetlinkError) -> Int32 {
        try Int32(check("epoll_create1") { Int(epoll_create1(Int32(EPOLL_CLOEXEC))) })
    }

    /// What to do with a descriptor on a watch list.
    enum Watch {
        /// Puts it on the list; nobody waits for it yet.
        case add

        /// Waits for input once.
        case once

        /// Waits for input, as often as there is any.
        case always

        /// Takes it off the list.
        case remove

        fileprivate var operation: Int32 {
            switch self {
            case .add, .always: EPOLL_CTL_ADD
            case .once: EPOLL_CTL_MOD
            case .remove: EPOLL_CTL_DEL
            }
        }

        fileprivate var events: UInt32 {
            switch self {
            case .add: EPOLLONESHOT.rawValue
            case .once: EPOLLIN.rawValue | EPOLLONESHOT.rawValue
            case .always: EPOLLIN.rawValue
            case .remove: 0
            }
        }
    }

    /// Changes what is watched.
    ///
    /// - Parameters:
    ///   - descriptor: The descriptor.
    ///   - watch: What to do with it.
    ///   - token: What is told when there is input.
    ///   - list: The watch list.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func watch(
        _ descriptor: Int32,
        _ watch: Watch,
        token: UInt64,
        on list: Int32
    ) throws(NetlinkError) {
        var event = unsafe epoll_event(events: watch.events, data: epoll_data_t(u64: token))
        try check("epoll_ctl") { unsafe Int(epoll_ctl(list, watch.operation, descriptor, &event)) }
    }

    /// Waits until a watched descriptor has input.
    ///
    /// - Parameters:
    ///   - list: The watch list.
    ///   - milliseconds: The longest time to wait; `nil` waits for ever.
    /// - Returns: The tokens of descriptors that have input; none after a signal, or when the time is over.
    static func waitForInput(onAny list: Int32, milliseconds: Int32?) -> [UInt64] {
        var events = unsafe [epoll_event](repeating: epoll_event(), count: 64)
        let count = unsafe epoll_wait(list, &events, Int32(events.count), milliseconds ?? -1)
        return unsafe events.prefix(max(0, Int(count))).map { unsafe $0.data.u64 }
    }

    /// Opens a counter that can be waited for, which child processes do not inherit.
    static func openCounter() throws(NetlinkError) -> Int32 {
        try Int32(check("eventfd") { Int(eventfd(0, Int32(EFD_CLOEXEC))) })
    }

    /// Adds one to a counter.
    static func increment(counter: Int32) {
        _ = eventfd_write(counter, 1)
    }

    /// Waits until a counter is not zero, and sets it to zero.
    static func wait(counter: Int32) {
        var value: eventfd_t = 0
        _ = try? check("eventfd_read") { unsafe Int(eventfd_read(counter, &value)) }
    }
}
