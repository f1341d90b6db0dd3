/// Who sends requests on a socket.
enum RequestSender: Hashable, Sendable {
    /// The tasks that make them.
    case task

    /// A thread of the socket's own, so that no task waits in the kernel.
    case thread
}

/// The sockets for the requests of a connection.
///
/// One is enough for any number of requests that wait for answers. But the kernel works while a request is being sent, and
/// tasks that send at the same time do so on as many sockets, so that it works on several processors at once.
final class RequestChannels: Sendable {
    private let netlinkProtocol: NetlinkProtocol
    private let options: NetlinkSocket.Options
    private let endpoint: KernelEndpoint

    /// The most sockets on which tasks send.
    private let limit: Int

    /// The socket that is there from the beginning.
    let first: RequestChannel

    private let others = Lock(Others())

    private struct Others: Sendable {
        var ofTasks: [RequestChannel] = []
        var ofThread: RequestChannel?
    }

    /// Opens the first socket.
    init(
        _ netlinkProtocol: NetlinkProtocol,
        options: NetlinkConnection.Options,
        endpoint: KernelEndpoint
    ) throws(NetlinkError) {
        self.netlinkProtocol = netlinkProtocol
        self.options = options.socket
        self.endpoint = endpoint
        limit = options.requestSockets
        first = try RequestChannel(netlinkProtocol, sender: .task, options: options.socket, endpoint: endpoint)
    }

    /// Takes a socket for an exchange.
    ///
    /// - Parameter sender: Who is to send.
    /// - Returns: The socket, a new one only if all others are in use.
    func claim(for sender: RequestSender) -> RequestChannel {
        if sender == .task, first.claim() { return first }
        // A socket less is no reason to fail.
        return others.withLock { others in
            sender == .task ? claimForTask(&others.ofTasks) : claimForThread(&others.ofThread)
        } ?? shared(first)
    }

    private func claimForTask(_ channels: inout [RequestChannel]) -> RequestChannel? {
        if let free = channels.first(where: { $0.claim() }) { return free }
        if channels.count + 1 < limit, let channel = try? open(.task) {
            channels.append(channel)
            return shared(channel)
        }
        return channels.randomElement().map { shared($0) }
    }

    private func claimForThread(_ channel: inout RequestChannel?) -> RequestChannel? {
        if channel == nil { channel = try? open(.thread) }
        return channel.map { shared($0) }
    }

    private func open(_ sender: RequestSender) throws(NetlinkError) -> RequestChannel {
        try RequestChannel(netlinkProtocol, sender: sender, options: options, endpoint: endpoint)
    }

    private func shared(_ channel: RequestChannel) -> RequestChannel {
        channel.share()
        return channel
    }
}
