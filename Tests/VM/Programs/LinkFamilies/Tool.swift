import FoundationEssentials
import Glibc

/// A program that failed.
struct ToolFailed: Error {
    var command: String
    var status: Int32
}

/// Runs a command by its full path: the shell has applets of the same names that know less.
///
/// - Returns: What it prints.
@discardableResult
func run(_ command: String) throws -> Data {
    guard let stream = unsafe popen(command, "re") else { throw ToolFailed(command: command, status: -1) }
    var data = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&buffer, 1, buffer.count, stream)
        guard count > 0 else { break }
        data.append(contentsOf: buffer.prefix(count))
    }
    let status = unsafe pclose(stream)
    guard status == 0 else { throw ToolFailed(command: command, status: status) }
    return data
}

/// The lines that a command prints, with one blank between words and none around them.
func lines(of command: String) throws -> [String] {
    String(decoding: try run(command), as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: " ").joined(separator: " ") }
}

/// What iproute2 prints as JSON.
func ip(_ arguments: String) throws -> [[String: RouteJSON]] {
    try JSONDecoder().decode([[String: RouteJSON]].self, from: run("/sbin/ip -json " + arguments))
}
