/// A socket that one task receives from, message by message, as fast as it wants them.
///
/// What nobody has asked for stays in the kernel, whose receive buffer is bounded and which reports what does not fit.
/// The task looks into the socket itself and suspends only when that finds nothing.
final class PullSocket: Sendable {
    /// The socket's address.
    let portID: UInt32

    private let descriptor: SocketDescriptor
    private let kernel: NetlinkAddress
    private let contents: Lock<Contents>
    private let waiting: InputWait

    fileprivate struct Contents: ~Copyable, Sendable {
        var buffer: ReceiveBuffer

        /// How much of the datagram has been read.
        var offset = 0

        var losses = LossCounter()
    }

    /// Opens a socket.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What is spoken on it.
    ///   - options: How it behaves.
    ///   - endpoint: Where it leads to.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``.
    init(
        _ netlinkProtocol: NetlinkProtocol,
        options: NetlinkSocket.Options,
        endpoint: KernelEndpoint
    ) throws(NetlinkError) {
        descriptor = try endpoint.open(netlinkProtocol, options: options)
        portID = try descriptor.bind()
        kernel = endpoint.address
        contents = Lock(Contents(buffer: ReceiveBuffer(capacity: endpoint.receiveCapacity)))
        waiting = try InputWait(descriptor)
    }

    deinit { waiting.stop() }

    /// Joins a multicast group.
    func join(_ group: UInt32) throws(NetlinkError) { try descriptor.set(.addMembership, to: group) }

    /// Sends a datagram to the kernel.
    func send(_ bytes: RawSpan) throws(NetlinkError) { try descriptor.send(bytes, to: kernel) }
}

extension PullSocket {
    /// What a look into the socket found.
    enum Find<Value> {
        /// A message that the reader wanted.
        case message(Value)

        /// Messages were lost, since the receive buffer was full.
        case loss(Loss)

        /// Nothing at the moment.
        case nothing

        /// Nothing so far, but there may be more.
        case others
    }

    /// Looks for a message, without waiting.
    ///
    /// - Parameter read: Reads a message, and is told whether it was sent to a group; returns `nil` if it does not want
    ///   it.
    /// - Returns: What was found.
    /// - Throws: Why nothing could be read; what was malformed is left behind.
    func find<Value>(
        _ read: (Message, Bool) throws(DecodeError) -> Value?
    ) throws(ReadFailure) -> Find<Value> {
        var found: Value?
        let outcome = try look { message, isMulticast, _ throws(DecodeError) in
            found = try read(message, isMulticast)
            return found != nil
        }
        switch outcome {
        case .message: return found.map { .message($0) } ?? .others
        case .loss(let loss): return .loss(loss)
        case .nothing: return .nothing
        case .others: return .others
        }
    }

    /// Looks for a message, without waiting.
    ///
    /// This is not generic: the compiler cannot specialise it for values of other modules.
    ///
    /// - Parameter read: Reads a message, and is told whether it was sent to a group, and the network namespace that it is
    ///   from if that is not the socket's own; returns whether it wants it.
    /// - Returns: What was found.
    /// - Throws: Why nothing could be read; what was malformed is left behind.
    func look(
        _ read: (Message, Bool, NamespaceID?) throws(DecodeError) -> Bool
    ) throws(ReadFailure) -> Find<Void> {
        try contents.withLock { contents throws(ReadFailure) in
            // Any process may send to our port, and families share groups: this must not last for ever.
            for _ in 0..<64 {
                if try contents.next(read) { return .message(()) }
                switch try contents.receive(from: descriptor, kernel: kernel) {
                case .datagram: continue
                case .loss(let loss): return .loss(loss)
                case .nothing: return .nothing
                }
            }
            return .others
        }
    }

    /// Suspends the task until there is something to receive.
    ///
    /// - Parameter deadline: The end of the wait.
    /// - Returns: How the wait ended.
    func wait(before deadline: Deadline) async -> InputWait.End {
        await waiting.wait(before: deadline)
    }

    /// Whether a task is waiting.
    var isWaitedFor: Bool { waiting.isWaitedFor }
}

/// Why nothing could be read from a socket.
enum ReadFailure: Error {
    /// The socket failed.
    case failed(NetlinkError)

    /// A message was malformed.
    case malformed(DecodeError)

    /// The failure as the error of whoever reads.
    ///
    /// - Parameter subject: What is read.
    /// - Returns: The error.
    func error(of subject: String) -> NetlinkError {
        switch self {
        case .failed(let error): error
        case .malformed(let error): .malformedMessage(MalformedMessage(error, in: subject))
        }
    }
}

extension PullSocket.Contents {
    /// Reads on in the datagram.
    mutating func next(
        _ read: (Message, Bool, NamespaceID?) throws(DecodeError) -> Bool
    ) throws(ReadFailure) -> Bool {
        try buffer.next(&offset, read)
    }

    /// Receives a datagram of the kernel, without waiting.
    mutating func receive(
        from descriptor: borrowing SocketDescriptor,
        kernel: NetlinkAddress
    ) throws(ReadFailure) -> NetlinkSocket.Arrival {
        do throws(NetlinkError) {
            guard try buffer.receive(from: descriptor) else {
                let loss = losses.mayHaveGrown ? losses.recount(descriptor.droppedMessages()) : nil
                return loss.map { .loss($0) } ?? .nothing
            }
            offset = buffer.sender.port == kernel.port ? 0 : .max
            return .datagram
        } catch .systemCall(_, .noBufferSpace) {
            return .loss(losses.noteOverrun(descriptor.droppedMessages()))
        } catch {
            throw .failed(error)
        }
    }
}

extension ReceiveBuffer {
    /// Reads on in the datagram.
    ///
    /// - Parameters:
    ///   - offset: How much of the datagram has been read.
    ///   - read: Reads a message; returns whether it wants it.
    /// - Returns: Whether there was one that it wants; if not, the datagram is at its end.
    /// - Throws: What was malformed.
    fileprivate func next(
        _ offset: inout Int,
        _ read: (Message, Bool, NamespaceID?) throws(DecodeError) -> Bool
    ) throws(ReadFailure) -> Bool {
        let datagram = datagram
        while offset < datagram.byteCount {
            do throws(DecodeError) {
                let start = offset
                // Where the header of a message is malformed nothing tells where the next one begins.
                offset = datagram.byteCount
                let message = try Message(datagram.extracting(droppingFirst: start))
                offset = min((start + message.payload.count + 3) & ~3, datagram.byteCount)
                if try read(message, isMulticast, namespace) { return true }
            } catch {
                throw .malformed(error)
            }
        }
        return false
    }
}
