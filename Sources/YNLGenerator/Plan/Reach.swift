import YNLSpec

/// What messages hold: attribute sets, C structs, sub-messages and enumerations, directly or inside others, by index.
struct Reach {
    private let family: Family
    private(set) var sets: Set<Int> = []
    private(set) var structures: Set<Int> = []
    private(set) var subMessages: Set<Int> = []
    private(set) var enumerations: Set<Int> = []

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
        for member in family[structure].members {
            switch member.type {
            case .structure(let inner): add(inner)
            case .integer(let integer): add(integer)
            case .bytes, .string, .padding: break
            }
        }
    }

    private mutating func add(_ integer: IntegerType) {
        integer.enumeration.map { _ = enumerations.insert($0.index) }
    }

    private mutating func add(_ type: Attribute.PayloadType) {
        switch type {
        case .nest(let id), .nestTypeValue(_, let id): add(id)
        case .structure(let id): add(id)
        case .indexedArray(let element): add(element)
        case .integer(let integer), .integerArray(let integer): add(integer)
        case .bitfield32(let id): id.map { _ = enumerations.insert($0.index) }
        case .subMessage(let id, _): add(id)
        case .unused, .pad, .flag, .string, .bytes, .foreignNest: break
        }
    }

    private mutating func add(_ message: SubMessage.ID) {
        guard subMessages.insert(message.index).inserted else { return }
        for format in family.bindings.formats(of: family[message]) {
            format.fixedHeader.map { add($0) }
            format.attributeSet.map { add($0) }
        }
    }
}
