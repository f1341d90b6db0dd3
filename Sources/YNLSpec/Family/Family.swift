/// A netlink family with every reference resolved and every number assigned.
///
/// This is what a generator works from. A family is made by ``Family/load(_:overlay:diagnostics:)`` out of a spec file
/// and an optional overlay; all names in it are the kernel's, verbatim.
///
/// Parts refer to each other by identifiers such as ``AttributeSet/ID``, which index into this family's arrays. Sets may
/// contain themselves through nests, so references rather than values are the only shape that can hold them.
public struct Family: Sendable {
    /// The name that the kernel's controller knows, or that a raw family goes by.
    public let name: String

    /// What the family is for, from the spec's `doc`.
    public let documentation: String

    /// The schema level of the spec.
    public let dialect: Dialect

    /// The third argument of `socket(AF_NETLINK, SOCK_RAW, …)` for a raw family, for example 0 for rtnetlink.
    ///
    /// `nil` for generic netlink families, which all share protocol 16.
    public let protocolNumber: Int?

    /// The version of the family's user API, 1 unless the spec says otherwise.
    public let version: Int

    /// The kernel header that declares the family's numbers, for example `linux/openvswitch.h`.
    public let uapiHeader: String

    /// The number space of the operations.
    public let operationModel: OperationModel

    /// The prefix of the operations' C names in kebab case, `FAMILY-cmd-` unless the spec says otherwise.
    public let operationPrefix: String

    /// The prefix of the C names of events and notifications, the other operations' unless the spec says otherwise.
    public let asynchronousPrefix: String

    /// Named constants, in the order of the spec.
    public let constants: [Constant]

    /// Enumerations and flag sets, in the order of the spec.
    public let enumerations: [Enumeration]

    /// C structs, in the order of the spec.
    public let structures: [Structure]

    /// Attribute sets, in the order of the spec.
    public let attributeSets: [AttributeSet]

    /// Sub-messages, in the order of the spec.
    public let subMessages: [SubMessage]

    /// Operations with their messages, in the order of the spec.
    public let operations: [Operation]

    /// Multicast groups, in the order of the spec.
    public let multicastGroups: [MulticastGroup]

    /// What the overlay and the configuration say about the Swift bindings.
    public internal(set) var bindings: Bindings

    /// The spec file.
    public let source: SourceFile

    /// Where the family's `name` stands.
    public let location: SourceLocation

    init(
        name: String,
        documentation: String,
        dialect: Dialect,
        protocolNumber: Int?,
        version: Int,
        uapiHeader: String,
        operationModel: OperationModel,
        operationPrefix: String,
        asynchronousPrefix: String,
        constants: [Constant],
        enumerations: [Enumeration],
        structures: [Structure],
        attributeSets: [AttributeSet],
        subMessages: [SubMessage],
        operations: [Operation],
        multicastGroups: [MulticastGroup],
        bindings: Bindings,
        source: SourceFile,
        location: SourceLocation
    ) {
        self.name = name
        self.documentation = documentation
        self.dialect = dialect
        self.protocolNumber = protocolNumber
        self.version = version
        self.uapiHeader = uapiHeader
        self.operationModel = operationModel
        self.operationPrefix = operationPrefix
        self.asynchronousPrefix = asynchronousPrefix
        self.constants = constants
        self.enumerations = enumerations
        self.structures = structures
        self.attributeSets = attributeSets
        self.subMessages = subMessages
        self.operations = operations
        self.multicastGroups = multicastGroups
        self.bindings = bindings
        self.source = source
        self.location = location
    }
}

extension Family {
    /// The schema level of a spec: which keys it may use, and which headers its messages carry.
    public enum Dialect: String, Sendable, CaseIterable {
        /// Generic netlink, as new families are written.
        case genetlink

        /// Generic netlink with names of C constants.
        case genetlinkC = "genetlink-c"

        /// Generic netlink with fixed headers, C structs and numbers given by hand.
        case genetlinkLegacy = "genetlink-legacy"

        /// A netlink protocol of its own, without the generic netlink header.
        case netlinkRaw = "netlink-raw"
    }

    /// How operations are numbered.
    public enum OperationModel: String, Sendable, CaseIterable {
        /// Requests, replies and notifications share one number space.
        case unified

        /// Messages to the kernel and from the kernel are numbered apart.
        case directional
    }

    /// The enumeration that an identifier of this family stands for.
    public subscript(id: Enumeration.ID) -> Enumeration { enumerations[id.index] }

    /// The struct that an identifier of this family stands for.
    public subscript(id: Structure.ID) -> Structure { structures[id.index] }

    /// The attribute set that an identifier of this family stands for.
    public subscript(id: AttributeSet.ID) -> AttributeSet { attributeSets[id.index] }

    /// The sub-message that an identifier of this family stands for.
    public subscript(id: SubMessage.ID) -> SubMessage { subMessages[id.index] }

    /// The multicast group that an identifier of this family stands for.
    public subscript(id: MulticastGroup.ID) -> MulticastGroup { multicastGroups[id.index] }
}
