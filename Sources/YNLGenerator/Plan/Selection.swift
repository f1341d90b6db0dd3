import YNLSpec

/// The parts of a family that become Swift, by index: all of them, or what the selected operations reach.
///
/// Parts keep the names that they have in the whole: selecting more adds to the source, and renames nothing in it.
struct Selection {
    let operations: Set<Int>
    let sets: Set<Int>
    let structures: Set<Int>
    let subMessages: Set<Int>
    let enumerations: Set<Int>
    let groups: Set<Int>

    /// The attributes that selected messages list, by the index of their set; `nil` if nothing was selected.
    let listed: [Int: Set<String>]?

    /// Whether it is the whole family.
    var isWhole: Bool { listed == nil }
}

extension Selection {
    /// What the bindings of a family select.
    init(of family: Family) {
        let names = family.bindings.selectedOperations
        guard names != nil || family.bindings.selectedFormats != nil else {
            self = .all(of: family)
            return
        }
        let operations = family.operations.indices.filter { names?.contains(family.operations[$0].name) ?? true }
        let messages = operations.flatMap { family.operations[$0].messages }
        var reach = Reach(family)
        for message in messages { reach.add(message) }
        let listed = Self.listedAttributes(messages, in: family)
        self.init(
            operations: Set(operations),
            sets: reach.sets.union(listed.keys),
            structures: reach.structures,
            subMessages: reach.subMessages,
            enumerations: reach.enumerations,
            groups: Self.groups(of: operations.map { family.operations[$0] }, in: family),
            listed: listed
        )
    }

    private static func all(of family: Family) -> Selection {
        Selection(
            operations: Set(family.operations.indices),
            sets: Set(family.attributeSets.indices),
            structures: Set(family.structures.indices),
            subMessages: Set(family.subMessages.indices),
            enumerations: Set(family.enumerations.indices),
            groups: Set(family.multicastGroups.indices),
            listed: nil
        )
    }

    /// The attributes that messages list, and those that choose the formats of listed sub-messages.
    private static func listedAttributes(_ messages: [Message], in family: Family) -> [Int: Set<String>] {
        var listed: [Int: Set<String>] = [:]
        for message in messages {
            guard let set = message.attributeSet else { continue }
            let names = message.fields.map(\.name)
            let selectors = names.compactMap { name -> String? in
                guard case .subMessage(_, let selector) = family[set].attribute(named: name)?.type else { return nil }
                return selector.name
            }
            listed[set.index, default: []].formUnion(names + selectors)
        }
        return listed
    }

    /// The groups that selected events go to; all of them if the family does not say which.
    private static func groups(of operations: [Operation], in family: Family) -> Set<Int> {
        let all = Set(family.multicastGroups.indices)
        guard family.operations.contains(where: \.isUnasked) else { return all }
        let events = operations.filter { $0.isUnasked && !$0.isUnicast }
        let groups = events.compactMap { $0.multicastGroup?.index }
        return groups.count < events.count ? all : Set(groups)
    }

    /// An attribute as the source has it.
    ///
    /// What no selected message lists keeps its name, so that messages that have it all the same print it; but it leads to no
    /// other types, and is plain bytes if it would.
    func attribute(_ attribute: Attribute, in set: AttributeSet.ID) -> Attribute {
        guard let names = listed?[set.index], !names.contains(attribute.name) else { return attribute }
        return attribute.withoutReferences
    }
}

extension Array {
    /// The elements at some indexes, in order.
    func selected(_ indexes: Set<Int>) -> [Element] {
        enumerated().filter { indexes.contains($0.offset) }.map(\.element)
    }
}

extension Operation {
    /// Whether the kernel sends it unasked.
    fileprivate var isUnasked: Bool {
        switch kind {
        case .event, .notification: true
        case .call, .reserved: false
        }
    }
}
