import YNLSpec

/// Makes every naming and typing decision about a family.
struct Planner {
    let family: Family
    let moduleName: String?

    /// What cannot become Swift.
    private(set) var errors: [GeneratorError] = []

    /// The types in the family's namespace.
    private var types = NameScope(reserved: Self.reservedTypes)

    /// The Swift names of enumerations, by their use as values or as bits.
    var enumerationNames: [EnumerationUse: IntegerPlan.NamedType] = [:]

    /// The Swift names of structs, in the order of the family.
    var structureNames: [String] = []

    /// The Swift names of attribute sets, in the order of the family.
    var setNames: [SetNames] = []

    /// The attributes of all sets, in the order of the family.
    var fields: [[FieldPlan]] = []

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
        var attributes: String { base + "Attributes" }
        var view: String { base + "View" }
        var asNest: FieldPlan.SetName { FieldPlan.SetName(structure: base, attributes: attributes, view: view) }
    }

    /// What makes two messages the same type.
    struct MessageKey: Hashable {
        var set: AttributeSet.ID?
        var header: Structure.ID?
        var fields: [Message.Field]
    }

    init(family: Family, moduleName: String?) {
        self.family = family
        self.moduleName = moduleName
    }

    /// Types of the runtime and of the standard library that generated code names without a module.
    private static let reservedTypes: Set<String> = [
        "AnyAttributes", "Array", "Attribute", "AttributeBuilder", "AttributeDescriptor", "AttributeIndex",
        "AttributeLayout", "AttributeSet", "AttributeSetDescriptor", "Attributes", "Bitfield32", "Bool", "DecodeError",
        "DoRequest", "DumpRequest", "EventFamily", "Event", "GenericNetlinkFamily", "Groups", "IndexedArray", "Int",
        "Int16", "Int32", "Int64", "Int8", "Message", "MessageAttributeSet", "MulticastGroup", "NamedValue",
        "NestContents", "NestTypeValue", "NetlinkEvent", "NetlinkMessage", "NoHeader", "NoAttributes", "OptionSet",
        "Payload", "RawSpan", "Self", "String", "StructWriter", "Type", "UInt16", "UInt32", "UInt64", "UInt8",
        "UnknownAttributes", "WireStruct",
    ]

    /// Decides everything.
    mutating func plan() -> FamilyPlan {
        refuseUnsupportedFamily()
        nameDefinitions()
        nameSets()
        let enumerations = planEnumerations()
        let structures = planStructures()
        fields = family.attributeSets.indices.map { planFields(of: family.attributeSets[$0]) }
        let operations = planOperations()
        let events = planEvents()
        return FamilyPlan(
            name: familyName,
            kernelName: family.name,
            comment: familyComment,
            sourceNames: [],
            isInRuntime: family.bindings.module == "Netlink",
            groups: planGroups(),
            constants: planConstants(),
            enumerations: enumerations,
            structures: structures,
            operations: operations,
            events: events,
            attributeSets: planSets()
        )
    }
}

extension Planner {
    /// Notes that something cannot become Swift.
    mutating func report(_ message: String, at location: SourceLocation) {
        errors.append(GeneratorError(message, at: location))
    }

    /// Takes a name for a type in the family's namespace.
    mutating func takeType(
        _ name: String,
        suffix: String,
        for description: String,
        path: String,
        at location: SourceLocation
    ) -> String {
        let wanted = swiftName(at: path) ?? name
        var found: GeneratorError?
        let taken = types.take(wanted, suffix: suffix, for: description, path: path, at: location) { found = $0 }
        if let found { errors.append(found) }
        return taken
    }

    /// Takes a name for a member of a type.
    mutating func takeMember(
        _ name: String,
        in scope: inout NameScope,
        for description: String,
        path: String,
        at location: SourceLocation
    ) -> String {
        let wanted = swiftName(at: path) ?? name
        var found: GeneratorError?
        let taken = scope.take(wanted, suffix: "_", for: description, path: path, at: location) { found = $0 }
        if let found { errors.append(found) }
        return taken
    }

    /// The name that the overlay gives something.
    func swiftName(at path: String) -> String? {
        family.bindings.swiftNames[path]
    }

    private var familyName: String {
        moduleName ?? swiftName(at: "family") ?? SwiftName.type(family.name)
    }

    private var familyComment: DocComment {
        DocComment(spec: family.documentation, fallback: "The netlink family \(family.name).")
            .adding("Generic netlink family `\(family.name)`; its numbers are those of `\(family.uapiHeader)`.")
    }

    private mutating func refuseUnsupportedFamily() {
        if family.dialect == .netlinkRaw {
            report("bindings of 'netlink-raw' families are not generated yet", at: family.location)
        }
        for subMessage in family.subMessages {
            report("sub-message '\(subMessage.name)': sub-messages are not generated yet", at: subMessage.location)
        }
    }

    private func planGroups() -> [GroupPlan] {
        family.multicastGroups.map { group in
            GroupPlan(name: SwiftName.member(group.name), kernelName: group.name)
        }
    }

    private func planConstants() -> [ConstantPlan] {
        family.constants.map { constant in
            let literal: String
            switch constant.value {
            case .integer(let value): literal = "\(value)"
            case .string(let text): literal = text.debugDescription
            }
            return ConstantPlan(
                name: swiftName(at: "definitions/\(constant.name)") ?? SwiftName.member(constant.name),
                comment: DocComment(spec: constant.documentation, fallback: "Constant of the family.")
                    .remarking("`\(constant.name)`"),
                literal: literal
            )
        }
    }
}
