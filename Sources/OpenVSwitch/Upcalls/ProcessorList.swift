#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// Processors as the files in `/sys/devices/system/cpu` list them: `0-3,8`.
enum ProcessorList {
    /// One more than the highest number that a processor of this system can ever have.
    ///
    /// Processors that are absent now can be added while the system runs, and numbers can have gaps: neither the count
    /// of processors nor those online will do.
    static func possibleCount() -> Int? {
        text(ofFile: "/sys/devices/system/cpu/possible").flatMap(count)
    }

    /// One more than the highest number of a list.
    ///
    /// - Parameter list: The list, maybe with a line break at its end.
    /// - Returns: The number, or `nil` if there is no list.
    static func count(_ list: String) -> Int? {
        let numbers = list.split { ",-\n".contains($0) }.map { Int($0) }
        guard let highest = numbers.compactMap(\.self).max(), !numbers.contains(nil) else { return nil }
        return highest + 1
    }

    /// The beginning of a file that fits in one page, as all files of sysfs do.
    private static func text(ofFile path: String) -> String? {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(file, &bytes, bytes.count)
        return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
