/// A netlink family, as a type: the namespace that generated code lives in.
public protocol NetlinkFamily: SendableMetatype {
    /// The family's name, as the kernel's controller knows it.
    static var name: String { get }

    /// The netlink protocol that its messages travel on, the third argument of `socket`.
    static var netlinkProtocol: NetlinkProtocol { get }

    /// The size of the header that all families of the protocol share: 4 bytes for generic netlink, else 0.
    static var protocolHeaderSize: Int { get }

    /// The version that requests carry in the generic netlink header.
    static var version: UInt8 { get }
}

/// A family that also speaks unasked.
public protocol EventFamily: NetlinkFamily {
    /// The messages that come unasked.
    associatedtype Event: NetlinkEvent
}

/// A family of generic netlink: its message type is found by name at run time.
public protocol GenericNetlinkFamily: NetlinkFamily {}

extension GenericNetlinkFamily {
    /// Generic netlink.
    @inlinable public static var netlinkProtocol: NetlinkProtocol { .generic }

    /// The size of `struct genlmsghdr`.
    @inlinable public static var protocolHeaderSize: Int { 4 }

    /// The version in the generic netlink header.
    ///
    /// Always 1, as the kernel's own libraries send: no kernel looks at it, whatever version the family's spec tells.
    @inlinable public static var version: UInt8 { 1 }
}

/// A family with a netlink protocol of its own, without the generic netlink header: a message's type is its operation.
public protocol RawNetlinkFamily: NetlinkFamily {}

extension RawNetlinkFamily {
    /// Nothing: the fixed header or the attributes follow the netlink header at once.
    @inlinable public static var protocolHeaderSize: Int { 0 }

    /// None: there is no header to carry one.
    @inlinable public static var version: UInt8 { 0 }
}

/// An operation of a family: its number on the wire and the kernel's name.
@frozen
public struct NetlinkOperation: Sendable {
    /// The generic netlink command, or the message type of a family with a protocol of its own.
    public let number: UInt16

    /// The name in the family's spec.
    public let name: StaticString

    /// Creates an operation.
    @inlinable @inline(__always)
    public init(_ number: UInt16, _ name: StaticString) {
        self.number = number
        self.name = name
    }
}

/// A netlink protocol, the third argument of `socket(AF_NETLINK, SOCK_RAW, …)`; `NETLINK_*` of `linux/netlink.h`.
@frozen
public struct NetlinkProtocol: RawRepresentable, Hashable, Sendable {
    /// The number.
    public var rawValue: Int32

    /// Creates a protocol from its number.
    @inlinable
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// Links, addresses, routes, neighbours, rules and traffic control (`NETLINK_ROUTE`).
    @inlinable public static var route: NetlinkProtocol { NetlinkProtocol(rawValue: 0) }

    /// Netfilter: nftables and connection tracking (`NETLINK_NETFILTER`).
    @inlinable public static var netfilter: NetlinkProtocol { NetlinkProtocol(rawValue: 12) }

    /// Generic netlink, which carries all newer families (`NETLINK_GENERIC`).
    @inlinable public static var generic: NetlinkProtocol { NetlinkProtocol(rawValue: 16) }
}
