/// A network namespace, in which a socket can be opened.
///
/// A socket stays in the namespace in which it was opened, whatever becomes of its threads.
public enum NetworkNamespace: Hashable, Sendable {
    /// The namespace of the calling thread.
    case current

    /// The namespace of a file, such as `/run/netns/blue` or `/proc/4711/ns/net`.
    case path(String)

    /// The namespace that an open file descriptor refers to; it stays open, and the caller's.
    case descriptor(Int32)

    /// The namespace that `ip netns add` has given a name.
    ///
    /// - Parameter name: The name.
    /// - Returns: The namespace.
    public static func named(_ name: String) -> NetworkNamespace { .path("/run/netns/" + name) }
}

extension NetworkNamespace: CustomStringConvertible {
    /// The words for it in an error message: `network namespace /run/netns/blue`.
    public var description: String {
        switch self {
        case .current: "current network namespace"
        case .path(let path): "network namespace \(path)"
        case .descriptor(let number): "network namespace of file descriptor \(number)"
        }
    }
}

/// The number by which one network namespace knows another one, as `ip netns list-id` shows it.
@frozen
public struct NamespaceID: RawRepresentable, Hashable, Sendable {
    /// The number, 0 or greater.
    public var rawValue: Int32

    /// Creates an id from its number.
    @inlinable
    public init(rawValue: Int32) { self.rawValue = rawValue }
}

extension NamespaceID: CustomStringConvertible {
    /// The number.
    public var description: String { "\(rawValue)" }
}
