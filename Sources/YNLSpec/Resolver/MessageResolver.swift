/// Resolves messages: which attributes they have, and in which order.
struct MessageResolver {
    /// What a message is made of.
    struct Draft {
        let number: Int
        let fixedHeader: Structure.ID?
        let attributeSet: Located<String>?
        let attributes: List<Located<String>>

        /// How the overlay names the message.
        let path: String
        let location: SourceLocation
    }

    let spec: Spec
    let references: References
    let numbering: AttributeNumbering
    let overlay: Overlay
    let reporter: Reporter

    func message(_ draft: Draft) -> Message {
        let set = draft.attributeSet.flatMap(references.attributeSets.id)
        let names = set.map { self.names(draft, of: $0) } ?? []
        if draft.attributeSet == nil, !draft.attributes.elements.isEmpty, let range = draft.attributes.range {
            reporter.error("the operation lists attributes and lacks an 'attribute-set'", at: range.beginning)
        }
        let required = required(draft, among: names)
        return Message(
            number: draft.number,
            fixedHeader: draft.fixedHeader,
            attributeSet: set,
            fields: ordered(names, draft).map { Message.Field(name: $0, isRequired: required.contains($0)) },
            location: draft.location
        )
    }

    /// The names in the list that are attributes: each once, without fillers and members of the header.
    private func names(_ draft: Draft, of set: AttributeSet.ID) -> [String] {
        var seen: Set<String> = []
        return draft.attributes.elements.compactMap { name in
            guard seen.insert(name.value).inserted else { return nil }
            guard let member = numbering.member(name.value, of: set) else {
                reportUnknown(name, draft, of: set)
                return nil
            }
            return member.spec.kind?.value == .pad || member.spec.kind?.value == .unused ? nil : name.value
        }
    }

    /// Some of the kernel's specs list what the family does not have, or what is a member of the header.
    private func reportUnknown(_ name: Located<String>, _ draft: Draft, of set: AttributeSet.ID) {
        let attributes = spec.attributeSets.elements[set.index].attributes
        guard attributes.isComplete, !isHeaderMember(name.value, draft.fixedHeader) else { return }
        reporter.warning(
            "set \(draft.attributeSet?.value.quoted ?? "") has no attribute \(name.value.quoted); it is left out",
            at: name.range,
            notes: .didYouMean(name.value, among: attributes.elements.map(\.name.value))
        )
    }

    private func isHeaderMember(_ name: String, _ header: Structure.ID?) -> Bool {
        guard let header else { return false }
        return references.definitions.structures[header.index].members.contains { $0.name == name }
    }
}

// MARK: - What the overlay says

extension MessageResolver {
    private func required(_ draft: Draft, among names: [String]) -> Set<String> {
        guard let required = overlay.required[draft.path]?.value else { return [] }
        for name in required.elements where !names.contains(name.value) { reportAbsent(name, draft, names) }
        return Set(required.elements.map(\.value))
    }

    private func ordered(_ names: [String], _ draft: Draft) -> [String] {
        guard let order = overlay.wireOrder[draft.path]?.value else { return names }
        var seen: Set<String> = []
        for name in order.elements {
            if !names.contains(name.value) { reportAbsent(name, draft, names) }
            if !seen.insert(name.value).inserted {
                reporter.error("\(name.value.quoted) is listed twice", at: name.range)
            }
        }
        for name in names where !seen.contains(name) && order.isComplete {
            reporter.error(
                "the wire order of \(draft.path.quoted) lacks \(name.quoted)",
                at: overlay.wireOrder[draft.path]?.range ?? spec.mark
            )
        }
        return order.elements.map(\.value)
    }

    private func reportAbsent(_ name: Located<String>, _ draft: Draft, _ names: [String]) {
        reporter.error(
            "message \(draft.path.quoted) has no attribute \(name.value.quoted)",
            at: name.range,
            notes: .didYouMean(name.value, among: names)
        )
    }
}
