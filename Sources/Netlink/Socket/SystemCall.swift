#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The one door to the system: all of the runtime's system calls, and all pointers that they want.
///
/// A call that a signal interrupts is made again. Failures are thrown with the name of the call.
package enum SystemCall {
    /// Opens a netlink socket that child processes do not inherit.
    static func openSocket(_ netlinkProtocol: NetlinkProtocol) throws(NetlinkError) -> Int32 {
        #if canImport(Glibc)
        let type = Int32(truncatingIfNeeded: SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue)
        #else
        let type = SOCK_RAW | SOCK_CLOEXEC
        #endif
        return try Int32(check("socket") { Int(socket(AF_NETLINK, type, netlinkProtocol.rawValue)) })
    }

    /// Closes a descriptor.
    ///
    /// Linux has closed it even if the call says that a signal interrupted it.
    static func close(_ descriptor: Int32) {
        #if canImport(Glibc)
        _ = Glibc.close(descriptor)
        #else
        _ = Musl.close(descriptor)
        #endif
    }

    /// Gives a socket an address; port 0 lets the kernel choose one.
    static func bind(_ descriptor: Int32, to address: NetlinkAddress) throws(NetlinkError) {
        try check("bind") {
            unsafe withSocketAddress(address) { pointer, length in
                #if canImport(Glibc)
                unsafe Int(Glibc.bind(descriptor, pointer, length))
                #else
                unsafe Int(Musl.bind(descriptor, pointer, length))
                #endif
            }
        }
    }

    /// The address that a socket has.
    static func address(of descriptor: Int32) throws(NetlinkError) -> NetlinkAddress {
        var address = NetlinkAddress(port: 0)
        var length = socklen_t(MemoryLayout<NetlinkAddress>.size)
        try check("getsockname") {
            unsafe withUnsafeMutableBytes(of: &address) { bytes in
                unsafe Int(getsockname(descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length))
            }
        }
        return address
    }

    /// Sets an option whose value is a number.
    package static func setOption(_ option: SocketOption, of descriptor: Int32, to value: UInt32) throws(NetlinkError) {
        var value = value
        try check("setsockopt") {
            unsafe Int(setsockopt(descriptor, option.level, option.number, &value, socklen_t(4)))
        }
    }

    /// The value of an option that is a list of numbers, as many as the kernel has and at most `count`.
    package static func option(
        _ option: SocketOption,
        of descriptor: Int32,
        count: Int
    ) throws(NetlinkError) -> [UInt32] {
        var values = [UInt32](repeating: 0, count: count)
        var length = socklen_t(count * 4)
        try check("getsockopt") {
            unsafe Int(getsockopt(descriptor, option.level, option.number, &values, &length))
        }
        return Array(values.prefix(Int(length) / 4))
    }

    /// Sends one datagram, whole or not at all.
    ///
    /// - Parameters:
    ///   - bytes: The datagram.
    ///   - descriptor: The socket.
    ///   - address: Where it goes to.
    ///   - waits: Whether to wait where another process' receive buffer is full; `EAGAIN` is thrown if not.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func send(
        _ bytes: RawSpan,
        from descriptor: Int32,
        to address: NetlinkAddress,
        waits: Bool = true
    ) throws(NetlinkError) {
        let flags = waits ? 0 : Int32(truncatingIfNeeded: Int(MSG_DONTWAIT))
        _ = try unsafe bytes.withUnsafeBytes { bytes throws(NetlinkError) in
            try check("sendto") {
                unsafe withSocketAddress(address) { pointer, length in
                    // Without an address it goes to the kernel too, which need not copy one then (`netlink_sendmsg`).
                    let length = address.isKernel ? 0 : length
                    return unsafe sendto(descriptor, bytes.baseAddress, bytes.count, flags, pointer, length)
                }
            }
        }
    }

    /// Receives one datagram, if there is one, without waiting.
    ///
    /// - Parameters:
    ///   - datagram: Receives what is known of the datagram.
    ///   - descriptor: The socket.
    ///   - buffer: Its beginning receives the datagram.
    ///   - tellsNamespace: Whether to ask for the namespace that the datagram is from. That takes another call, which is
    ///     slower by half.
    /// - Returns: Whether there was one.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``, with `ENOBUFS` if the kernel dropped messages.
    @unsafe
    static func receive(
        _ datagram: inout Datagram,
        from descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer,
        tellsNamespace: Bool
    ) throws(NetlinkError) -> Bool {
        do throws(NetlinkError) {
            if tellsNamespace {
                try unsafe receiveWithNamespace(&datagram, from: descriptor, into: buffer)
            } else {
                try unsafe receive(&datagram, from: descriptor, into: buffer)
            }
            return true
        } catch .systemCall(_, .wouldBlock) {
            return false
        }
    }

    @unsafe
    private static func receive(
        _ datagram: inout Datagram,
        from descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(NetlinkError) {
        var size = socklen_t(MemoryLayout<NetlinkAddress>.size)
        datagram.length = try check("recvfrom") {
            unsafe withUnsafeMutableBytes(of: &datagram.sender) { name in
                let name = unsafe name.baseAddress?.assumingMemoryBound(to: sockaddr.self)
                return unsafe recvfrom(descriptor, buffer.baseAddress, buffer.count, receiveFlags, name, &size)
            }
        }
    }

    @unsafe
    private static func receiveWithNamespace(
        _ datagram: inout Datagram,
        from descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer
    ) throws(NetlinkError) {
        var control = ControlMessage()
        datagram.length = try check("recvmsg") {
            unsafe withUnsafeMutableBytes(of: &datagram.sender) { name in
                unsafe withUnsafeMutableBytes(of: &control) { control in
                    unsafe receive(from: descriptor, into: buffer, name: name, control: control)
                }
            }
        }
        datagram.namespace = control.namespace
    }

    /// With `MSG_TRUNC` the calls return the length that the datagram had before it was cut.
    private static var receiveFlags: Int32 { Int32(truncatingIfNeeded: Int(MSG_DONTWAIT) | Int(MSG_TRUNC)) }

    @unsafe
    private static func receive(
        from descriptor: Int32,
        into buffer: UnsafeMutableRawBufferPointer,
        name: UnsafeMutableRawBufferPointer,
        control: UnsafeMutableRawBufferPointer
    ) -> Int {
        var vector = unsafe iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
        return unsafe withUnsafeMutablePointer(to: &vector) { vector in
            var header = unsafe msghdr()
            unsafe header.msg_name = name.baseAddress
            unsafe header.msg_namelen = socklen_t(name.count)
            unsafe header.msg_iov = vector
            unsafe header.msg_iovlen = 1
            unsafe header.msg_control = control.baseAddress
            unsafe header.msg_controllen = .init(control.count)
            return unsafe recvmsg(descriptor, &header, receiveFlags)
        }
    }

    /// Waits until there is something to receive.
    ///
    /// - Parameters:
    ///   - descriptor: The socket.
    ///   - milliseconds: The longest time to wait; `nil` waits for ever.
    /// - Returns: Whether there is something; `false` also after a signal, since the time left must be looked at anew.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func waitForInput(_ descriptor: Int32, milliseconds: Int32?) throws(NetlinkError) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&request, 1, milliseconds ?? -1)
        guard ready < 0 else { return ready > 0 }
        let errno = Errno(rawValue: errno)
        guard errno == .interrupted else { throw .systemCall("poll", errno) }
        return false
    }
}

extension SystemCall {
    /// The system's text for an error number; empty if it has none.
    static func text(of errno: Errno) -> String {
        // glibc's longest text has 50 characters; the call cuts longer ones.
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 256) { buffer, count in
            let result = unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                guard let start = text.baseAddress else { return ENOMEM }
                return unsafe strerror_r(errno.rawValue, start, text.count)
            }
            // EINVAL comes with a text nevertheless ("Unknown error 4095"), any other failure without one.
            count = unsafe result == 0 || result == EINVAL ? buffer.firstIndex(of: 0) ?? 0 : 0
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Makes a call until no signal interrupts it.
    @discardableResult
    static func check(_ name: String, _ call: () -> Int) throws(NetlinkError) -> Int {
        while true {
            let result = call()
            guard result < 0 else { return result }
            let errno = Errno(rawValue: errno)
            guard errno == .interrupted else { throw .systemCall(name, errno) }
        }
    }

    @unsafe
    private static func withSocketAddress(
        _ address: NetlinkAddress,
        _ body: (UnsafePointer<sockaddr>?, socklen_t) -> Int
    ) -> Int {
        unsafe withUnsafeBytes(of: address) { bytes in
            unsafe body(bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
        }
    }
}
