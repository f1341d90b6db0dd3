import YNLSpec

extension Planner {
    /// Finds the sets and structs that requests hold, and those that nothing holds: programs make values of them.
    mutating func findSentContents() {
        var requests = Reach(family)
        var answers = Reach(family)
        for operation in family.operations {
            switch operation.kind {
            case .call(let call, let dump):
                for request in [call?.request, dump?.request] { request.map { requests.add($0) } }
                for reply in [call?.reply, dump?.reply] { reply.map { answers.add($0) } }
            case .event(let message), .notification(let message, _): answers.add(message)
            case .reserved: break
            }
        }
        sentSets = requests.sets.union(Set(family.attributeSets.indices).subtracting(answers.sets))
        for set in sentSets.subtracting(requests.sets) { requests.add(family.attributeSetIDs[set]) }
        sentStructures = requests.structures.union(Set(family.structures.indices).subtracting(answers.structures))
    }
}

/// What messages hold: attribute sets and C structs, directly or inside others, by index.
private struct Reach {
    private let family: Family
    private(set) var sets: Set<Int> = []
    private(set) var structures: Set<Int> = []

    init(_ family: Family) { self.family = family }

    /// Adds what a message holds; of its own set, only the attributes that it lists lead further.
    mutating func add(_ message: Message) {
        message.fixedHeader.map { add($0) }
        guard let set = message.attributeSet else { return }
        let listed = Set(message.fields.map(\.name))
        for attribute in family[set].attributes where listed.contains(attribute.name) { add(attribute.type) }
    }

    /// Adds a set and what its attributes hold.
    mutating func add(_ set: AttributeSet.ID) {
        guard sets.insert(set.index).inserted else { return }
        for attribute in family[set].attributes { add(attribute.type) }
    }

    private mutating func add(_ structure: Structure.ID) {
        guard structures.insert(structure.index).inserted else { return }
        for case .structure(let inner) in family[structure].members.map(\.type) { add(inner) }
    }

    private mutating func add(_ type: Attribute.PayloadType) {
        switch type {
        case .nest(let id), .nestTypeValue(_, let id): add(id)
        case .structure(let id): add(id)
        case .indexedArray(let element): add(element)
        case .subMessage(let id, _):
            for format in family[id].formats {
                format.fixedHeader.map { add($0) }
                format.attributeSet.map { add($0) }
            }
        default: break
        }
    }
}
