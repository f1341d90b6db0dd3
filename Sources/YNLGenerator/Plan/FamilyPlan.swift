/// Everything that the Swift source of a family says, decided: names, types, order and comments.
///
/// The emitter adds nothing but syntax. Tests compare plans as values.
struct FamilyPlan: Hashable {
    /// The name of the namespace, and of the module.
    var name: String

    /// The family's name in the kernel.
    var kernelName: String

    /// The netlink protocol of a family without the generic netlink header, as an expression.
    var netlinkProtocol: String?

    /// Other modules whose types the bindings use, in order.
    var imports: [String]

    /// The comment of the namespace.
    var comment: DocComment

    /// The files that the bindings come from, without their folders.
    var sourceNames: [String]

    /// Whether the bindings are part of the runtime, which they then must not import.
    var isInRuntime: Bool

    /// The multicast groups.
    var groups: [GroupPlan]

    /// The constants.
    var constants: [ConstantPlan]

    /// The enumerations and flag sets.
    var enumerations: [EnumerationPlan]

    /// The C structs.
    var structures: [StructurePlan]

    /// The operations that have requests.
    var operations: [OperationPlan]

    /// The messages that come unasked; `nil` if the family has none.
    var events: EventsPlan?

    /// The sub-messages.
    var subMessages: [SubMessagePlan]

    /// The attribute sets.
    var attributeSets: [AttributeSetPlan]
}

/// A multicast group.
struct GroupPlan: Hashable {
    var name: String
    var kernelName: String

    /// The number, if it is fixed.
    var number: Int?
}

/// A constant.
struct ConstantPlan: Hashable {
    var name: String
    var comment: DocComment
    var literal: String
}

/// An enumeration, or a flag set.
struct EnumerationPlan: Hashable {
    struct Entry: Hashable {
        var name: String
        var kernelName: String
        var comment: DocComment

        /// The value, or the index of the bit.
        var value: Int64
    }

    var name: String
    var comment: DocComment

    /// Whether the entries are bits.
    var isFlags: Bool

    /// The integer type of the values.
    var rawType: String

    var entries: [Entry]
}

/// A C struct.
struct StructurePlan: Hashable {
    /// What a member is in Swift.
    enum MemberType: Hashable {
        case integer(IntegerPlan)
        case bytes(count: Int)
        case value(String, length: Int)
        case structure(String)
    }

    struct Member: Hashable {
        var name: String
        var kernelName: String
        var comment: DocComment
        var type: MemberType
        var isHexadecimal = false
        var offset: Int
    }

    var name: String
    var comment: DocComment
    var size: Int

    /// Whether it is the payload of attributes, whose length may differ from the spec's.
    var isPayload: Bool

    /// Whether requests hold the struct, or nothing does.
    var isSent: Bool

    /// The members without filler.
    var members: [Member]
}

/// A number on the wire, and its type in Swift.
struct IntegerPlan: Hashable, Sendable {
    /// The order of the bytes on the wire.
    enum Order: Hashable, Sendable {
        case host
        case big
        case little
    }

    /// The integer type on the wire, for example `UInt16`; for a variable width the widest.
    var wireType: String

    var order: Order

    /// Whether the number takes four bytes if it fits and eight if not.
    var isVariable: Bool

    /// The type with names for the values; `nil` is the integer type itself.
    var named: NamedType?

    /// A type with names for values.
    struct NamedType: Hashable, Sendable {
        var name: String

        /// The integer type of its values, which may be wider than the one on the wire.
        var rawType: String
    }

    /// The type of a property.
    var swiftType: String { named?.name ?? wireType }
}
