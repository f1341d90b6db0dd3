/// Sixteen bytes that are part of the value, without an array's allocation.
///
/// The words have the bytes in the order of memory, so that they compare as numbers but do not mean any.
@frozen @usableFromInline
struct InlineBytes16: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var first: UInt64
    @usableFromInline var second: UInt64

    /// Creates bytes that are all 0.
    @inlinable @inline(__always)
    init() {
        first = 0
        second = 0
    }
}

/// Thirty-two bytes that are part of the value.
@frozen @usableFromInline
struct InlineBytes32: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline var first: InlineBytes16
    @usableFromInline var second: InlineBytes16

    /// Creates bytes that are all 0.
    @inlinable @inline(__always)
    init() {
        first = InlineBytes16()
        second = InlineBytes16()
    }
}

extension Payload {
    /// Copies the payload's first bytes over those of a value, as many as there are and fit.
    ///
    /// - Parameters:
    ///   - length: The most bytes to copy.
    ///   - storage: Receives them at its start; the rest of it stays as it is.
    @inlinable @inline(__always)
    func copy<Storage: BitwiseCopyable>(first length: Int, into storage: inout Storage) {
        let length = min(length, count, MemoryLayout<Storage>.size)
        guard length > 0 else { return }
        let source = unsafe base
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.baseAddress?.copyMemory(from: source, byteCount: length)
        }
    }
}

/// Calls a closure with the first bytes of a value.
///
/// - Parameters:
///   - storage: The value.
///   - count: How many of its bytes, at most all.
///   - body: Reads the bytes.
/// - Returns: What the closure returns.
@inlinable @inline(__always)
func withInlineBytes<Storage: BitwiseCopyable, Result>(
    of storage: Storage,
    count: Int = MemoryLayout<Storage>.size,
    _ body: (RawSpan) -> Result
) -> Result {
    unsafe withUnsafeBytes(of: storage) { bytes in
        // `bytes.prefix` would be a call.
        let prefix = unsafe UnsafeRawBufferPointer(start: bytes.baseAddress, count: min(count, bytes.count))
        return body(unsafe RawSpan(_unsafeBytes: prefix))
    }
}
