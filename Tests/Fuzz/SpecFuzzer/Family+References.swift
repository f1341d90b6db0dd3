import YNLSpec

extension Family {
    /// Follows every reference; one that leads nowhere traps.
    func followReferences() {
        for set in attributeSets {
            _ = set.parent.map { self[$0] }
            for attribute in set.attributes { follow(attribute.type) }
        }
        for format in subMessages.flatMap(\.formats) {
            _ = format.attributeSet.map { self[$0] }
            _ = format.fixedHeader.map { self[$0] }
        }
        for operation in operations {
            _ = operation.multicastGroup.map { self[$0] }
            for message in operation.messages { follow(message) }
        }
    }

    private func follow(_ message: Message) {
        _ = message.fixedHeader.map { self[$0] }
        let names = Set(message.attributeSet.map { self[$0].attributes.map(\.name) } ?? [])
        precondition(message.fields.allSatisfy { names.contains($0.name) }, "fields are attributes of the set")
    }

    private func follow(_ type: Attribute.PayloadType) {
        switch type {
        case .unused, .pad, .flag, .string, .bytes, .foreignNest: break
        case .integer(let type), .integerArray(let type): _ = type.enumeration.map { self[$0] }
        case .structure(let id): _ = self[id]
        case .bitfield32(let id): _ = id.map { self[$0] }
        case .nest(let id), .nestTypeValue(_, let id): _ = self[id]
        case .indexedArray(let element): follow(element)
        case .subMessage(let id, _): _ = self[id]
        }
    }
}
