/// The 16 bytes in front of every netlink message, `struct nlmsghdr` of `linux/netlink.h`.
@frozen
public struct MessageHeader: Hashable, Sendable {
    /// The size of the header in bytes.
    @inlinable public static var size: Int { 16 }

    /// The length of the message in bytes, with this header and without padding after it.
    public var length: UInt32

    /// What the message is.
    public var type: MessageType

    /// How the message is meant.
    public var flags: MessageFlags

    /// Ties an answer to its request; 0 in most messages that the kernel sends unasked.
    public var sequence: UInt32

    /// The port that sent the request; 0 is the kernel.
    public var portID: UInt32

    /// Creates a header.
    @inlinable
    public init(length: UInt32, type: MessageType, flags: MessageFlags, sequence: UInt32, portID: UInt32) {
        self.length = length
        self.type = type
        self.flags = flags
        self.sequence = sequence
        self.portID = portID
    }
}

/// What a netlink message is: a control message, or a message of a family.
@frozen
public struct MessageType: RawRepresentable, Hashable, Sendable {
    /// The number on the wire.
    public var rawValue: UInt16

    /// Creates a type from its number.
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Nothing; to be skipped (`NLMSG_NOOP`).
    @inlinable public static var noop: MessageType { MessageType(rawValue: 1) }

    /// An error or, with code 0, an acknowledgement (`NLMSG_ERROR`).
    @inlinable public static var error: MessageType { MessageType(rawValue: 2) }

    /// The end of a dump (`NLMSG_DONE`).
    @inlinable public static var done: MessageType { MessageType(rawValue: 3) }

    /// Data was lost (`NLMSG_OVERRUN`); no kernel sends it.
    @inlinable public static var overrun: MessageType { MessageType(rawValue: 4) }

    /// The generic netlink controller, the one family with a fixed number (`GENL_ID_CTRL`).
    @inlinable public static var genericController: MessageType { MessageType(rawValue: 0x10) }

    /// Whether the message belongs to netlink itself (below `NLMSG_MIN_TYPE`).
    @inlinable public var isControl: Bool { rawValue < 0x10 }
}

/// The flags of a netlink message, `NLM_F_*` of `linux/netlink.h`.
///
/// The upper bits mean different things by the kind of request: `root` and `replace` are the same bit.
@frozen
public struct MessageFlags: OptionSet, Hashable, Sendable {
    /// The bits on the wire.
    public var rawValue: UInt16

    /// Creates flags from their bits.
    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// A request (`NLM_F_REQUEST`).
    @inlinable public static var request: MessageFlags { MessageFlags(rawValue: 0x1) }

    /// Part of an answer in several messages (`NLM_F_MULTI`); some dumps lack it.
    @inlinable public static var multi: MessageFlags { MessageFlags(rawValue: 0x2) }

    /// Asks for an acknowledgement (`NLM_F_ACK`).
    @inlinable public static var acknowledge: MessageFlags { MessageFlags(rawValue: 0x4) }

    /// Asks for the notifications that the request causes (`NLM_F_ECHO`).
    @inlinable public static var echo: MessageFlags { MessageFlags(rawValue: 0x8) }

    /// A dump is inconsistent, since things changed meanwhile (`NLM_F_DUMP_INTR`).
    @inlinable public static var dumpInterrupted: MessageFlags { MessageFlags(rawValue: 0x10) }

    /// A dump was filtered as asked (`NLM_F_DUMP_FILTERED`).
    @inlinable public static var dumpFiltered: MessageFlags { MessageFlags(rawValue: 0x20) }

    /// In a get request: the whole table (`NLM_F_ROOT`).
    @inlinable public static var root: MessageFlags { MessageFlags(rawValue: 0x100) }

    /// In a get request: all that match (`NLM_F_MATCH`).
    @inlinable public static var match: MessageFlags { MessageFlags(rawValue: 0x200) }

    /// In a get request: everything (`NLM_F_DUMP`).
    @inlinable public static var dump: MessageFlags { [.root, .match] }

    /// In a new request: replace what exists (`NLM_F_REPLACE`).
    @inlinable public static var replace: MessageFlags { MessageFlags(rawValue: 0x100) }

    /// In a new request: fail if it exists (`NLM_F_EXCL`).
    @inlinable public static var exclusive: MessageFlags { MessageFlags(rawValue: 0x200) }

    /// In a new request: create what does not exist (`NLM_F_CREATE`).
    @inlinable public static var create: MessageFlags { MessageFlags(rawValue: 0x400) }

    /// In a new request: add to the end of the list (`NLM_F_APPEND`).
    @inlinable public static var append: MessageFlags { MessageFlags(rawValue: 0x800) }

    /// In an error: the request is not repeated (`NLM_F_CAPPED`).
    @inlinable public static var capped: MessageFlags { MessageFlags(rawValue: 0x100) }

    /// In an error or the end of a dump: extended acknowledgement attributes follow (`NLM_F_ACK_TLVS`).
    @inlinable public static var acknowledgementAttributes: MessageFlags { MessageFlags(rawValue: 0x200) }
}
