public import Netlink
import Synchronization

extension FakeKernel {
    /// Lets something go wrong with the next requests.
    ///
    /// - Parameters:
    ///   - faults: What goes wrong, in the order in which it is applied.
    ///   - request: The kind of request.
    ///   - times: With how many of them.
    public func inject<Request: NetlinkRequest>(_ faults: Fault..., into request: Request.Type, times: Int = 1) {
        let key = OperationKey(Request.self)
        let injection = KernelState.Injection(key: key, faults: faults, times: max(times, 1))
        core.state.withLock { $0.injections.append(injection) }
    }

    /// All requests in the order in which they came, those included that were refused.
    ///
    /// - Throws: `NetlinkError.systemCall`.
    public var requests: [ReceivedRequest] {
        get throws(NetlinkError) {
            try settle()
            return core.state.withLock { $0.received }
        }
    }

    /// The requests of a kind that handlers have seen, in the order in which they came.
    ///
    /// - Parameter request: The kind of request.
    /// - Returns: The requests, decoded.
    /// - Throws: `NetlinkError.systemCall`.
    public func requests<Request: NetlinkRequest & NetlinkMessage>(
        _ request: Request.Type
    ) throws(NetlinkError) -> [Request] {
        let key = OperationKey(Request.self)
        return try requests.filter { $0.key == key && $0.refusal == nil }.compactMap { received in
            try? Request(Message(received.bytes.rawSpan))
        }
    }

    /// Waits until everything that has been sent to the kernel has been dealt with.
    ///
    /// - Throws: `NetlinkError.systemCall`.
    public func settle() throws(NetlinkError) {
        let descriptor = try SocketDescriptor(KernelCore.transport)
        _ = try descriptor.bind()
        // What is asked last is answered last.
        let question = Bytes.message(.noop, flags: [.request, .acknowledge], sequence: 1, port: 0, [])
        try descriptor.send(question.rawSpan, to: NetlinkAddress(port: core.port))
        var buffer = ReceiveBuffer(capacity: 4096)
        repeat {
            try descriptor.waitForInput()
        } while try !buffer.receive(from: descriptor)
    }
}
