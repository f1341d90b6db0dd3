public import Netlink

/// A request that the kernel of a test has received.
public struct ReceivedRequest: Sendable {
    /// The netlink header.
    public let header: MessageHeader

    /// The whole message.
    public let bytes: [UInt8]

    /// What the request was sent on.
    public let netlinkProtocol: NetlinkProtocol

    /// The port that it came from.
    public let port: UInt32

    /// The family and the operation, such as `nlctrl getfamily`; `nil` if no handler has registered it.
    public let name: String?

    /// Why it was refused before a handler saw it; `nil` if it was not.
    public let refusal: Refusal?

    /// The operation that it was taken for.
    let key: OperationKey?
}
