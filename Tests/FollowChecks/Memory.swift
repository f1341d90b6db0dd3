import Glibc

/// The memory of this process, in KiB.
enum Memory {
    /// What is resident now.
    static var resident: Int { value(of: "VmRSS:") }

    /// The most that has been resident since the last call of ``resetPeak()``.
    static var peak: Int { value(of: "VmHWM:") }

    /// Makes what is resident now the peak.
    static func resetPeak() {
        // Of clear_refs in proc(5).
        guard let file = unsafe fopen("/proc/self/clear_refs", "w") else { return }
        unsafe fputs("5", file)
        unsafe fclose(file)
    }

    private static func value(of name: String) -> Int {
        guard let file = unsafe fopen("/proc/self/status", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while unsafe fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix(name) else { continue }
            return text.split(whereSeparator: { " \t\n".contains($0) }).dropFirst().first.flatMap { Int($0) } ?? 0
        }
        return 0
    }
}
