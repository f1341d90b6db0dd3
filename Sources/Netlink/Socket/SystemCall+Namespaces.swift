internal import CLinux

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension SystemCall {
    /// Opens a file to refer to it, not inherited by child processes.
    ///
    /// - Parameter path: The file.
    /// - Returns: The descriptor.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func open(_ path: String) throws(NetlinkError) -> Int32 {
        // C would open what the path says up to there.
        guard !path.utf8.contains(0) else { throw .systemCall("open", .invalidArgument) }
        return try Int32(
            check("open") {
                #if canImport(Glibc)
                unsafe Int(Glibc.open(path, O_RDONLY | O_CLOEXEC))
                #else
                unsafe Int(Musl.open(path, O_RDONLY | O_CLOEXEC))
                #endif
            }
        )
    }

    /// Opens another descriptor for the same file, not inherited by child processes.
    static func duplicate(_ descriptor: Int32) throws(NetlinkError) -> Int32 {
        try Int32(check("fcntl") { Int(fcntl(descriptor, F_DUPFD_CLOEXEC, 0)) })
    }

    /// Opens a netlink socket in another network namespace.
    ///
    /// Only a thread can be moved into a namespace. A new one is, which does nothing but this and ends, so that no
    /// other thread is ever in the wrong namespace, not even if something fails.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What to talk to.
    ///   - namespace: The descriptor of the namespace.
    /// - Returns: The descriptor.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    static func openSocket(
        _ netlinkProtocol: NetlinkProtocol,
        inNamespace namespace: Int32
    ) throws(NetlinkError) -> Int32 {
        var visit = NamespaceVisit(namespace: namespace, netlinkProtocol: netlinkProtocol)
        let failure = unsafe withUnsafeMutablePointer(to: &visit) { visit in
            var thread = pthread_t()
            let failure = unsafe pthread_create(&thread, nil, visitNamespace, visit)
            if failure == 0 { pthread_join(thread, nil) }
            return failure
        }
        guard failure == 0 else { throw .systemCall("pthread_create", Errno(rawValue: failure)) }
        return try visit.socket.get()
    }
}

/// What a thread does in another namespace, and what came of it.
private struct NamespaceVisit {
    let namespace: Int32
    let netlinkProtocol: NetlinkProtocol
    var socket: Result<Int32, NetlinkError> = .failure(.systemCall("setns", .invalidArgument))

    mutating func run() {
        // CLONE_NEWNET of linux/sched.h: a file of any other kind is refused.
        guard setns(namespace, 0x4000_0000) == 0 else {
            socket = .failure(.systemCall("setns", Errno(rawValue: errno)))
            return
        }
        socket = Result { () throws(NetlinkError) in try SystemCall.openSocket(netlinkProtocol) }
    }
}

/// The life of the thread.
@unsafe
private func visitNamespace(_ visit: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    unsafe visit?.assumingMemoryBound(to: NamespaceVisit.self).pointee.run()
    return nil
}
