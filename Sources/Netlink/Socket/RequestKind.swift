/// A kind of request as a value, for the parts of the runtime that are not generic.
///
/// The compiler cannot specialise those for requests of other modules. What every request needs is looked up where its type
/// is known.
@usableFromInline
struct RequestKind: Sendable {
    /// The type of the request.
    @usableFromInline let type: any NetlinkRequest.Type

    /// Its family.
    @usableFromInline let family: any NetlinkFamily.Type

    /// The flags that belong to it, besides those that the socket adds.
    @usableFromInline let flags: MessageFlags

    /// Creates the value of a type.
    @inlinable
    init<Request: NetlinkRequest>(_ request: Request.Type) {
        type = Request.self
        family = Request.Attributes.Family.self
        flags = Request.flags
    }
}
