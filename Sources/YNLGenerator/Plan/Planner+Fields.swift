import YNLSpec

extension Planner {
    /// Names the types of all attribute sets: nests may refer to sets that come later.
    ///
    /// A set at the top level of messages has no struct, and leaves its name to operations.
    mutating func nameSets() {
        messageSets = Set(family.operations.flatMap(\.messages).compactMap(\.attributeSet))
        let withoutStruct = Set(messageSets.map(\.index))
        for (index, set) in family.attributeSets.enumerated() {
            let claimant = NameScope.Claimant(
                description: "attribute set '\(set.name)'",
                suffix: "Nest",
                path: "attribute-sets/\(set.name)",
                location: set.location
            )
            let endings = (withoutStruct.contains(index) ? [] : [""]) + ["Attributes", "View"]
            setNames.append(
                SetNames(base: takeType(SwiftName.attributeSet(set.name), endings: endings, for: claimant))
            )
        }
    }

    /// The names of a set's types.
    func names(of id: AttributeSet.ID) -> SetNames { setNames[id.index] }

    /// Decides about the attributes of a set, fillers left out.
    mutating func planFields(of set: AttributeSet) -> [FieldPlan] {
        var members = NameScope(reserved: Self.reservedMembers)
        return set.attributes.compactMap { attribute in
            guard let content = content(of: attribute, in: set) else { return nil }
            let name = takeMember(
                SwiftName.member(attribute.name),
                in: &members,
                for: .member(
                    "attribute '\(attribute.name)'",
                    path: "attribute-sets/\(set.name)/\(attribute.name)",
                    at: attribute.location
                )
            )
            let remark = "`\(attribute.name)`, \(typeDescription(attribute))"
            return FieldPlan(
                name: name,
                kernelName: attribute.name,
                number: attribute.number,
                comment: DocComment(spec: attribute.documentation, fallback: fallback(for: attribute))
                    .remarking(remark),
                content: attribute.isMulti ? .list(content) : content,
                limits: limits(of: attribute, content),
                descriptor: descriptor(of: content)
            )
        }
    }

    /// Members that generated code or the runtime has in structs, views and builders.
    private static let reservedMembers: Set<String> = [
        "attributes", "command", "description", "encode", "hashValue", "header", "message", "nest", "payload", "put",
        "putAttributes", "putFlag", "putNest", "putVariable", "refuse", "unknownAttributes",
    ]

    private func fallback(for attribute: Attribute) -> String {
        "Attribute \(SwiftName.words(of: attribute.name).joined(separator: " "))."
    }
}

extension Planner {
    /// What an attribute is in Swift; `nil` for fillers, and for what is reported as not generated yet.
    private mutating func content(of attribute: Attribute, in set: AttributeSet) -> FieldPlan.Content? {
        if let inner = attribute.type.nestedSet, messageSets.contains(inner) {
            return unsupported("nests of a set that messages have at their top level", attribute, set)
        }
        let content = content(of: attribute.type, attribute, in: set)
        if attribute.isMulti, let content {
            switch content {
            case .integer(let integer) where integer.isVariable:
                return unsupported("lists of numbers of variable width", attribute, set)
            case .integer, .string, .bytes, .structure, .nest: break
            default: return unsupported("lists of this type", attribute, set)
            }
        }
        return content
    }

    private mutating func content(
        of type: Attribute.PayloadType,
        _ attribute: Attribute,
        in set: AttributeSet
    ) -> FieldPlan.Content? {
        switch type {
        case .unused, .pad: return nil
        case .flag: return .flag
        case .integer(let integer): return .integer(plan(integer))
        case .string: return .string
        case .bytes: return .bytes
        case .structure(let id): return .structure(structureName(id))
        case .bitfield32: return .bitfield32
        case .nest(let id):
            guard !contains(id, itself: id) else { return unsupported("recursive nests", attribute, set) }
            return .nest(names(of: id).asNest)
        case .indexedArray(let element):
            guard let content = content(of: element, attribute, in: set) else { return nil }
            switch content {
            case .nest: return .indexedArray(content)
            default: return unsupported("indexed arrays of other things than nests", attribute, set)
            }
        case .nestTypeValue(let names, let id):
            return .typeValues(planTypeValues(names, id, attribute, set))
        case .integerArray: return unsupported("arrays of numbers", attribute, set)
        case .subMessage: return unsupported("sub-messages", attribute, set)
        case .foreignNest: return unsupported("nests of another family's attributes", attribute, set)
        }
    }

