#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Files of recordings, and the time to write into them.
extension SystemCall {
    /// Creates a file for its owner alone, or empties one that exists; child processes do not inherit it.
    static func createFile(_ path: String) throws(NetlinkError) -> Int32 {
        try open(path, O_WRONLY | O_CREAT | O_TRUNC)
    }

    /// The contents of a file.
    static func contents(ofFile path: String) throws(NetlinkError) -> [UInt8] {
        let descriptor = try open(path, O_RDONLY)
        defer { close(descriptor) }
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try check("read") { unsafe read(descriptor, &buffer, buffer.count) }
            guard count > 0 else { return contents }
            contents += buffer.prefix(count)
        }
    }

    /// Writes bytes, all of them unless it fails.
    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(NetlinkError) {
        var written = 0
        while written < bytes.count {
            written += try check("write") {
                unsafe bytes.withUnsafeBytes { bytes in
                    let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[written...])
                    return unsafe write(descriptor, rest.baseAddress, rest.count)
                }
            }
        }
    }

    /// Removes what is behind the first bytes of a file.
    static func truncateFile(_ descriptor: Int32, to length: Int) throws(NetlinkError) {
        try check("ftruncate") { Int(ftruncate(descriptor, off_t(length))) }
    }

    private static func open(_ path: String, _ flags: Int32) throws(NetlinkError) -> Int32 {
        // C would open what the path says up to there.
        guard !path.utf8.contains(0) else { throw .systemCall("open", .invalidArgument) }
        #if canImport(Glibc)
        return try Int32(check("open") { unsafe Int(Glibc.open(path, flags | O_CLOEXEC, 0o600)) })
        #else
        return try Int32(check("open") { unsafe Int(Musl.open(path, flags | O_CLOEXEC, 0o600)) })
        #endif
    }
}
