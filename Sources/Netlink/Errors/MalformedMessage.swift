/// A message of the kernel that could not be decoded.
public struct MalformedMessage: Error, Hashable, Sendable {
    /// What was being received: `nlctrl getfamily`, or the events of a family.
    public let subject: String

    /// What is wrong, and at which byte.
    public let error: DecodeError

    /// The attribute concerned, if it is known.
    public let attribute: AttributePath?

    /// Creates an error without a path.
    init(_ error: DecodeError, in subject: String) {
        self.subject = subject
        self.error = error
        attribute = nil
    }

    /// Creates an error that names the attribute.
    ///
    /// - Parameters:
    ///   - error: What is wrong.
    ///   - subject: What was being received.
    ///   - message: The message, in which the error's offset is looked up.
    ///   - set: The set at its top level.
    init<Set: MessageAttributeSet>(_ error: DecodeError, in subject: String, message: Message, set: Set.Type) {
        self.subject = subject
        self.error = error
        let offset = Int(error.offset)
        let path: AttributePath
        if error.reason == .missingAttribute {
            // The error has the offset of what the nest holds, four bytes after the nest itself; 0 is the top level.
            path = AttributePath(
                toMissing: Int(error.attribute),
                inNestAt: offset == 0 ? nil : offset - 4,
                of: message.payload,
                from: Set.attributesOffset,
                set: Set.descriptor
            )
        } else {
            path = AttributePath(
                toOffset: offset,
                in: message.payload,
                from: Set.attributesOffset,
                set: Set.descriptor
            )
        }
        attribute = path.steps.isEmpty ? nil : path
    }
}

extension MalformedMessage: CustomStringConvertible {
    /// A sentence for people.
    public var description: String {
        guard let attribute else { return "\(subject): malformed message from the kernel: \(error)" }
        return switch error.reason {
        case .truncated: "\(subject): malformed message from the kernel: attribute \(attribute) is cut short"
        case .wrongLength:
            "\(subject): malformed message from the kernel: attribute \(attribute) does not have the length of its type"
        case .missingAttribute: "\(subject): malformed message from the kernel: attribute \(attribute) is missing"
        case .nestedTooDeeply:
            "\(subject): malformed message from the kernel: attribute \(attribute) is nested too deeply"
        }
    }
}
