/// Memory for one received datagram, reused for the next.
///
/// The memory is its own, and not an array's, since looking whether an array is shared takes as many instructions as
/// the rest of a receive.
@safe
package struct ReceiveBuffer: ~Copyable, @unchecked Sendable {
    // Unchecked, since a pointer is not sendable. This one is: the value that allocates the memory is the only one to know
    // it, cannot be copied, hands out no more than spans that borrow it, and frees the memory when it ends. Without the
    // conformance no buffer could be behind a lock, as those of connections are.
    private var memory: UnsafeMutableRawBufferPointer
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
        unsafe memory = .allocate(byteCount: max(capacity, MessageHeader.size), alignment: 16)
    }

    deinit { unsafe memory.deallocate() }

    /// The datagram received last.
    package var datagram: RawSpan {
        @inline(__always) @_lifetime(borrow self) get { bytes.extracting(first: received.length) }
    }

    /// All of the memory; what has not been received into is of any contents.
    private var bytes: RawSpan {
        @inline(__always) @_lifetime(borrow self) get {
            unsafe _overrideLifetime(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(memory)), borrowing: self)
        }
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
        let isReceived = try unsafe SystemCall.receive(
            &received,
            from: descriptor.number,
            into: memory,
            tellsNamespace: descriptor.listensToAllNamespaces
        )
        guard isReceived else { return false }
        if !descriptor.observers.isEmpty { show(to: descriptor.observers) }
        guard unsafe received.length <= memory.count else { throw grow() }
        return true
    }

    /// Shows the datagram, or the part of it that was received, to others.
    private func show(to observers: [any DatagramObserver]) {
        let bytes = bytes.extracting(first: min(received.length, bytes.byteCount))
        for observer in observers { observer.received(bytes, length: received.length, from: received.sender) }
    }

    /// Makes room for datagrams as long as the one that did not fit.
    ///
    /// - Returns: What to tell of that one.
    private mutating func grow() -> NetlinkError {
        let error = NetlinkError.datagramTruncated(length: received.length, capacity: unsafe memory.count)
        unsafe memory.deallocate()
        unsafe memory = .allocate(byteCount: received.length, alignment: 16)
        received = Datagram()
        return error
    }
}

extension ReceiveBuffer {
    /// Whether the datagram is the acknowledgement of a request and nothing more: it succeeded, without a remark.
    ///
    /// - Parameter sequence: The number of the request.
    /// - Returns: Whether it is so; other datagrams may hold the acknowledgement too.
    @inline(__always)
    func acknowledges(_ sequence: UInt32) -> Bool {
        guard !isMulticast, let message = try? Message(datagram) else { return false }
        return message.payload.count == received.length && message.sequence == sequence && message.type == .error
            && message.flags.isDisjoint(with: .acknowledgementAttributes) && message.body.count >= 4
            && message.body.member(Int32.self, at: 0) == 0
    }
}
