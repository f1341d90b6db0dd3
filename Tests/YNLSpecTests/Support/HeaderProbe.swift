import Foundation
import Testing

/// Asks the C compiler what values constants have, and what sizes structs, in the kernel's installed headers.
///
/// Enumerators are no macros, so a program cannot ask whether one exists. The probe compiles all expressions at once,
/// drops those in whose lines the compiler finds an error, and compiles the rest again.
struct HeaderProbe {
    /// Headers of families that have their numbers in more than one.
    private static let furtherHeaders = [
        "linux/rtnetlink.h", "linux/if_link.h", "linux/if_addr.h", "linux/neighbour.h",
        "linux/if_bridge.h", "linux/if_tunnel.h", "linux/fib_rules.h", "linux/gen_stats.h", "linux/pkt_sched.h",
        "linux/pkt_cls.h", "linux/netfilter.h", "linux/netfilter/nf_tables.h", "linux/netfilter/nfnetlink.h",
        "linux/ethtool.h", "linux/ethtool_netlink.h", "linux/mptcp.h", "linux/genetlink.h", "linux/netlink.h",
        "linux/veth.h", "linux/ipv6.h", "linux/lwtunnel.h", "linux/mpls_iptunnel.h", "linux/dpll.h",
    ]

    /// The C library's headers come first: the kernel's then leave out what those have.
    private static let libraryHeaders = ["stdio.h", "sys/socket.h", "netinet/in.h", "net/if.h"]

    static let isAvailable =
        FileManager.default.isExecutableFile(atPath: "/usr/bin/cc")
        && FileManager.default.fileExists(atPath: "/usr/include/linux/netlink.h")

    let headers: [String]

    /// The values of those expressions that the headers know.
    func values(of expressions: [String]) throws -> [String: Int64] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "header-probe-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }

        var known = expressions
        while true {
            let program = folder.appending(path: "probe")
            try source(known).write(to: folder.appending(path: "probe.c"), atomically: true, encoding: .utf8)
            let complaints = try run(
                "/usr/bin/cc",
                ["-w", "-fmax-errors=0", "-o", "probe", "probe.c"],
                in: folder,
                reading: .error
            )
            let lines = badLines(complaints)
            if lines.isEmpty {
                #expect(FileManager.default.isExecutableFile(atPath: program.path()), "\(complaints)")
                return try values(known, program, folder)
            }
            known = zip(1..., known).filter { !lines.contains($0.0) }.map(\.1)
        }
    }

    private func values(_ expressions: [String], _ program: URL, _ folder: URL) throws -> [String: Int64] {
        let output = try run(program.path(), [], in: folder, reading: .output)
        let numbers = output.split(separator: "\n").compactMap { Int64($0) }
        #expect(numbers.count == expressions.count)
        return Dictionary(zip(expressions, numbers)) { first, _ in first }
    }

    /// A program that prints one value a line; the line numbers of the compiler's complaints are those of expressions.
    private func source(_ expressions: [String]) -> String {
        let includes = (Self.libraryHeaders + headers + Self.furtherHeaders + Self.actionHeaders).map {
            "#if __has_include(<\($0)>)\n#include <\($0)>\n#endif"
        }
        return """
            \(includes.joined(separator: "\n"))
            int main(void) {
            #line 1 "expressions"
            \(expressions.map { "printf(\"%lld\\n\", (long long)(\($0)));" }.joined(separator: "\n"))
            }
            """
    }

    private static let actionHeaders: [String] = {
        let folder = "/usr/include/linux/tc_act"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.sorted().map { "linux/tc_act/\($0)" }
    }()

    private func badLines(_ complaints: String) -> Set<Int> {
        let lines = complaints.split(separator: "\n").filter { $0.hasPrefix("expressions:") && $0.contains(" error: ") }
        return Set(lines.compactMap { $0.split(separator: ":").dropFirst().first.flatMap { Int($0) } })
    }

    private enum Stream {
        case output
        case error
    }

    private func run(_ tool: String, _ arguments: [String], in folder: URL, reading stream: Stream) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let file = folder.appending(path: "output")
        _ = FileManager.default.createFile(atPath: file.path(), contents: nil)
        let handle = try FileHandle(forWritingTo: file)
        process.standardOutput = stream == .output ? handle : FileHandle.nullDevice
        process.standardError = stream == .error ? handle : FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try handle.close()
        return try String(contentsOf: file, encoding: .utf8)
    }
}
