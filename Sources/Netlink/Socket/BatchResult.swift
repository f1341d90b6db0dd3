/// What came of one request of a batch.
public enum BatchResult: Hashable, Sendable {
    /// The kernel carried the request out, and may have remarked on it.
    case acknowledged(warning: String?)

    /// The kernel refused the request, mostly with ``NetlinkError/kernel(_:)``, or nobody knows what came of it.
    case failed(NetlinkError)

    /// Why the request failed; `nil` if it did not.
    public var error: NetlinkError? {
        if case .failed(let error) = self { error } else { nil }
    }

    /// Throws why the request failed, if it did.
    ///
    /// - Throws: ``NetlinkError``.
    public func get() throws(NetlinkError) {
        if case .failed(let error) = self { throw error }
    }
}

extension BatchResult {
    /// Reads the end of an answer.
    ///
    /// - Parameters:
    ///   - acknowledgement: How the kernel ended the request.
    ///   - request: The kind of request.
    ///   - message: The request as it was sent.
    init<Request: NetlinkRequest>(
        _ acknowledgement: ExtendedAck,
        of request: Request.Type,
        sent message: Payload
    ) {
        if let errno = acknowledgement.errno {
            self = .failed(.kernel(KernelError(acknowledgement, errno: errno, request: Request.self, sent: message)))
        } else {
            self = .acknowledged(warning: acknowledgement.message)
        }
    }
}
