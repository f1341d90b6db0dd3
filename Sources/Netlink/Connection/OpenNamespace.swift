/// The network namespace of a connection, kept open: the sockets that it opens later belong there too, whatever has become
/// of the path or the descriptor by which it was named.
struct OpenNamespace: ~Copyable, Sendable {
    private let descriptor: Int32?

    /// Opens a namespace, except the current one, which every socket finds by itself.
    ///
    /// - Parameter namespace: The namespace.
    /// - Throws: ``NetlinkError/namespaceUnavailable(_:_:)``.
    init(_ namespace: NetworkNamespace) throws(NetlinkError) {
        do throws(NetlinkError) {
            switch namespace {
            case .current: descriptor = nil
            case .path(let path): descriptor = try SystemCall.open(path)
            case .descriptor(let number): descriptor = try SystemCall.duplicate(number)
            }
        } catch .systemCall(_, let errno) {
            throw .namespaceUnavailable(namespace, errno)
        }
    }

    deinit { if let descriptor { SystemCall.close(descriptor) } }

    /// The namespace.
    var namespace: NetworkNamespace { descriptor.map { .descriptor($0) } ?? .current }
}
