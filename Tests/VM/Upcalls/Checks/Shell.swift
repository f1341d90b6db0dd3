import Glibc

/// Runs other programs.
enum Shell {
    /// A program that failed.
    struct Failure: Error {
        let command: String
        let status: Int32
    }

    /// A command that goes on beside this program.
    @safe struct Running: ~Copyable {
        fileprivate let stream: UnsafeMutablePointer<FILE>

        /// Waits for the end, and returns the status.
        consuming func finish() -> Int32 { unsafe pclose(stream) }
    }

    /// Starts a command.
    static func start(_ command: String) throws -> Running {
        guard let stream = unsafe popen(command, "re") else { throw Failure(command: command, status: -1) }
        return unsafe Running(stream: stream)
    }

    /// The lines that a command prints.
    ///
    /// - Parameter command: The command, with the full path of its program.
    /// - Returns: The lines, without empty ones.
    /// - Throws: ``Failure`` if the status is not 0.
    static func lines(_ command: String) throws -> [String] {
        guard let stream = unsafe popen(command, "re") else { throw Failure(command: command, status: -1) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = unsafe fread(&buffer, 1, buffer.count, stream), count > 0 {
            bytes += buffer.prefix(count)
        }
        let status = unsafe pclose(stream)
        guard status == 0 else { throw Failure(command: command, status: status) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
