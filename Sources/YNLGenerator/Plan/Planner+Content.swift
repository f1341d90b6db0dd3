import YNLSpec

extension Planner {
    /// What an attribute is in Swift; `nil` for fillers, and for what is reported as not generated.
    mutating func content(of attribute: Attribute, in set: AttributeSet.ID) -> FieldPlan.Content? {
        if let inner = attribute.type.nestedSet, messageSets.contains(inner.index) {
            return unsupported("nests of a set that messages have at their top level", attribute, set)
        }
        let content = content(of: attribute.type, attribute, in: set)
        if isOrdered(family[set]), let content, attribute.isMulti || !content.isInSequences {
            return unsupported("sequences of this type", attribute, set)
        }
        if attribute.isMulti, let content {
            switch content {
            case .nest(let name) where name.isOrdered: return unsupported("lists of sequences", attribute, set)
            case .flag, .integers, .subMessage, .indexedArray, .typeValues, .list:
                return unsupported("lists of this type", attribute, set)
            default: break
            }
        }
        return content
    }

    private mutating func content(
        of type: Attribute.PayloadType,
        _ attribute: Attribute,
        in set: AttributeSet.ID
    ) -> FieldPlan.Content? {
        switch type {
        case .unused, .pad: return nil
        case .flag: return .flag
        case .integer(let integer):
            return address(integer, attribute.displayHint).map { .value($0) } ?? .integer(plan(integer))
        case .string: return .string
        case .bytes: return address(attribute).map { .value($0) } ?? .bytes
        case .structure(let id): return .structure(structureName(id))
        case .integerArray(let integer): return .integers(plan(integer))
        case .bitfield32(let id): return bitfield(id)
        case .nest(let id): return .nest(nestName(id, in: set))
        case .foreignNest(let foreign): return .nest(nestName(foreign))
        case .subMessage(let id, let selector): return subMessage(id, selector, attribute, set)
        case .indexedArray(let element):
            guard let content = content(of: element, attribute, in: set) else { return nil }
            switch content {
            case .flag, .bitfield32, .bitfield, .integers, .subMessage, .indexedArray, .typeValues, .list:
                return unsupported("indexed arrays of this type", attribute, set)
            case .integer(let integer) where integer.isVariable:
                return unsupported("indexed arrays of numbers of variable width", attribute, set)
            default: return .indexedArray(content)
            }
        case .nestTypeValue(let names, let id):
            return .typeValues(planTypeValues(names, id, attribute, family[set]))
        }
    }

    private mutating func unsupported(
        _ construct: String,
        _ attribute: Attribute,
        _ set: AttributeSet.ID
    ) -> FieldPlan.Content? {
        report(
            "attribute '\(attribute.name)' of set '\(family[set].name)': \(construct) are not generated",
            at: attribute.location
        )
        return nil
    }

    private func bitfield(_ id: Enumeration.ID?) -> FieldPlan.Content {
        let flags = id.flatMap { enumerationNames[EnumerationUse(index: $0.index, isFlags: true)] }
        return flags.map { .bitfield($0.name) } ?? .bitfield32
    }

    /// The address type of bytes with a display hint.
    private func address(_ attribute: Attribute) -> String? {
        switch attribute.displayHint {
        case .mac, .fddi: "LinkLayerAddress"
        case .ipv6 where attribute.checks.exactLength == 16: "IPv6Address"
        // Hints name one family and payloads are of either: neighbours have IPv6 addresses under the hint ipv4.
        case .ipv4, .ipv6, .ipv4OrV6: "IPAddress"
        case .uuid: "UniqueIdentifier"
        case .hex, nil: nil
        }
    }

    /// The address type of a number with a display hint: four bytes in the order of the network, whatever order the spec
    /// claims.
    func address(_ integer: IntegerType, _ hint: DisplayHint?) -> String? {
        integer.width == .four && hint == .ipv4 && integer.enumeration == nil ? "IPv4Address" : nil
    }

    /// The address type of a struct's bytes with a display hint.
    func address(bytes count: Int, _ hint: DisplayHint?) -> String? {
        switch (hint, count) {
        case (.mac, 1...32): "LinkLayerAddress"
        case (.ipv4, 4): "IPv4Address"
        case (.ipv6, 16): "IPv6Address"
        case (.ipv4OrV6, 4), (.ipv4OrV6, 16): "IPAddress"
        case (.uuid, 1...16): "UniqueIdentifier"
        default: nil
        }
    }
}

extension Planner {
    /// A set as the contents of an attribute of another one.
    private func nestName(_ id: AttributeSet.ID, in set: AttributeSet.ID) -> FieldPlan.SetName {
        var name = names(of: id).asNest
        name.isOrdered = isOrdered(family[id])
        name.selector = selectorNeeds[id.index].flatMap { selector(named: $0, in: set) }
        return name
    }

