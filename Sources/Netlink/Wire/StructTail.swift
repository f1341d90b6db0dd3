/// How a received C struct differs in length from the one that the spec describes.
///
/// Kernels grow their structs at the end. The tail keeps what a newer kernel sends more, and how much an older one sends
/// less, so that the struct goes back as it came.
@frozen
public struct StructTail: Hashable, Sendable {
    /// The bytes after the last member that is known.
    public var bytes: [UInt8] = []

    /// How many bytes are absent at the end; the members there read as 0.
    public var missing = 0

    /// Creates the tail of a struct of the expected length.
    @inlinable
    public init() {}

    /// Reads the tail of a struct.
    ///
    /// - Parameters:
    ///   - payload: The whole struct, as it was received.
    ///   - size: The length that the spec gives the struct.
    public init(_ payload: Payload, afterSize size: Int) {
        if payload.count > size {
            bytes = [UInt8](payload.dropping(size).span)
        } else {
            missing = size - payload.count
        }
    }
}

extension AttributeBuilder {
    /// Writes a struct of another length than the spec's.
    @usableFromInline @inline(never)
    mutating func put<Structure: WireStruct>(_ number: UInt16, _ value: Structure, tail: StructTail) {
        var buffer = MessageBuffer(capacity: Structure.size + tail.bytes.count)
        if let reason = buffer.appendStruct(value) { return refuse(number, reason) }
        var bytes = [UInt8](buffer.bytes)
        // A member that was absent and has a value by now is sent all the same.
        let absent = min(max(tail.missing, 0), bytes.count)
        if bytes.suffix(absent).allSatisfy({ $0 == 0 }) { bytes.removeLast(absent) }
        put(number, bytes: (bytes + tail.bytes).rawSpan)
    }
}
