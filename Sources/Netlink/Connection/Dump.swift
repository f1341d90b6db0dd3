/// One dump under way.
///
/// If nobody reads it to its end, its socket is closed with it: until the end has been received the kernel refuses
/// another dump on the same one (`EBUSY`, `__netlink_dump_start`).
final class Dump<Request: DumpRequest> {
    private let sequence: DumpSequence<Request>
    private var socket: PullSocket?
    private var conversation: Conversation?
    private var bytes: [UInt8] = []

    /// The family's number.
    private var type = MessageType(rawValue: 0)

    private var loss: Loss?
    private var hasReplies = false
    private var isRepeated = false
    private var hasEnded = false

    /// Whether things changed while the dump was made; known at its end.
    private(set) var isInterrupted = false

    /// Creates a dump that begins when its first object is asked for.
    init(_ sequence: DumpSequence<Request>) { self.sequence = sequence }

    private var connection: NetlinkConnection { sequence.connection }

    /// What a message of the dump means.
    private enum Part {
        case object(Result<Request.Reply, NetlinkError>)
        case end(ExtendedAck)
        case nothing
    }

    /// The next object.
    ///
    /// - Returns: The object, or `nil` at the end.
    func next() async throws(NetlinkError) -> Request.Reply? {
        // Of one wait for the next part: what else comes in does not prolong it.
        var deadline: Deadline?
        while !hasEnded {
            guard !Task.isCancelled else { throw .cancelled(Request.requestName) }
            let socket = try await begun()
            switch try find(on: socket) {
            case .message(.object(let object)):
                hasReplies = true
                return try object.get()
            case .message(.end(let acknowledgement)):
                try await end(acknowledgement)
                deadline = nil
            case .loss(let loss):
                self.loss = (self.loss ?? Loss(count: 0)) + loss
            case .nothing:
                // What was not lost had been queued before.
                if let loss { throw .messagesLost(request: Request.requestName, count: loss.count) }
                try await wait(for: socket, before: begin(&deadline))
            case .others:
                try await wait(for: socket, before: begin(&deadline))
            case .message(.nothing):
                break
            }
        }
        return nil
    }

    /// The socket, after the request has been sent on it.
    private func begun() async throws(NetlinkError) -> PullSocket {
        if let socket, conversation != nil { return socket }
        type = try await connection.messageType(of: Request.self)
        let socket: PullSocket
        if let same = self.socket { socket = same } else { socket = try connection.takeDumpSocket() }
        self.socket = socket
        let flags = Request.flags.union(sequence.flags).union([.request, .acknowledge, .dump])
        let number = connection.sequences.next()
        let request = sequence.request
        let bytes = try Request.message(type: type, flags: flags, sequence: number, header: request.header) {
            request.encode(into: &$0)
        }
        self.bytes = bytes
        conversation = Conversation(sequence: number, flags: flags, port: socket.portID)
        try socket.send(bytes.rawSpan)
        return socket
    }

    /// Looks for the next part of the dump.
    private func find(on socket: PullSocket) throws(NetlinkError) -> PullSocket.Find<Part> {
        do throws(ReadFailure) {
            return try socket.find { message, isMulticast throws(DecodeError) in
                switch try conversation?.receive(message, isMulticast: isMulticast) {
                case .reply:
                    return .object(Result { () throws(NetlinkError) in try Request.reply(message) })
                case .end(let acknowledgement):
                    return .end(acknowledgement)
                case .lost:
                    loss = Loss(count: nil)
                    return .nothing
                case .nothing, .unrelated, nil:
                    return nil
                }
            }
        } catch {
            throw error.error(of: Request.requestName)
        }
    }

    /// The end of a wait, which begins now unless it has begun already.
    private func begin(_ deadline: inout Deadline?) -> Deadline {
        let end = deadline ?? Deadline(sequence.timeLimit)
        deadline = end
        return end
    }

    private func wait(for socket: PullSocket, before deadline: Deadline) async throws(NetlinkError) {
        // Whoever sends us messages without end must not keep us here: these are told before the time is.
        switch deadline.hasPassed ? .timeLimitExceeded : await socket.wait(before: deadline) {
        case .input: return
        case .cancelled: throw .cancelled(Request.requestName)
        case .timeLimitExceeded:
            throw .timeLimitExceeded(Request.requestName, limit: sequence.timeLimit ?? .zero)
        case .taken: throw .alreadyInUse(Request.requestName)
        case .failed(let error): throw error
        }
    }

    /// Ends the dump, or begins it anew if its family has a new number.
    private func end(_ acknowledgement: ExtendedAck) async throws(NetlinkError) {
        guard let errno = acknowledgement.errno else {
            isInterrupted = conversation?.isInterrupted ?? false
            hasEnded = true
            if let socket { connection.keepDumpSocket(socket) }
            socket = nil
            if let loss { throw .messagesLost(request: Request.requestName, count: loss.count) }
            return
        }
        let family = Request.Attributes.Family.self
        guard acknowledgement.mayMeanNoFamily, !hasReplies, !isRepeated, connection.knows(family),
            try await connection.hasNewNumber(family, since: type)
        else {
            let bytes = bytes
            throw .kernel(
                KernelError(acknowledgement, errno: errno, request: Request.self, sent: Payload(bytes.rawSpan))
            )
        }
        isRepeated = true
        conversation = nil
    }
}
