/// Which requests of a batch the kernel answers.
public enum BatchAcknowledgement: Hashable, Sendable {
    /// Each of them.
    case each

    /// Those that fail, and the last one of each send.
    ///
    /// Saves the kernel a datagram for each request, and the socket a system call. The kernel reports errors unasked and
    /// in the order of the requests (`netlink_rcv_skb`), so that a request without an answer has been carried out once
    /// the last one is answered. What the kernel remarks on a request that it carries out is lost.
    case failures
}

extension BatchAcknowledgement {
    /// What to add to the flags of a request.
    ///
    /// - Parameter isLast: Whether the request is the last of a send.
    /// - Returns: The flag that asks for an answer, or nothing.
    func flags(isLast: Bool) -> MessageFlags { self == .each || isLast ? .acknowledge : [] }

    /// When there is nothing more to wait for.
    ///
    /// - Parameter count: The number of requests in a send.
    /// - Returns: What the reader of the answers waits for.
    func end(count: Int) -> BatchReader.End { self == .each ? .all : .any(of: [count - 1]) }
}
