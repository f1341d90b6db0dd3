import YNLSpec

/// Makes every naming and typing decision about a family.
struct Planner {
    let family: Family

    /// The name of the family's namespace.
    let name: String

    /// The module that the source becomes part of, if it does not get one of its own.
    let targetModule: String?

    /// The parts of the family that become Swift.
    let selection: Selection

    /// What cannot become Swift.
    private(set) var errors: [GeneratorError] = []

    /// The types in the family's namespace.
    private var types = NameScope(reserved: Self.reservedTypes)

    /// The paths whose names the overlay can choose.
    private var namedPaths: Set<String> = []

    /// The Swift names of enumerations, by their use as values or as bits.
    var enumerationNames: [EnumerationUse: IntegerPlan.NamedType] = [:]

    /// The Swift names of structs, in the order of the family.
    var structureNames: [String] = []

    /// The Swift names of attribute sets, in the order of the family.
    var setNames: [SetNames] = []

    /// The Swift names of sub-messages, in the order of the family.
    var subMessageNames: [String] = []

    /// The attribute around a set that chooses the format of a sub-message inside, by the set's index.
    var selectorNeeds: [Int: String] = [:]

    /// The sets that requests hold, directly or inside others, and those that nothing holds; by index.
    var sentSets: Set<Int> = []

    /// The structs that requests hold and those that nothing holds, by index.
    var sentStructures: Set<Int> = []

    /// The modules that have the sets of other families.
    var imports: Set<String> = []

    /// The sets that messages have at their top level, by index.
    var messageSets: Set<Int> = []

    /// The attributes of all sets, in the order of the family.
    var fields: [[FieldPlan]] = [] {
        didSet {
            fieldIndexes = fields.map { fields in
                Dictionary(fields.enumerated().map { ($1.kernelName, $0) }, uniquingKeysWith: { first, _ in first })
            }
        }
    }

    /// Where each attribute of a set is in ``fields``, by its name.
    private(set) var fieldIndexes: [[String: Int]] = []

    /// Messages that need not be defined again, by what they hold.
    var messageTypes: [MessageKey: String] = [:]

    /// An enumeration in one of its two uses.
    struct EnumerationUse: Hashable {
        var index: Int
        var isFlags: Bool
    }

    /// The names that an attribute set's types have.
    struct SetNames: Hashable {
        var base: String

        /// Whether messages have the set at their top level: there is no struct of it then, but an enum.
        var isOfMessages: Bool

        var attributes: String { isOfMessages ? base + "Attributes" : base }
        var view: String { base + "View" }
        var asNest: FieldPlan.SetName { FieldPlan.SetName(structure: base, attributes: attributes, view: view) }
    }

    /// What makes two messages the same type.
    struct MessageKey: Hashable {
        var set: AttributeSet.ID?
        var header: Structure.ID?
        var fields: [Message.Field]
    }

    init(family: Family, moduleName: String?, targetModule: String? = nil) {
        self.family = family
        self.targetModule = targetModule ?? family.bindings.module
        selection = Selection(of: family)
        name = moduleName ?? family.bindings.swiftNames["family"] ?? SwiftName.type(family.name)
    }

    /// Types of the runtime and of the standard library that generated code names without a module.
    private static let reservedTypes: Set<String> = [
        "AnyAttributes", "Array", "Attribute", "AttributeBuilder", "AttributeDescriptor", "AttributeIndex",
        "AttributeLayout", "AttributeList", "AttributeNumbers", "AttributeSequenceElement", "AttributeSet",
        "AttributeSetDescriptor", "AttributeSlots128", "AttributeSlots16", "AttributeSlots256", "AttributeSlots32",
        "AttributeSlots512", "AttributeSlots64", "AttributeSlots8", "Attributes", "Bitfield", "Bitfield32", "Bool",
        "Copyable", "DecodeError", "DoRequest", "Dump", "DumpRequest", "Escapable", "Event", "EventFamily", "Family",
        "GenericNetlinkFamily", "Groups", "Header", "IPAddress", "IPv4Address", "IPv6Address", "IndexedArray",
        "Indirect", "Int", "Int16", "Int32", "Int64", "Int8", "LinkLayerAddress", "Message", "MessageAttributeSet",
        "MessageFlags", "MulticastGroup", "NamedValue", "NestContents", "NestTypeValue", "NetlinkEvent",
        "NetlinkMessage", "NetlinkOperation", "NetlinkProtocol", "NoAttributes", "NoHeader", "OptionSet", "Payload",
        "RawNetlinkFamily", "RawSpan", "Reply", "SelectedNestContents", "Self", "StaticString", "String", "StructTail",
        "StructWriter", "SubMessage", "SubMessageFormat", "Type", "UInt16", "UInt32", "UInt64", "UInt8",
        "UniqueIdentifier", "UnknownAttributes", "ValueNames", "WireStruct", "WireValue",
    ]

