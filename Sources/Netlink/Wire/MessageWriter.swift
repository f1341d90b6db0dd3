/// The end of a message under construction.
///
/// A plain struct of pointers, passed by value through nests and closures, so that it lives in registers. It is not
/// public: ``AttributeBuilder`` and ``MessageBuffer`` are its faces, and they alone keep its pointers valid. A class
/// here costs five times as much, for exclusivity checks at every store.
@safe @frozen @usableFromInline
struct MessageWriter {
    @usableFromInline var base: UnsafeMutableRawPointer
    @usableFromInline var cursor: UnsafeMutableRawPointer
    @usableFromInline var end: UnsafeMutableRawPointer

    /// What was refused first; the message will not be sent.
    @usableFromInline var failure: EncodeFailure

    @inlinable @inline(__always)
    init(base: UnsafeMutableRawPointer, cursor: UnsafeMutableRawPointer, end: UnsafeMutableRawPointer) {
        unsafe self.base = base
        unsafe self.cursor = cursor
        unsafe self.end = end
        failure = EncodeFailure()
    }

    /// The number of bytes written to the buffer, earlier messages included.
    @inlinable @inline(__always)
    var count: Int { unsafe cursor - base }

    /// Makes room for bytes at the end and returns where they go; they are not yet initialised.
    @unsafe @inlinable @inline(__always)
    mutating func reserve(_ size: Int) -> UnsafeMutableRawPointer {
        if _slowPath(unsafe end - cursor < size) {
            let used = count
            let (base, capacity) = unsafe MessageWriter.grow(base, used: used, capacity: end - base, by: size)
            unsafe self.base = base
            unsafe cursor = base + used
            unsafe end = base + capacity
        }
        let start = unsafe cursor
        unsafe cursor = start + size
        return unsafe start
    }

    /// Moves the bytes to a larger buffer.
    ///
    /// By value in and out: `inout self` would force the writer into memory.
    @unsafe @usableFromInline @inline(never)
    static func grow(
        _ base: UnsafeMutableRawPointer,
        used: Int,
        capacity: Int,
        by size: Int
    ) -> (UnsafeMutableRawPointer, Int) {
        let larger = max(capacity &* 2, used &+ size)
        let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
        unsafe moved.copyMemory(from: base, byteCount: used)
        unsafe base.deallocate()
        return unsafe (moved, larger)
    }

    /// Notes a refusal, unless there is one already.
    @inlinable @inline(__always)
    mutating func fail(_ refusal: EncodeFailure) {
        if failure.reason == nil { failure = refusal }
    }
}

/// Why an attribute was refused, small enough to ride along in registers.
@frozen @usableFromInline
struct EncodeFailure {
    /// What is wrong; `nil` is nothing.
    @usableFromInline var reason: EncodeError.Reason?

    /// The offset of the attribute's header in the buffer.
    @usableFromInline var offset: Int

    @inlinable @inline(__always)
    init() {
        reason = nil
        offset = 0
    }

    @usableFromInline @inline(never)
    init(_ reason: EncodeError.Reason, at offset: Int) {
        self.reason = reason
        self.offset = offset
    }
}
