/// A kind of request as a value, for the parts of the runtime that are not generic.
///
/// The compiler cannot specialise those for requests of other modules: each of these would be looked up at run time.
@usableFromInline
struct RequestKind: Sendable {
    /// The type of the request.
    let type: any NetlinkRequest.Type

    /// Its family.
    let family: any NetlinkFamily.Type

    /// What it travels on.
    let netlinkProtocol: NetlinkProtocol

    /// The generic netlink command, or the message type of a family with a protocol of its own.
    let command: UInt16

    /// The flags that belong to it, besides those that the socket adds.
    let flags: MessageFlags

    @usableFromInline
    init(
        _ type: any NetlinkRequest.Type,
        family: any NetlinkFamily.Type,
        netlinkProtocol: NetlinkProtocol,
        command: UInt16,
        flags: MessageFlags
    ) {
        self.type = type
        self.family = family
        self.netlinkProtocol = netlinkProtocol
        self.command = command
        self.flags = flags
    }

    /// Creates the value of a type.
    @inlinable
    init<Request: NetlinkRequest>(_ request: Request.Type) {
        self.init(
            Request.self,
            family: Request.Attributes.Family.self,
            netlinkProtocol: Request.Attributes.Family.netlinkProtocol,
            command: Request.command,
            flags: Request.flags
        )
    }
}
