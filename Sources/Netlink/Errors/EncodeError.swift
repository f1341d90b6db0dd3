/// A message that was refused before it was sent.
public struct EncodeError: Error, Hashable, Sendable {
    /// What is wrong.
    @frozen
    public enum Reason: Hashable, Sendable {
        /// The payload has fewer bytes than the kernel accepts.
        case tooShort(length: Int, minimum: Int)

        /// The payload has more bytes than the kernel accepts, or than an attribute can hold (65,531).
        case tooLong(length: Int, maximum: Int)

        /// The number is below what the kernel accepts.
        case belowMinimum(value: Int64, minimum: Int64)

        /// The number is above what the kernel accepts.
        case aboveMaximum(value: UInt64, maximum: UInt64)

        /// Bits are set that the kernel does not accept.
        case unknownBits(UInt64)

        /// A string has a NUL inside, after which the kernel would not read on.
        case nulInString

        /// The attribute is absent, and the kernel insists on it.
        case missing
    }

    /// What is wrong.
    public let reason: Reason

    /// The attribute that was refused, or that is missing.
    public let attribute: AttributePath

    /// Creates an error.
    public init(_ reason: Reason, attribute: AttributePath) {
        self.reason = reason
        self.attribute = attribute
    }
}

extension EncodeError: CustomStringConvertible {
    /// A sentence for people, with the attribute's path in the kernel's names.
    public var description: String {
        switch reason {
        case .tooShort(let length, let minimum):
            "attribute \(attribute) has \(length) bytes, the kernel wants at least \(minimum)"
        case .tooLong(let length, let maximum):
            "attribute \(attribute) has \(length) bytes, at most \(maximum) are possible"
        case .belowMinimum(let value, let minimum):
            "attribute \(attribute) is \(value), the kernel wants at least \(minimum)"
        case .aboveMaximum(let value, let maximum):
            "attribute \(attribute) is \(value), the kernel takes at most \(maximum)"
        case .unknownBits(let bits):
            "attribute \(attribute) has bits 0x\(String(bits, radix: 16)) that the kernel does not accept"
        case .nulInString:
            "attribute \(attribute) is a string with a NUL inside"
        case .missing:
            "attribute \(attribute) is missing"
        }
    }
}
