import CLinux

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension SystemCall {
    /// Waits until one of two sockets has something to receive.
    ///
    /// - Parameters:
    ///   - first: A socket.
    ///   - second: The other one.
    ///   - milliseconds: The longest time to wait; `nil` waits for ever.
    /// - Returns: Which of them has something; neither also after a signal, since the time left must be looked at anew.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func waitForInput(
        _ first: Int32,
        or second: Int32,
        milliseconds: Int32?
    ) throws(NetlinkError) -> (first: Bool, second: Bool) {
        var requests = [first, second].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let ready = unsafe poll(&requests, nfds_t(requests.count), milliseconds ?? -1)
        guard ready < 0 else { return (requests[0].revents != 0, requests[1].revents != 0) }
        let errno = Errno(rawValue: errno)
        guard errno == .interrupted else { throw .systemCall("poll", errno) }
        return (false, false)
    }

    /// Opens a list of descriptors to be watched, which child processes do not inherit.
    static func openWatchList() throws(NetlinkError) -> Int32 {
        try Int32(check("epoll_create1") { Int(epoll_create1(Int32(EPOLL_CLOEXEC))) })
    }

    /// Waits for input once, or as often as there is any.
    ///
    /// - Parameters:
    ///   - descriptor: The descriptor; it is put on the list if it is not there yet.
    ///   - token: What is told when there is input.
    ///   - list: The watch list.
    ///   - isRepeated: Whether the wait goes on after the first time.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func watch(
        _ descriptor: Int32,
        token: UInt64,
        on list: Int32,
        isRepeated: Bool = false
    ) throws(NetlinkError) {
        let events = isRepeated ? EPOLLIN.rawValue : EPOLLIN.rawValue | EPOLLONESHOT.rawValue
        var event = unsafe epoll_event(events: events, data: epoll_data_t(u64: token))
        do throws(NetlinkError) {
            try check("epoll_ctl") { unsafe Int(epoll_ctl(list, EPOLL_CTL_MOD, descriptor, &event)) }
        } catch .systemCall(_, .noEntry) {
            try check("epoll_ctl") { unsafe Int(epoll_ctl(list, EPOLL_CTL_ADD, descriptor, &event)) }
        }
    }

    /// Takes a descriptor off a watch list, if it is there.
    static func stopWatching(_ descriptor: Int32, on list: Int32) {
        var event = unsafe epoll_event()
        _ = unsafe epoll_ctl(list, EPOLL_CTL_DEL, descriptor, &event)
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
