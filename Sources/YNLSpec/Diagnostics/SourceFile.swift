/// A file of text as it was read: the name people know it by, and its bytes.
public struct SourceFile: Sendable, Hashable {
    /// The path as the user wrote it; diagnostics repeat it verbatim.
    public let path: String

    /// The bytes of the file, not yet checked to be UTF-8.
    public let bytes: [UInt8]

    /// Creates a source file from bytes in memory.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Creates a source file from a string in memory.
    public init(path: String, text: String) {
        self.init(path: path, bytes: Array(text.utf8))
    }
}
