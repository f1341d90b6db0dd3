/// Bytes that are not a well-formed message of the expected kind.
///
/// The error is eight bytes wide and says where it happened; ``NetlinkError`` adds the attribute's path.
@frozen
public struct DecodeError: Error, Hashable, Sendable {
    /// What is wrong.
    @frozen
    public enum Reason: UInt8, Hashable, Sendable {
        /// A message, header or attribute claims more bytes than there are, or fewer than its own header has.
        case truncated = 1

        /// An attribute's payload does not have the length of its type.
        case wrongLength

        /// An attribute that every such message carries is absent.
        case missingAttribute

        /// There are more nests inside each other than any kernel sends.
        case nestedTooDeeply
    }

    /// What is wrong.
    public let reason: Reason

    /// The number of the attribute concerned, 0 if none is.
    public let attribute: UInt16

    /// The distance in bytes from the start of the message to the place concerned.
    public let offset: UInt32

    /// Creates an error.
    ///
    /// - Parameters:
    ///   - reason: What is wrong.
    ///   - attribute: The number of the attribute concerned, 0 if none is.
    ///   - offset: The distance in bytes from the start of the message.
    @inline(never)
    public init(_ reason: Reason, attribute: UInt16 = 0, offset: Int) {
        self.reason = reason
        self.attribute = attribute
        self.offset = UInt32(truncatingIfNeeded: offset)
    }
}

extension DecodeError {
    /// An error as a number that fits a register, never 0.
    @inline(never)
    static func pack(_ reason: Reason, attribute: Int, offset: Int) -> UInt64 {
        UInt64(reason.rawValue)
            | UInt64(UInt16(truncatingIfNeeded: attribute)) << 16
            | UInt64(UInt32(truncatingIfNeeded: offset)) << 32
    }

    /// Unpacks an error.
    ///
    /// - Parameters:
    ///   - packed: What `pack` made.
    ///   - position: The offset in the message that the packed offset counts from.
    @usableFromInline @inline(never)
    init(packed: UInt64, position: UInt32) {
        reason = Reason(rawValue: UInt8(truncatingIfNeeded: packed)) ?? .truncated
        attribute = UInt16(truncatingIfNeeded: packed >> 16)
        offset = UInt32(truncatingIfNeeded: packed >> 32) &+ position
    }
}

extension DecodeError: CustomStringConvertible {
    /// A sentence for people.
    public var description: String {
        switch reason {
        case .truncated: "message is cut short or has a wrong length at byte \(offset)"
        case .wrongLength: "attribute \(attribute) at byte \(offset) does not have the length of its type"
        case .missingAttribute: "attribute \(attribute) is missing"
        case .nestedTooDeeply: "more than 31 nests inside each other at byte \(offset)"
        }
    }
}
