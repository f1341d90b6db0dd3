/// Sees the datagrams that pass through a socket.
package protocol DatagramObserver: AnyObject, Sendable {
    /// A datagram has been sent.
    ///
    /// - Parameters:
    ///   - datagram: Its bytes.
    ///   - time: The time before the send, since 1970: the kernel may have answered before the call returned.
    func sent(_ datagram: RawSpan, at time: Duration)

    /// A datagram has been received.
    ///
    /// - Parameters:
    ///   - datagram: As many of its bytes as fitted into the buffer.
    ///   - length: The length that it had.
    ///   - sender: Who sent it.
    func received(_ datagram: RawSpan, length: Int, from sender: NetlinkAddress)
}
