extension NetlinkConnection {
    /// How a connection behaves.
    public struct Options: Hashable, Sendable {
        /// How its sockets behave, time limits and dumps included.
        ///
        /// `receiveBufferSize` is for requests and dumps; events have a buffer of their own. `eventCapacity` means nothing
        /// here: events are kept by the kernel alone.
        public var socket = NetlinkSocket.Options()

        /// Who sends requests.
        public var sending = Sending.changesOnThread

        /// The most sockets for requests that tasks send themselves, at least one.
        ///
        /// Another one is opened only when tasks send at the same time on all that there are, which they do on machines with
        /// several processors.
        public var requestSockets = 4

        /// The size of the receive buffer of each event sequence in bytes, in which the kernel keeps events until they are
        /// asked for; `nil` leaves the system's default, 208 KiB mostly.
        ///
        /// Past the system's limit (`net.core.rmem_max`) if the process has `CAP_NET_ADMIN`. This is a limit, not memory
        /// that is used at once.
        public var eventBufferSize: Int? = 4 << 20

        /// Creates the default options.
        public init() {}
    }

    /// Who sends the requests of a connection.
    ///
    /// The kernel carries a request out before the call that sends it returns, on the thread that sends, and waits for its
    /// own locks meanwhile. Changes can wait for long: those of links for as long as a driver takes, all of routing for
    /// each other. Swift's tasks share few threads, which nothing must hold up.
    public enum Sending: Hashable, Sendable {
        /// A thread of the connection sends what changes something, tasks send everything else themselves.
        ///
        /// A request changes something if it is answered by an acknowledgement alone, or if its flags say so (`create`,
        /// `exclusive`, `replace`, `append`, `echo`). The thread starts with the first such request. It costs one at a time
        /// about twice the time, and many at once nothing.
        case changesOnThread

        /// A thread of the connection sends everything but dumps.
        case allOnThread

        /// Tasks send everything themselves: for families whose changes are quick, as packets for Open vSwitch are.
        case allOnTasks
    }
}

extension NetlinkConnection.Sending {
    /// Who sends a request.
    ///
    /// - Parameters:
    ///   - hasReply: Whether it is answered by more than an acknowledgement.
    ///   - flags: Its flags.
    /// - Returns: The sender.
    func sender(hasReply: Bool, flags: MessageFlags) -> RequestSender {
        let changes: MessageFlags = [.create, .exclusive, .replace, .append, .echo]
        return switch self {
        case .changesOnThread: hasReply && flags.isDisjoint(with: changes) ? .task : .thread
        case .allOnThread: .thread
        case .allOnTasks: .task
        }
    }
}
