public import Netlink

/// What the kernel of a test answers to a request.
public struct Answer<Reply>: Sendable where Reply: Sendable {
    /// The answer, before faults change it.
    enum Content: Sendable {
        case replies([Reply], command: UInt16?)
        case acknowledgement(warning: String?)
        case refusal(Refusal)
        case silence
    }

    let content: Content

    /// An acknowledgement alone.
    public static var acknowledge: Answer { Answer(content: .acknowledgement(warning: nil)) }

    /// An acknowledgement with a remark, as kernels give one about what they will not do for much longer.
    ///
    /// - Parameter text: The remark.
    /// - Returns: The answer.
    public static func acknowledge(warning text: String) -> Answer { Answer(content: .acknowledgement(warning: text)) }

    /// No answer at all, not even an acknowledgement.
    public static var silence: Answer { Answer(content: .silence) }

    /// A refusal.
    ///
    /// - Parameter refusal: The error number and what explains it.
    /// - Returns: The answer.
    public static func refuse(_ refusal: Refusal) -> Answer { Answer(content: .refusal(refusal)) }

    /// A refusal with a text, about an attribute.
    ///
    /// - Parameters:
    ///   - errno: The error number.
    ///   - text: The kernel's English text.
    ///   - attribute: The attribute of the request that it is about, by the kernel's names from the top level inwards.
    /// - Returns: The answer.
    public static func refuse(_ errno: Errno, _ text: String? = nil, at attribute: String...) -> Answer {
        .refuse(Refusal(errno, text, at: attribute))
    }
}

extension Answer where Reply: NetlinkMessage {
    /// One reply, before the acknowledgement.
    ///
    /// - Parameters:
    ///   - reply: The reply.
    ///   - command: Its number; that of the request if it is `nil`. Decoders of replies do not look at it.
    /// - Returns: The answer.
    public static func reply(_ reply: Reply, command: UInt16? = nil) -> Answer { .replies([reply], command: command) }

    /// Any number of replies, before the acknowledgement.
    ///
    /// - Parameters:
    ///   - replies: The replies.
    ///   - command: Their number; that of the request if it is `nil`.
    /// - Returns: The answer.
    public static func replies(_ replies: [Reply], command: UInt16? = nil) -> Answer {
        Answer(content: .replies(replies, command: command))
    }
}
