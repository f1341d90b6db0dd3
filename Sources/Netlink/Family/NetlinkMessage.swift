/// The contents of a message as a value: a fixed header and attributes.
///
/// Two values are equal if they encode to the same bytes. That one comparison serves all messages; synthesised ones
/// would take more than half of a debug build's time.
public protocol NetlinkContents: AttributeContents where Attributes: MessageAttributeSet {
    /// The fixed header.
    var header: Attributes.Header { get }
}

/// The contents of a message that can be received.
public protocol NetlinkMessage: NetlinkContents {
    /// Decodes a message.
    ///
    /// - Parameter message: A message of this kind; its type and command are not looked at.
    /// - Throws: ``DecodeError`` if the bytes are malformed or a required attribute is absent.
    init(_ message: Message) throws(DecodeError)
}

extension NetlinkContents where Attributes.Header == NoHeader {
    /// Nothing: the message has no fixed header.
    @inlinable public var header: NoHeader { NoHeader() }
}

/// A request to the kernel.
///
/// Requests of modules generated with all faces are ``NetlinkMessage``s too: tests that play the kernel decode them.
public protocol NetlinkRequest: NetlinkContents {
    /// What the request asks for.
    static var operation: NetlinkOperation { get }

    /// Flags that belong to the request, besides those that the socket adds.
    static var flags: MessageFlags { get }

    /// Flags without which the kernel only acknowledges, added by every call that returns replies.
    static var replyFlags: MessageFlags { get }

    /// The numbers of the attributes without which the kernel does not accept the request.
    ///
    /// A request that lacks one is not sent.
    static var requiredAttributes: AttributeNumbers { get }

    /// What the kernel answers with; ``NoReply`` if it only acknowledges.
    associatedtype Reply = NoReply
}

extension NetlinkRequest {
    /// None.
    @inlinable public static var flags: MessageFlags { [] }

    /// None.
    @inlinable public static var replyFlags: MessageFlags { [] }

    /// None.
    @inlinable public static var requiredAttributes: AttributeNumbers { [] }

    /// The generic netlink command, or the message type of a family with a protocol of its own.
    @inlinable public static var command: UInt16 {
        @inline(__always) get { operation.number }
    }

    /// The operation's name in the family's spec, for error messages.
    public static var operationName: String { "\(operation.name)" }

    /// The family and the operation: `nlctrl getfamily`.
    public static var requestName: String { "\(Attributes.Family.name) \(operationName)" }
}

/// A request for one object or one change, made with `perform`.
public protocol DoRequest: NetlinkRequest {}

/// A request for all objects, made with `dump`.
public protocol DumpRequest: NetlinkRequest where Reply: NetlinkMessage {}

/// Marks requests that are answered by an acknowledgement alone.
public enum NoReply: Sendable {}

/// A message that the kernel sends unasked, of any kind that a family has.
public protocol NetlinkEvent: Sendable {
    /// Decodes a message by its command or type.
    ///
    /// - Parameter message: A message of the family.
    /// - Throws: ``DecodeError`` if the bytes are malformed.
    init(_ message: Message) throws(DecodeError)

    /// Messages were lost since the receive buffer was full.
    ///
    /// - Parameter count: How many, if the kernel tells.
    /// - Returns: The event.
    static func lost(_ count: Int?) -> Self
}
