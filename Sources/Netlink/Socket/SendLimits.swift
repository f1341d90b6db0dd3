/// How many requests go into one send, so that the receive buffer can hold the answers.
///
/// The kernel answers before `sendto` returns, and drops what finds the buffer full. It counts memory, not data: 832
/// bytes for an acknowledgement (measured on Linux 6.18), about 1 KiB with a text, 2 to 4 KiB for most replies. The
/// default buffer of 208 KiB has room for 64 acknowledgements three times over, or for 13 KiB of reply to each of 16
/// requests; the rest is for events.
struct SendLimits: Hashable, Sendable {
    /// The most bytes of requests: more of them save no more system calls worth speaking of.
    static var maximumBytes: Int { 32 << 10 }

    /// The most acknowledgements.
    let acknowledgements: Int

    /// How many acknowledgements the answer to a request with a reply counts for.
    static var replyWeight: Int { 4 }

    /// Creates the limits of a socket.
    ///
    /// - Parameter size: The size of its receive buffer in bytes, if it is known; of those who send at the same time each
    ///   has a part.
    init(receiveBufferSize size: Int?) {
        // Half of the buffer, at 1 KiB each.
        acknowledgements = min(max((size ?? 0) / 2048, 1), 64)
    }

    /// How many acknowledgements the answers to requests count for.
    func weight(of requests: [BatchedRequest]) -> Int { requests.reduce(0) { $0 + weight(of: $1) } }

    private func weight(of request: BatchedRequest) -> Int { request.hasReply ? Self.replyWeight : 1 }

    /// How many of the first requests may be sent together, at least one.
    func count(of requests: [BatchedRequest]) -> Int {
        var count = 0
        var bytes = 0
        var room = acknowledgements
        for request in requests {
            bytes += request.bytes.count
            room -= weight(of: request)
            guard bytes <= Self.maximumBytes, room >= 0 else { break }
            count += 1
        }
        return max(count, 1)
    }
}
