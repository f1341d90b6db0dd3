/// The order of a number's bytes on the wire.
@frozen
public enum ByteOrder: Sendable {
    /// The host's, as netlink has it unless a spec says otherwise.
    case host

    /// Network order, the most significant byte first.
    case big

    /// The least significant byte first.
    case little
}

extension FixedWidthInteger {
    /// The number with its bytes moved from the host's order to another one, or back.
    @inlinable @inline(__always)
    func ordered(_ order: ByteOrder) -> Self {
        switch order {
        case .host: self
        case .big: bigEndian
        case .little: littleEndian
        }
    }
}
