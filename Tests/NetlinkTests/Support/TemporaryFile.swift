#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A path for a file that a test makes, removed with the value.
struct TemporaryFile: ~Copyable {
    let path: String

    init(_ name: String) {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        path = "\(folder)/swift-ynl-\(getpid())-\(UInt32.random(in: 0...UInt32.max))-\(name)"
    }

    deinit { unsafe unlink(path) }
}
