/// A multicast group of a family, to be joined by a socket.
@frozen
public struct MulticastGroup<Family: NetlinkFamily>: Hashable, Sendable {
    /// The name, as the kernel's controller knows it.
    public let name: String

    /// The number, for families whose groups have fixed ones; generic netlink assigns numbers at run time.
    public let number: UInt32?

    /// Creates a group.
    ///
    /// - Parameters:
    ///   - name: The kernel's name, verbatim.
    ///   - number: The number, if it is fixed.
    @inlinable
    public init(_ name: String, number: UInt32? = nil) {
        self.name = name
        self.number = number
    }
}
