extension NetlinkSocket {
    /// How a socket behaves.
    public struct Options: Hashable, Sendable {
        /// The longest time to wait for an answer, or for its next part; `nil` waits for ever.
        public var timeLimit: Duration? = .seconds(10)

        /// How often a dump is made before it counts as interrupted, at least once.
        public var dumpAttempts = 3

        /// The size of the kernel's receive buffer in bytes; `nil` leaves the system's default, 208 KiB mostly.
        ///
        /// Sockets that receive events want a large one. The system's limit (`net.core.rmem_max`) holds for processes
        /// without `CAP_NET_ADMIN`. The kernel counts its own overhead too and doubles the size for it.
        public var receiveBufferSize: Int?

        /// The most bytes of events that are kept while nobody asks for them.
        ///
        /// Only events that come in between a request and its answer are kept, all others wait in the kernel. What does
        /// not fit is reported as lost.
        public var eventCapacity = 1 << 20

        /// Whether the kernel refuses dump requests with contents that it does not understand, and honours their
        /// filters (`NETLINK_GET_STRICT_CHK`).
        ///
        /// Without it, routing families ignore filters in silence.
        public var checksStrictly = true

        /// Where all that is sent and received is recorded; `nil` is nowhere.
        public var recording: NetlinkRecording?

        /// The network namespace in which the socket is opened.
        ///
        /// Any but the current one takes `CAP_SYS_ADMIN` in the user namespaces of both. No thread of the program is
        /// moved there. A connection opens sockets later too, all in the namespace that was meant at the beginning, except
        /// that the current one is that of whatever thread runs the task.
        public var networkNamespace = NetworkNamespace.current

        /// Whether events of other network namespaces are received too: of all that have a number in the socket's own
        /// (`NETLINK_LISTEN_ALL_NSID`, Linux 4.2).
        ///
        /// It takes `CAP_NET_BROADCAST`, in the user namespaces of the others too. `ip netns set` gives a namespace a
        /// number, and so does a device whose other end is there.
        public var listensToAllNamespaces = false

        /// Creates the default options.
        public init() {}
    }
}
