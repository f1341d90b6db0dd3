/// A connection to the kernel on which any number of tasks make requests at once.
///
/// ```swift
/// let netlink = try NetlinkConnection()
/// let family = try await netlink.perform(NLCtrl.GetFamily(familyName: "ovs_packet"))
/// for try await family in netlink.dump(NLCtrl.GetFamily.Dump()) { print(family) }
/// ```
///
/// Answers are matched with requests by their sequence numbers: a slow one does not hold up the others, and one that
/// comes after its task was cancelled, or its time was over, is dropped. Requests share a few sockets; each dump under way
/// and each sequence of events has one of its own.
///
/// Cancelling a task ends its wait at once, with ``NetlinkError/cancelled(_:)``. A request that has been sent by then is
/// carried out by the kernel nevertheless.
///
/// Only messages of the kernel are taken in. The sockets are closed with the connection, its dumps and its sequences of
/// events, and not inherited by child processes. One thread of the process watches all sockets of all connections, and
/// sleeps unless an answer takes its time.
public final class NetlinkConnection: Sendable {
    /// What the connection talks to.
    public let netlinkProtocol: NetlinkProtocol

    /// How the connection behaves.
    public let options: Options

    let endpoint: KernelEndpoint

    /// The options of its sockets, whose namespace is the one kept open.
    let socketOptions: NetlinkSocket.Options

    private let namespace: OpenNamespace
    let channels: RequestChannels
    let sequences: SequenceCounter

    /// The message types of the generic netlink families that have been asked for.
    let familyTypes = Lock(FamilyTypes())

    /// Sockets of dumps that have ended, for the next ones.
    let idleDumpSockets = Lock<[PullSocket]>([])

    /// Opens a connection.
    ///
    /// - Parameters:
    ///   - netlinkProtocol: What to talk to.
    ///   - options: How the connection behaves.
    /// - Throws: ``NetlinkError/systemCall(_:_:)``, mostly `EPROTONOSUPPORT` or too many open files;
    ///   ``NetlinkError/namespaceUnavailable(_:_:)``.
    public convenience init(
        _ netlinkProtocol: NetlinkProtocol = .generic,
        options: Options = Options()
    ) throws(NetlinkError) {
        try self.init(netlinkProtocol, options: options, endpoint: KernelEndpoint())
    }

    /// Opens a connection to the kernel, or to a process that plays it.
    package init(
        _ netlinkProtocol: NetlinkProtocol,
        options: Options,
        endpoint: KernelEndpoint
    ) throws(NetlinkError) {
        namespace = try OpenNamespace(options.socket.networkNamespace)
        var inside = options
        inside.socket.networkNamespace = namespace.namespace
        do throws(NetlinkError) {
            channels = try RequestChannels(netlinkProtocol, options: inside, endpoint: endpoint)
        } catch .namespaceUnavailable(_, let errno) {
            throw .namespaceUnavailable(options.socket.networkNamespace, errno)
        }
        socketOptions = inside.socket
        sequences = SequenceCounter(endpoint.sequences())
        self.netlinkProtocol = netlinkProtocol
        self.options = options
        self.endpoint = endpoint
    }

    /// The address of the first socket for requests, by which the kernel sends messages to it alone.
    public var portID: UInt32 { channels.first.portID }
}
