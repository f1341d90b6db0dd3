/// Memory for one received datagram, reused for the next.
package struct ReceiveBuffer: ~Copyable, Sendable {
    private var memory: [UInt8]
    private var received = Datagram()

    /// Room for the longest datagram that a kernel can send: its messages are one allocation, of 4 MiB at most
    /// (`KMALLOC_MAX_SIZE` with pages of 4 KiB).
    ///
    /// This is address space, not memory: the system provides only the pages that datagrams reach, which is 32 KiB for
    /// dumps and little more than 64 KiB for the longest packet that Open vSwitch hands up. The other safe way, to ask
    /// for the length first (`MSG_PEEK` with `MSG_TRUNC`), costs a second system call for each datagram, 0.5 µs where
    /// receiving takes 2. A buffer that grows after the first datagram that did not fit would have lost that one.
    package static var largestDatagram: Int { 4 << 20 }

    /// Creates a buffer.
    ///
    /// - Parameter capacity: The length of the longest datagram that fits.
    package init(capacity: Int = largestDatagram) {
        memory = SystemCall.uninitializedBytes(count: max(capacity, MessageHeader.size))
    }

    /// The datagram received last.
    package var datagram: RawSpan {
        @_lifetime(borrow self) get { memory.rawSpan.extracting(first: received.length) }
    }

    /// Who sent the datagram.
    package var sender: NetlinkAddress { received.sender }

    /// The network namespace that the datagram is from, if that is not the socket's own.
    package var namespace: NamespaceID? { received.namespace }

    /// Whether the datagram was sent to a multicast group.
    package var isMulticast: Bool { sender.groups != 0 }

    /// Receives a datagram without waiting.
    ///
    /// - Parameter descriptor: The socket.
    /// - Returns: Whether there was one.
    /// - Throws: ``NetlinkError/datagramTruncated(length:capacity:)`` if it did not fit, whereupon the buffer grows.
    package mutating func receive(from descriptor: borrowing SocketDescriptor) throws(NetlinkError) -> Bool {
        descriptor.willReceive()
        guard let datagram = try SystemCall.receive(from: descriptor.number, into: &memory) else { return false }
        for observer in descriptor.observers {
            let bytes = memory.rawSpan.extracting(first: min(datagram.length, memory.count))
            observer.received(bytes, length: datagram.length, from: datagram.sender)
        }
        guard datagram.length <= memory.count else {
            let error = NetlinkError.datagramTruncated(length: datagram.length, capacity: memory.count)
            memory = SystemCall.uninitializedBytes(count: datagram.length)
            received = Datagram()
            throw error
        }
        received = datagram
        return true
    }
}