    private mutating func unsupported(
        _ construct: String,
        _ attribute: Attribute,
        _ set: AttributeSet
    ) -> FieldPlan.Content? {
        report(
            "attribute '\(attribute.name)' of set '\(set.name)': \(construct) are not generated yet",
            at: attribute.location
        )
        return nil
    }

    /// Whether a set can be reached from another through nests, which a struct in Swift cannot hold by value.
    private func contains(_ id: AttributeSet.ID, itself target: AttributeSet.ID) -> Bool {
        var pending = [id]
        var seen: Set<AttributeSet.ID> = []
        while let next = pending.popLast() {
            for attribute in family[next].attributes {
                guard case .nest(let inner) = attribute.type, !attribute.isMulti else { continue }
                if inner == target { return true }
                if seen.insert(inner).inserted { pending.append(inner) }
            }
        }
        return false
    }

    private mutating func planTypeValues(
        _ names: [String],
        _ id: AttributeSet.ID,
        _ attribute: Attribute,
        _ set: AttributeSet
    ) -> TypeValuePlan {
        let path = "attribute-sets/\(set.name)/\(attribute.name)/entry"
        func claimant(_ description: String, _ suffix: String, _ path: String) -> NameScope.Claimant {
            NameScope.Claimant(description: description, suffix: suffix, path: path, location: attribute.location)
        }
        let entry = claimant("an entry of '\(attribute.name)'", "In" + SwiftName.attributeSet(set.name), path)
        var members = NameScope(reserved: ["contents", "depth", "hashValue", "typeValues"])
        return TypeValuePlan(
            name: takeType(SwiftName.type(attribute.name) + "Entry", for: entry),
            comment: DocComment(spec: family[id].documentation, fallback: "An entry of `\(attribute.name)`.")
                .adding("One entry of attribute `\(attribute.name)`, with the numbers of the nests around it."),
            values: names.enumerated().map { index, name in
                let value = claimant("type value '\(name)'", "\(index + 1)", "\(path)/\(name)")
                return takeMember(SwiftName.member(name), in: &members, for: value)
            },
            kernelNames: names,
            contentsName: takeMember(
                SwiftName.contents(of: family[id].name),
                in: &members,
                for: claimant("the contents of '\(attribute.name)'", "Nest", "\(path)/contents")
            ),
            contents: self.names(of: id).asNest
        )
    }
}

extension Planner {
    private func limits(of attribute: Attribute, _ content: FieldPlan.Content) -> FieldPlan.Limits {
        let checks = attribute.checks
        var limits = FieldPlan.Limits()
        switch content {
        case .bytes:
            limits.lengths = lengths(checks, greatest: 65531)
        case .string:
            limits.lengths = lengths(checks, greatest: 65530)
        case .integer(let integer):
            limits.minimum = checks.minimum.flatMap { integer.admits(minimum: $0) ? "\($0)" : nil }
            limits.maximum = checks.maximum.flatMap { integer.admits(maximum: $0) ? "\($0)" : nil }
            limits.mask = checks.flagsMask.flatMap { integer.admits(mask: $0) ? "0x" + String($0, radix: 16) : nil }
        default: break
        }
        return limits
    }

    private func lengths(_ checks: Checks, greatest: Int) -> ClosedRange<Int>? {
        if let exact = checks.exactLength { return exact...exact }
        guard checks.minimumLength != nil || checks.maximumLength != nil else { return nil }
        let least = checks.minimumLength ?? 0
        return least...max(least, min(checks.maximumLength ?? greatest, greatest))
    }

