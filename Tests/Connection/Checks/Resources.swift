import Glibc

/// What the process uses of the system.
struct Resources {
    /// Open descriptors.
    var descriptors: Int

    /// Threads.
    var threads: Int

    /// Memory that is in use, in KiB.
    var memory: Int

    /// What is used now.
    static func now() -> Resources {
        Resources(
            descriptors: names(in: "/proc/self/fd").count - 1,
            threads: names(in: "/proc/self/task").count,
            memory: memoryInUse()
        )
    }

    private static func names(in folder: String) -> [String] {
        guard let folder = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    /// The second number of `/proc/self/statm`, in pages of 4 KiB.
    private static func memoryInUse() -> Int {
        guard let file = unsafe fopen("/proc/self/statm", "r") else { return 0 }
        defer { unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        guard unsafe fgets(&line, 128, file) != nil else { return 0 }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        return numbers.count > 1 ? numbers[1] * 4 : 0
    }
}