    /// A set of another family, by the rules that its own bindings follow.
    private mutating func nestName(_ foreign: ForeignAttributeSet) -> FieldPlan.SetName {
        let module = family.bindings.familyModules[foreign.family] ?? foreign.module
        if module != targetModule { imports.insert(module) }
        let base = "\(foreign.module).\(SwiftName.attributeSet(foreign.attributeSet))"
        return FieldPlan.SetName(
            structure: base,
            attributes: base,
            view: base + "View",
            selector: nil,
            isForeign: true,
            isOrdered: foreign.isOrdered
        )
    }

    private mutating func subMessage(
        _ id: SubMessage.ID,
        _ selector: Attribute.Selector,
        _ attribute: Attribute,
        _ set: AttributeSet.ID
    ) -> FieldPlan.Content? {
        guard selector.outwardLevels <= 1 else {
            return unsupported("sub-messages chosen from more than one level outside", attribute, set)
        }
        let isInside = selector.outwardLevels == 0
        return .subMessage(
            SubMessageUse(
                type: subMessageNames[id.index],
                selector: isInside ? self.selector(named: selector.name, in: set) : nil
            )
        )
    }

    private func selector(named name: String, in set: AttributeSet.ID) -> SelectorPlan? {
        guard let attribute = family[set].attributes.first(where: { $0.name == name }) else { return nil }
        guard case .integer(let integer) = attribute.type else {
            return SelectorPlan(number: attribute.number, integer: nil)
        }
        return SelectorPlan(number: attribute.number, integer: plan(integer))
    }

    /// Which sets have sub-messages whose format an attribute around the set chooses, by the set's index.
    mutating func findSelectorNeeds() {
        for (index, set) in family.attributeSets.enumerated() where selection.sets.contains(index) {
            for attribute in set.attributes {
                guard case .subMessage(_, let selector) = attribute.type, selector.outwardLevels == 1 else { continue }
                if let other = selectorNeeds[index], other != selector.name {
                    report(
                        "set '\(set.name)': sub-messages chosen by '\(other)' and by '\(selector.name)', "
                            + "both outside, are not generated",
                        at: attribute.location
                    )
                }
                selectorNeeds[index] = selector.name
            }
        }
    }
}

extension Planner {
    /// Whether a property must be on the heap: a struct in Swift cannot hold itself by value.
    ///
    /// Arrays and sub-messages are on the heap anyway.
    func isIndirect(_ attribute: Attribute, in set: AttributeSet.ID) -> Bool {
        guard let inner = heldByValue(attribute) else { return false }
        var pending = [inner]
        var seen: Set<Int> = [inner.index]
        while let next = pending.popLast() {
            if next == set { return true }
            for attribute in family[next].attributes {
                guard let inner = heldByValue(attribute) else { continue }
                if seen.insert(inner.index).inserted { pending.append(inner) }
            }
        }
        return false
    }

    private func heldByValue(_ attribute: Attribute) -> AttributeSet.ID? {
        guard case .nest(let inner) = attribute.type, !attribute.isMulti, !isOrdered(family[inner]) else { return nil }
        return inner
    }

    private mutating func planTypeValues(
        _ names: [String],
        _ id: AttributeSet.ID,
        _ attribute: Attribute,
        _ set: AttributeSet
    ) -> TypeValuePlan {
        let path = "attribute-sets/\(set.name)/\(attribute.name)"
        func claimant(_ kind: String, _ name: String, _ suffix: String, key: String? = nil) -> NameScope.Claimant {
            NameScope.Claimant(
                kind: kind,
                name: name,
                suffix: suffix,
                folder: path,
                key: "entry" + (key.map { "/" + $0 } ?? ""),
                location: attribute.location
            )
        }
        let entry = claimant("an entry of", attribute.name, "In" + SwiftName.attributeSet(set.name))
        var members = NameScope(reserved: ["contents", "depth", "hashValue", "typeValues"])
        return TypeValuePlan(
            name: takeType(SwiftName.type(attribute.name) + "Entry", for: entry),
            comment: DocComment(spec: family[id].documentation, fallback: "An entry of `\(attribute.name)`.")
                .adding("One entry of attribute `\(attribute.name)`, with the numbers of the nests around it."),
            values: names.enumerated().map { index, name in
                let value = claimant("type value", name, "\(index + 1)", key: name)
                return takeMember(SwiftName.member(name), in: &members, for: value)
            },
            kernelNames: names,
            contentsName: takeMember(
                SwiftName.contents(of: family[id].name),
                in: &members,
                for: claimant("the contents of", attribute.name, "Nest", key: "contents")
            ),
            contents: self.names(of: id).asNest
        )
    }
}

extension FieldPlan.Content {
    /// Whether an element of a sequence can be such a value.
    fileprivate var isInSequences: Bool {
        switch self {
        case .integer(let integer): !integer.isVariable
        case .integers, .subMessage, .indexedArray, .typeValues, .list: false
        default: true
        }
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
