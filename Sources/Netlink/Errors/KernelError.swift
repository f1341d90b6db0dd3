/// A request that the kernel refused, with everything that it said about the reason.
public struct KernelError: Error, Hashable, Sendable {
    /// The family and operation that were asked: `nlctrl getfamily`.
    public let request: String

    /// The kernel's error number.
    public let errno: Errno

    /// The kernel's English text, if it gave one.
    public let message: String?

    /// The attribute of the request that the kernel took offence at.
    public let attribute: AttributePath?

    /// The distance in bytes from the start of the request to what the kernel took offence at, which can also be a
    /// member of a header.
    public let offset: Int?

    /// The attribute that the kernel missed.
    public let missingAttribute: AttributePath?

    /// What the kernel would have accepted in ``attribute``.
    public let policy: NLCtrl.Policy?
}

extension KernelError {
    /// Explains an acknowledgement by the request that it is about.
    ///
    /// - Parameters:
    ///   - acknowledgement: What the kernel answered.
    ///   - errno: Its error number.
    ///   - request: The kind of request.
    ///   - message: The request as it was sent, in which the kernel's offsets are looked up.
    init<Request: NetlinkRequest>(
        _ acknowledgement: ExtendedAck,
        errno: Errno,
        request: Request.Type,
        sent message: Payload
    ) {
        let start = Request.Attributes.attributesOffset
        let set = Request.Attributes.descriptor
        self.request = Request.requestName
        self.errno = errno
        self.message = acknowledgement.message
        offset = acknowledgement.offset
        policy = acknowledgement.policy
        let path = acknowledgement.offset.map { offset in
            AttributePath(toOffset: offset, in: message, from: start, set: set)
        }
        attribute = path.flatMap { $0.steps.isEmpty ? nil : $0 }
        missingAttribute = acknowledgement.missingAttribute.map { number in
            let nest = acknowledgement.missingNest
            return AttributePath(toMissing: number, inNestAt: nest, of: message, from: start, set: set)
        }
    }
}

extension KernelError: CustomStringConvertible {
    /// A sentence for people:
    /// `netdev queue-get: integer out of range (ERANGE), attribute .ifindex, accepted 1...4294967295`.
    public var description: String {
        var text = "\(request): "
        if let message {
            text += "\(message) (\(errno.name ?? "errno \(errno.rawValue)"))"
        } else {
            text += "\(errno)"
        }
        if let attribute {
            text += ", attribute \(attribute)"
        } else if let offset {
            text += ", byte \(offset) of the request"
        }
        if let missingAttribute { text += ", missing attribute \(missingAttribute)" }
        if let policy { text += ", accepted \(policy.limits)" }
        return text
    }
}
