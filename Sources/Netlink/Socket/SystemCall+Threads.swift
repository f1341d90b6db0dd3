import CLinux

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension SystemCall {
    /// Starts a thread that runs a closure and goes away by itself.
    ///
    /// - Parameters:
    ///   - name: What debuggers show, 15 characters at most.
    ///   - body: What the thread does.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``, mostly `EAGAIN` where there are too many threads.
    package static func startThread(_ name: StaticString, _ body: @escaping @Sendable () -> Void) throws(NetlinkError) {
        let body = { @Sendable in
            unsafe ynl_name_thread(name.utf8Start)
            body()
        }
        let start = unsafe Unmanaged.passRetained(ThreadStart(body))
        #if canImport(Glibc)
        var thread = pthread_t()
        #else
        var thread: pthread_t?
        #endif
        let result = unsafe pthread_create(
            &thread,
            nil,
            { argument in
                #if canImport(Glibc)
                if let argument = unsafe argument {
                    unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().body()
                }
                #else
                unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().body()
                #endif
                return nil
            },
            start.toOpaque()
        )
        guard result == 0 else {
            unsafe start.release()
            throw .systemCall("pthread_create", Errno(rawValue: result))
        }
        #if canImport(Glibc)
        pthread_detach(thread)
        #else
        if let thread = unsafe thread { unsafe pthread_detach(thread) }
        #endif
    }

    /// What a new thread is to do.
    private final class ThreadStart: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}
