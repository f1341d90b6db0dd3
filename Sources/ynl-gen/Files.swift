import FoundationEssentials
import YNLSpec

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// A file that cannot be read or written.
struct FileError: Error, CustomStringConvertible {
    let description: String

    init(_ action: String, _ path: String, _ error: any Error) {
        let cause = (error as? CocoaError).flatMap { $0.underlying as? POSIXError }
        let reason = cause.map { unsafe String(cString: strerror($0.code.rawValue)) }
        description = "cannot \(action) '\(path)': \(reason ?? "\(error)")"
    }
}

extension SourceFile {
    /// Reads a file.
    init(reading path: String) throws(FileError) {
        do {
            self.init(path: path, bytes: [UInt8](try Data(contentsOf: URL(filePath: path))))
        } catch {
            throw FileError("read", path, error)
        }
    }
}

/// A file of generated source.
struct OutputFile {
    let path: String

    /// What is in the file now; `nil` if there is none.
    func contents() throws(FileError) -> String? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        } catch {
            throw FileError("read", path, error)
        }
    }

    /// Replaces the file in one step, so that nobody sees half of it; makes the folders above it.
    func write(_ text: String) throws(FileError) {
        let url = URL(filePath: path)
        do {
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url, options: .atomic)
        } catch {
            throw FileError("write", path, error)
        }
    }
}
