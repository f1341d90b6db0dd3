import Netlink

/// What a handler is for.
struct OperationKey: Hashable, Sendable {
    let family: String
    let netlinkProtocol: NetlinkProtocol
    let number: UInt16
    let isDump: Bool

    /// The key of a kind of request.
    init<Request: NetlinkRequest>(_ request: Request.Type) {
        family = Request.Attributes.Family.name
        netlinkProtocol = Request.Attributes.Family.netlinkProtocol
        number = Request.command
        isDump = Request.self is any DumpRequest.Type
    }
}
