/// A datagram of a capture file.
public struct CapturedDatagram: Hashable, Sendable {
    /// Which way a datagram went.
    public enum Direction: Hashable, Sendable {
        /// To the kernel.
        case sent

        /// From the kernel, to one socket.
        case received

        /// From the kernel, to the members of a multicast group.
        case receivedFromGroup
    }

    /// When it passed, since the beginning of 1970 (UTC), in nanoseconds or microseconds.
    public var time: Duration

    /// Which way it went.
    ///
    /// Captures of `nlmon` devices do not tell. Requests count as sent then, everything else as received by one socket.
    public var direction: Direction

    /// The netlink protocol that it belongs to.
    public var netlinkProtocol: NetlinkProtocol

    /// Its bytes, or the first of them.
    public var bytes: [UInt8]

    /// The length in bytes that it had.
    public var originalLength: Int

    /// Creates a datagram.
    ///
    /// - Parameters:
    ///   - bytes: Its bytes, or the first of them.
    ///   - direction: Which way it went.
    ///   - netlinkProtocol: The protocol that it belongs to.
    ///   - time: When it passed, since 1970.
    ///   - originalLength: The length that it had; without it, it is whole.
    public init(
        _ bytes: [UInt8],
        direction: Direction,
        netlinkProtocol: NetlinkProtocol,
        time: Duration = .zero,
        originalLength: Int? = nil
    ) {
        self.bytes = bytes
        self.direction = direction
        self.netlinkProtocol = netlinkProtocol
        self.time = time
        self.originalLength = originalLength ?? bytes.count
    }

    /// Whether the file does not hold all of its bytes.
    public var isTruncated: Bool { bytes.count < originalLength }

    /// Its messages; what was cut off ends them with an error.
    public var messages: Messages {
        @_lifetime(borrow self) get { Messages(bytes.rawSpan) }
    }
}

extension CapturedDatagram.Direction {
    /// Which way a datagram went.
    ///
    /// - Parameters:
    ///   - type: What the file says.
    ///   - bytes: The datagram, for files that do not.
    init(_ type: CookedHeader.PacketType, _ bytes: [UInt8]) {
        switch type {
        case .kernel:
            self = .sent
        case .outgoing:
            let flags = MessageFlags(rawValue: Payload(bytes.rawSpan).member(UInt16.self, at: 6))
            self = flags.contains(.request) ? .sent : .received
        case .multicast:
            self = .receivedFromGroup
        default:
            self = .received
        }
    }
}