    /// Decides everything.
    mutating func plan() -> FamilyPlan {
        nameFamily()
        nameDefinitions()
        nameSets()
        nameSubMessages()
        findSelectorNeeds()
        findSentContents()
        let enumerations = planEnumerations()
        let structures = planStructures()
        fields = family.attributeSetIDs.map { selection.sets.contains($0.index) ? planFields(of: $0) : [] }
        let operations = planOperations()
        let events = planEvents()
        let subMessages = planSubMessages()
        let sets = planSets()
        let groups = planGroups()
        let constants = planConstants()
        refuseUnusedNames()
        return FamilyPlan(
            name: name,
            kernelName: family.name,
            netlinkProtocol: netlinkProtocol,
            imports: imports.sorted(),
            comment: familyComment,
            sourceNames: [],
            isInRuntime: targetModule == "Netlink",
            groups: groups,
            constants: constants,
            enumerations: enumerations,
            structures: structures,
            operations: operations,
            events: events,
            subMessages: subMessages,
            attributeSets: sets
        )
    }
}

extension Planner {
    /// Notes that something cannot become Swift.
    mutating func report(_ message: String, at location: SourceLocation) {
        errors.append(GeneratorError(message, at: location))
    }

    /// Takes a name for a type in the family's namespace, and with it those that only add an ending to it.
    mutating func takeType(_ name: String, endings: [String] = [""], for claimant: NameScope.Claimant) -> String {
        let given = givenName(of: claimant)
        return types.take(given ?? name, endings: endings, isExact: given != nil, for: claimant, errors: &errors)
    }

    /// Takes a name for a member of a type.
    mutating func takeMember(_ name: String, in scope: inout NameScope, for claimant: NameScope.Claimant) -> String {
        let given = givenName(of: claimant)
        return scope.take(given ?? name, isExact: given != nil, for: claimant, errors: &errors)
    }

    /// The name that the overlay gives something.
    private mutating func givenName(of claimant: NameScope.Claimant) -> String? {
        guard !family.bindings.swiftNames.isEmpty else { return nil }
        let path = claimant.path
        namedPaths.insert(path)
        return family.bindings.swiftNames[path]
    }

    /// Notes names in the overlay that nothing in Swift has, such as that of a message which shares another's type.
    ///
    /// Where operations are selected, names may well be those of others.
    private mutating func refuseUnusedNames() {
        guard selection.isWhole else { return }
        for (path, name) in family.bindings.swiftNames.sorted(by: { $0.key < $1.key })
        where path != "family" && !namedPaths.contains(path) {
            report("the overlay names '\(path)' '\(name)', but it has no name in Swift of its own", at: family.location)
        }
    }

    private var familyComment: DocComment {
        DocComment(spec: family.documentation, fallback: "The netlink family \(family.name).")
            .adding(
                "\(family.protocolNumber == nil ? "Generic netlink" : "Netlink") family `\(family.name)`; "
                    + "its numbers are those of `\(family.uapiHeader)`."
            )
    }

    /// The protocol of a raw family.
    private var netlinkProtocol: String? {
        switch family.protocolNumber {
        case nil: nil
        case 0: ".route"
        case 12: ".netfilter"
        case let number?: "NetlinkProtocol(rawValue: \(number))"
        }
    }

    /// Sees to it that nothing in the namespace hides the namespace itself.
    private mutating func nameFamily() {
        let claimant = NameScope.Claimant(
            kind: "family",
            name: family.name,
            suffix: "Family",
            folder: "",
            key: "family",
            location: family.location
        )
        _ = types.take(name, isExact: true, for: claimant, errors: &errors)
    }

    private mutating func planGroups() -> [GroupPlan] {
        var members = NameScope()
        return family.multicastGroups.selected(selection.groups).map { group in
            GroupPlan(
                name: takeMember(
                    SwiftName.member(group.name),
                    in: &members,
                    for: NameScope.Claimant(
                        kind: "multicast group",
                        name: group.name,
                        folder: "mcast-groups",
                        location: group.location
                    )
                ),
                kernelName: group.name,
                number: group.number
            )
        }
    }

    private mutating func planConstants() -> [ConstantPlan] {
        var members = NameScope(reserved: ["name", "netlinkProtocol", "protocolHeaderSize", "version"])
        return family.constants.map { constant in
            let literal: String
            switch constant.value {
            case .integer(let value): literal = "\(value)"
            case .string(let text): literal = text.swiftLiteral
            }
            return ConstantPlan(
                name: takeMember(
                    SwiftName.member(constant.name),
                    in: &members,
                    for: NameScope.Claimant(
                        kind: "constant",
                        name: constant.name,
                        folder: "definitions",
                        location: constant.location
                    )
                ),
                comment: DocComment(spec: constant.documentation, fallback: "Constant of the family.")
                    .remarking("`\(constant.name)`"),
                literal: literal
            )
        }
    }
}