    /// The attribute's type in words.
    private func typeDescription(_ attribute: Attribute) -> String {
        let type = typeName(attribute.type)
        return [attribute.isMulti ? "list of \(type)" : type, limitDescription(attribute)]
            .filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func typeName(_ type: Attribute.PayloadType) -> String {
        switch type {
        case .unused: "unused"
        case .pad: "pad"
        case .flag: "flag"
        case .integer(let integer), .integerArray(let integer): integerName(integer)
        case .string: "string"
        case .bytes: "binary"
        case .structure(let id): "struct `\(family[id].name)`"
        case .bitfield32: "bitfield32"
        case .nest(let id): "nest of `\(family[id].name)`"
        case .foreignNest(let set): "nest of `\(set.family)` `\(set.attributeSet)`"
        case .indexedArray(let element): "array, each \(typeName(element))"
        case .nestTypeValue(let names, _): "nests by \(names.map { "`\($0)`" }.joined(separator: " and "))"
        case .subMessage(let id, _): "sub-message `\(family[id].name)`"
        }
    }

    private func integerName(_ integer: IntegerType) -> String {
        let name: String
        if integer.width == .variable {
            name = integer.isSigned ? "sint" : "uint"
        } else {
            name = (integer.isSigned ? "s" : "u") + "\(integer.width.rawValue * 8)"
        }
        return integer.byteOrder.map { "\(name), \($0.rawValue)" } ?? name
    }

    private func limitDescription(_ attribute: Attribute) -> String {
        let checks = attribute.checks
        if let exact = checks.exactLength { return "\(exact) bytes" }
        switch (checks.minimumLength, checks.maximumLength) {
        case (let least?, let most?): return "\(least) to \(most) bytes"
        case (let least?, nil): return "\(least) bytes or more"
        case (nil, let most?): return "\(most) bytes or fewer"
        case (nil, nil): break
        }
        switch (checks.minimum, checks.maximum) {
        case (let least?, let most?): return "\(least) to \(most)"
        case (let least?, nil): return "\(least) or more"
        case (nil, let most?): return "\(most) or less"
        case (nil, nil): return ""
        }
    }

    /// The attribute's place in the description of its set.
    private func descriptor(of content: FieldPlan.Content) -> String {
        switch content {
        case .flag: ".flag"
        case .integer(let integer): descriptor(of: integer)
        case .string: ".string"
        case .bytes: ".bytes"
        case .structure(let name): ".structure(\(name).self)"
        case .bitfield32: ".bitfield32"
        case .nest(let set): ".nest(\(set.attributes).self)"
        case .indexedArray(let element), .list(let element):
            if case .list = content { descriptor(of: element) } else { ".indexedArray(\(descriptor(of: element)))" }
        case .typeValues(let plan):
            ".nestTypeValue([\(plan.kernelNames.map(\.swiftLiteral).joined(separator: ", "))], \(plan.contents.attributes).self)"
        }
    }

    private func descriptor(of integer: IntegerPlan) -> String {
        if let named = integer.named, named.rawType == integer.wireType, integer.order == .host, !integer.isVariable {
            return ".named(\(named.name).self)"
        }
        let sign = integer.wireType.hasPrefix("U") ? ".unsigned" : ".signed"
        return integer.order == .big ? sign + "BigEndian" : sign
    }
}

extension Attribute.PayloadType {
    /// The set of this family that the payload holds attributes of.
    fileprivate var nestedSet: AttributeSet.ID? {
        switch self {
        case .nest(let id), .nestTypeValue(_, let id): id
        case .indexedArray(let element): element.nestedSet
        default: nil
        }
    }
}

extension IntegerPlan {
    private var bits: UInt64 { UInt64(wireType.drop { !$0.isNumber }) ?? 64 }
    private var isSigned: Bool { wireType.hasPrefix("I") }

    /// Whether a least value says more than the type does.
    fileprivate func admits(minimum: Int64) -> Bool {
        isSigned ? minimum > Int64.min >> (64 - bits) : minimum > 0
    }

    /// Whether a mask of bits says more than the type does, and can be a literal of it.
    fileprivate func admits(mask: UInt64) -> Bool {
        !isSigned && mask < UInt64.max >> (64 - bits)
    }

    /// Whether a greatest value says more than the type does.
    fileprivate func admits(maximum: UInt64) -> Bool {
        maximum < UInt64.max >> (64 - bits + (isSigned ? 1 : 0))
    }
}
