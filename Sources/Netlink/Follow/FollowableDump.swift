/// A dump whose objects can be followed: each has a key, and the kernel tells of its changes.
///
/// ``NetlinkConnection/follow(_:)`` subscribes to the changes, dumps the objects, and goes on with the changes. What a
/// family's changes mean is knowledge about the kernel that no spec has, so that conformances are written by hand.
public protocol FollowableDump: DumpRequest where Attributes.Family: EventFamily {
    /// What tells an object from all others of the dump.
    associatedtype Key: Hashable & Sendable

    /// The multicast groups that the kernel sends the changes to.
    var changeGroups: [MulticastGroup<Attributes.Family>] { get }

    /// The key of an object.
    ///
    /// - Parameter object: An object of a dump or of an event.
    /// - Returns: The key, or `nil` if it is something else that only looks like an object of this dump.
    func key(of object: Reply) -> Key?

    /// Whether the request asks for an object, which it may cease to do when the object changes.
    ///
    /// Events come for all objects, whatever the dump leaves out.
    ///
    /// - Parameter object: An object of a dump or of an event.
    /// - Returns: Whether the dump would have it.
    func includes(_ object: Reply) -> Bool

    /// What an event tells about the objects.
    ///
    /// - Parameter event: An event of the family, whatever it is about; never `lost`.
    /// - Returns: What it means.
    func news(in event: Attributes.Family.Event) -> ObjectNews<Reply>

    /// Whether an object of an event is the known one, and not another that happens to have the same key.
    ///
    /// - Parameters:
    ///   - object: The object of the event.
    ///   - known: The only object that is known by this key.
    /// - Returns: Whether they are the same; if not, the objects are dumped again.
    func isSame(_ object: Reply, as known: Reply) -> Bool

    /// Whether there can be several objects that are equal in all.
    static var hasDuplicates: Bool { get }

    /// Waits until the kernel has finished what its events have told of, before the objects are dumped again.
    ///
    /// - Parameter connection: The connection that the dump is made on.
    /// - Throws: ``NetlinkError``.
    func settle(on connection: NetlinkConnection) async throws(NetlinkError)
}

extension FollowableDump {
    /// Yes: the request asks for all objects.
    public func includes(_ object: Reply) -> Bool { true }

    /// Yes: a key belongs to one object.
    public func isSame(_ object: Reply, as known: Reply) -> Bool { true }

    /// No: what is told again is the object that is known.
    public static var hasDuplicates: Bool { false }

    /// Does nothing: most families tell of changes that have been made.
    public func settle(on connection: NetlinkConnection) async throws(NetlinkError) {}
}

/// What an event tells about the objects of a dump.
public enum ObjectNews<Object: Sendable>: Sendable {
    /// The object is there, be it new or changed.
    case present(Object)

    /// The object is gone.
    case gone(Object)

    /// Objects have changed that the event does not name: only another dump can tell which.
    case unclear

    /// Nothing.
    case unrelated
}
