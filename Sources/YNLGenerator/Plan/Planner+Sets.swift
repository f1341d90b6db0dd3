import YNLSpec

extension Planner {
    /// Names the types of all attribute sets: nests may refer to sets that come later.
    ///
    /// A set at the top level of messages has no struct, and leaves its name to operations.
    mutating func nameSets() {
        messageSets = Set(family.operations.flatMap(\.messages).compactMap(\.attributeSet?.index))
        for (index, set) in family.attributeSets.enumerated() {
            let claimant = NameScope.Claimant(
                kind: "attribute set",
                name: set.name,
                suffix: "Nest",
                folder: "attribute-sets",
                location: set.location
            )
            let isOfMessages = messageSets.contains(index)
            let endings = [isOfMessages ? "Attributes" : "", "View"]
            let base = takeType(SwiftName.attributeSet(set.name), endings: endings, for: claimant)
            setNames.append(SetNames(base: base, isOfMessages: isOfMessages))
        }
    }

    /// The names of a set's types.
    func names(of id: AttributeSet.ID) -> SetNames { setNames[id.index] }

    /// Decides about the attribute sets.
    ///
    /// A set that messages have at their top level gets no struct of its own: each
    /// message is one.
    mutating func planSets() -> [AttributeSetPlan] {
        for set in family.attributeSets.selected(selection.sets)
        where set.attributes.contains(where: { $0.number > Self.greatestNumber }) {
            report(
                "attribute set '\(set.name)' has numbers above \(Self.greatestNumber), which is not generated yet",
                at: set.location
            )
        }
        let headers = headersOfMessageSets()
        return family.attributeSetIDs.filter { selection.sets.contains($0.index) }.map { id in
            let index = id.index
            let set = family[id]
            let names = setNames[index]
            return AttributeSetPlan(
                kernelName: set.name,
                comment: comment(of: set),
                attributesName: names.attributes,
                viewName: names.view,
                role: headers[index].map { .message(header: $0.map { structureNames[$0.index] }) }
                    ?? (isOrdered(set) ? .sequence(element: names.base) : .nest(structure: names.base)),
                isMarked: family.bindings.marksNests || family.bindings.markedSets.contains(set.name),
                needsSelector: selectorNeeds[index] != nil,
                isSent: sentSets.contains(index),
                layout: layout(of: id),
                slotsType: slotsType(of: set),
                fields: fields[index]
            )
        }
    }

    /// Whether the order of a set's attributes has a meaning.
    func isOrdered(_ set: AttributeSet) -> Bool { family.bindings.orderedSets.contains(set.name) }

    private func comment(of set: AttributeSet) -> DocComment {
        guard let documentation = set.documentation else { return DocComment("Attribute set `\(set.name)`.") }
        return DocComment(spec: documentation, fallback: "").remarking("attribute set `\(set.name)`")
    }

    /// The fixed header of each set at the top level of messages, by the set's index.
    private mutating func headersOfMessageSets() -> [Int: Structure.ID?] {
        var headers: [Int: Structure.ID?] = [:]
        for message in family.operations.selected(selection.operations).flatMap(\.messages) {
            guard let set = message.attributeSet else { continue }
            if let header = headers[set.index], header != message.fixedHeader {
                report(
                    "attribute set '\(family[set].name)' is used behind two different fixed headers, "
                        + "which is not generated yet",
                    at: message.location
                )
            }
            headers[set.index] = .some(message.fixedHeader)
        }
        return headers
    }

    /// The greatest attribute number that an index has a slot for.
    private static var greatestNumber: Int { 510 }

    /// The type that indexes a set: the smallest that has a slot for each number and one more.
    func slotsType(of set: AttributeSet) -> String {
        let needed = (set.attributes.map(\.number).max() ?? -1) + 2
        return "AttributeSlots\([8, 16, 32, 64, 128, 256].first { $0 >= needed } ?? 512)"
    }

    /// The characters of a set's layout, by number.
    private func layout(of id: AttributeSet.ID) -> String {
        let attributes = family[id].attributes.map { selection.attribute($0, in: id) }
        let greatest = attributes.map(\.number).max() ?? -1
        var characters = [Character](repeating: "-", count: greatest + 1)
        for attribute in attributes {
            characters[attribute.number] = attribute.isMulti ? "*" : Self.layoutCharacter(attribute.type)
        }
        return String(characters)
    }

    private static func layoutCharacter(_ type: Attribute.PayloadType) -> Character {
        switch type {
        case .unused: "-"
        case .pad: "_"
        case .flag: "f"
        case .integer(let integer): integerCharacter(integer)
        case .string: "s"
        case .bytes, .structure, .integerArray, .subMessage: "b"
        case .bitfield32: "8"
        case .nest, .foreignNest, .indexedArray, .nestTypeValue: "n"
        }
    }

    private static func integerCharacter(_ integer: IntegerType) -> Character {
        switch integer.width {
        case .one: "1"
        case .two: "2"
        case .four: "4"
        case .eight: "8"
        case .variable: "V"
        }
    }
}
