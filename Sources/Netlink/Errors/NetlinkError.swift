/// What can go wrong between a program and the kernel.
public enum NetlinkError: Error, Hashable, Sendable {
    /// A system call failed; the text is its name.
    case systemCall(String, Errno)

    /// No socket can be opened in the network namespace: `ENOENT` if it does not exist, `EPERM` without `CAP_SYS_ADMIN`,
    /// `EINVAL` for a file that is no network namespace.
    case namespaceUnavailable(NetworkNamespace, Errno)

    /// The request was not sent, since the kernel would not accept it.
    case invalidRequest(EncodeError, request: String)

    /// The kernel refused the request.
    indirect case kernel(KernelError)

    /// The kernel refused some requests of a transaction, and applied none.
    indirect case transactionRefused(TransactionRefusal)

    /// The kernel sent something that could not be decoded.
    indirect case malformedMessage(MalformedMessage)

    /// The kernel has no generic netlink family of this name. The module that has it may be missing.
    case familyNotFound(String)

    /// The family has no multicast group of this name, but has the `available` ones.
    case multicastGroupNotFound(String, family: String, available: [String])

    /// Nothing came for as long as the time limit allows; the text tells what was waited for.
    case timeLimitExceeded(String, limit: Duration)

    /// The kernel carried the request out but did not answer with a reply.
    case replyMissing(request: String)

    /// Things changed during a dump, each time that it was made, so that what it tells may be inconsistent.
    case dumpInterrupted(request: String, attempts: Int)

    /// The receive buffer was full while a request waited for its answer, which may be among the messages lost.
    ///
    /// The kernel may have carried the request out. `count` is the number of messages, if the kernel tells.
    case messagesLost(request: String, count: Int?)

    /// A datagram was longer than the receive buffer and lost; the buffer has grown for the next one.
    case datagramTruncated(length: Int, capacity: Int)

    /// The task that waited was cancelled; the text tells what for. A request that had been sent by then is carried out
    /// nevertheless.
    case cancelled(String)

    /// Two tasks waited for the same thing at the same time, which only one can have; the text tells what for.
    case alreadyInUse(String)

    /// The family does not travel on the socket's netlink protocol.
    case wrongProtocol(family: String, needed: NetlinkProtocol, socket: NetlinkProtocol)
}

extension NetlinkError {
    /// The error number, if a system call failed or the kernel refused a request.
    public var errno: Errno? {
        switch self {
        case .systemCall(_, let errno), .namespaceUnavailable(_, let errno): errno
        case .kernel(let error): error.errno
        default: nil
        }
    }
}

extension NetlinkError: CustomStringConvertible {
    /// A sentence for people.
    public var description: String {
        switch self {
        case .systemCall(let call, let errno):
            "\(call): \(errno)"
        case .namespaceUnavailable(let namespace, let errno):
            "no socket can be opened in the \(namespace): \(errno)"
        case .invalidRequest(let error, let request):
            "\(request): not sent, \(error)"
        case .kernel(let error):
            "\(error)"
        case .transactionRefused(let refusal):
            "\(refusal)"
        case .malformedMessage(let error):
            "\(error)"
        case .familyNotFound(let name):
            "the kernel has no generic netlink family '\(name)'; the module that has it may be missing"
        case .multicastGroupNotFound(let name, let family, let available):
            "family '\(family)' has no multicast group '\(name)', "
                + (available.isEmpty ? "nor any other" : "but " + available.map { "'\($0)'" }.joined(separator: ", "))
        case .timeLimitExceeded(let subject, let limit):
            "\(subject): nothing came within \(limit)"
        case .replyMissing(let request):
            "\(request): acknowledged by the kernel, but without the reply that belongs to it"
        case .dumpInterrupted(let request, let attempts):
            "\(request): interrupted by changes \(attempts == 1 ? "once" : "\(attempts) times"), may be inconsistent"
        case .messagesLost(let request, let count):
            "\(request): receive buffer full, \(count.map { "\($0)" } ?? "some") messages lost, the answer maybe one of them"
        case .datagramTruncated(let length, let capacity):
            "a datagram of \(length) bytes did not fit into the receive buffer of \(capacity) and was lost"
        case .cancelled(let subject):
            "\(subject): the task that waited was cancelled"
        case .alreadyInUse(let subject):
            "\(subject): another task is waiting for the same"
        case .wrongProtocol(let family, let needed, let socket):
            "family '\(family)' travels on netlink protocol \(needed.rawValue), the socket is for \(socket.rawValue)"
        }
    }
}
