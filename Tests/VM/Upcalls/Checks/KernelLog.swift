import Glibc

/// What the kernel writes into its log.
///
/// About flows that it refuses it says more there than in its answer (`OVS_NLERR`).
struct KernelLog: ~Copyable {
    private let descriptor = unsafe open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC)

    init() { lseek(descriptor, 0, SEEK_END) }

    deinit { close(descriptor) }

    /// What Open vSwitch has written since the last look.
    func complaints() -> [String] {
        var lines: [String] = []
        var buffer = [UInt8](repeating: 0, count: 8192)
        // Each call gives one record: numbers, a semicolon and the text.
        while case let count = unsafe read(descriptor, &buffer, buffer.count), count > 0 {
            let record = String(decoding: buffer.prefix(count), as: UTF8.self).prefix { $0 != "\n" }
            guard let start = record.firstRange(of: "openvswitch: netlink: ") else { continue }
            lines.append(String(record[start.upperBound...]))
        }
        return lines
    }
}
