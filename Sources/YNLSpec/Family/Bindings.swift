/// What an overlay and a configuration say about the Swift side of a family.
public struct Bindings: Sendable, Hashable {
    /// Swift names that replace the ones derived from the spec, by path in the spec.
    ///
    /// A path is `family`, `definitions/NAME`, `definitions/NAME/ENTRY`, `attribute-sets/SET`,
    /// `attribute-sets/SET/ATTRIBUTE`, `sub-messages/NAME`, `operations/NAME`, or `operations/NAME/MESSAGE` with a
    /// message such as `do/request`, `dump/reply` or `event`.
    public var swiftNames: [String: String]

    /// The module that the bindings are compiled into when it is not one of their own.
    ///
    /// The runtime contains the bindings of the generic netlink controller, which must not import the runtime.
    public var module: String?

    /// The attribute sets that are sequences: the order of their attributes has a meaning, and each may repeat.
    public var orderedSets: Set<String> = []

    /// Whether nests carry the flag `NLA_F_NESTED`; older families neither send nor expect it.
    public var marksNests = true

    /// The attribute sets whose nests carry the flag although those of the family do not.
    public var markedSets: Set<String> = []

    /// The operations to which the bindings are limited, and the events; `nil` is all of them.
    public var selectedOperations: Set<String>?

    /// The formats to which sub-messages are limited; `nil` is all of them.
    public var selectedFormats: Set<String>?

    /// The modules that have the bindings of other families, where it is not the one that the overlay names.
    public var familyModules: [String: String] = [:]

    /// The formats of a sub-message that the bindings have, in the order of the spec.
    public func formats(of message: SubMessage) -> [SubMessage.Format] {
        guard let wanted = selectedFormats else { return message.formats }
        return message.formats.filter { wanted.contains($0.value) }
    }

    /// Creates bindings that follow from the spec alone.
    public init(swiftNames: [String: String] = [:], module: String? = nil) {
        self.swiftNames = swiftNames
        self.module = module
    }
}
