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
