/// Finds the attribute that chooses a sub-message's format: in the same set, or in one that the set is nested in.
struct SelectorResolver {
    private let spec: Spec
    private let references: References
    private let numbering: AttributeNumbering
    private let reporter: Reporter

    /// For each set, those whose attributes contain it, directly or as a format of a sub-message.
    private let containers: [[AttributeSet.ID]]

    init(_ spec: Spec, _ references: References, _ numbering: AttributeNumbering, reporter: Reporter) {
        self.spec = spec
        self.references = references
        self.numbering = numbering
        self.reporter = reporter
        var containers: [[AttributeSet.ID]] = Array(repeating: [], count: numbering.members.count)
        for (index, members) in numbering.members.enumerated() {
            let id = AttributeSet.ID(index: index)
            for member in members {
                // Sets come in order, so that one which contains another twice is the last container of it.
                for nested in Self.sets(in: member, spec, references) where containers[nested.index].last != id {
                    containers[nested.index].append(id)
                }
            }
        }
        self.containers = containers
    }

    /// The selector of an attribute of a set; `nil` if it was reported.
    func selector(of attribute: Spec.Attribute, in set: AttributeSet.ID) -> Attribute.Selector? {
        guard let name = attribute.selector else {
            reporter.error(
                "attribute \(attribute.name.value.quoted) of type 'sub-message' lacks a 'selector'",
                at: attribute.typeRange
            )
            return nil
        }
        guard let (selector, level) = search(name.value, from: set) else {
            reportMissing(name, set)
            return nil
        }
        check(selector.spec, selecting: attribute, at: name.range)
        return Attribute.Selector(name: name.value, outwardLevels: level)
    }

    /// Looks outwards, level by level; sets may contain themselves, so each is looked at once.
    private func search(_ name: String, from set: AttributeSet.ID) -> (NumberedAttribute, Int)? {
        var seen: Set = [set.index]
        var sets = [set]
        var level = 0
        while !sets.isEmpty {
            for set in sets {
                if let member = numbering.member(name, of: set) { return (member, level) }
            }
            sets = sets.flatMap { containers[$0.index] }.filter { seen.insert($0.index).inserted }
            level += 1
        }
        return nil
    }

    private func reportMissing(_ name: Located<String>, _ set: AttributeSet.ID) {
        let candidates = spec.attributeSets.elements[set.index].attributes
        guard candidates.isComplete else { return }
        reporter.error(
            "there is no attribute \(name.value.quoted) in this set or around it",
            at: name.range,
            notes: .didYouMean(name.value, among: candidates.elements.map(\.name.value))
        )
    }

    /// A selector is a string, or a number whose enumeration has the formats' names.
    private func check(_ selector: Spec.Attribute, selecting attribute: Spec.Attribute, at range: TextRange) {
        guard let kind = selector.kind?.value, kind != .string else { return }
        guard IntegerFormat(kind) != nil, let name = selector.enumeration else {
            reporter.error(
                "a selector must be a string or a number with an 'enum', and \(selector.name.value.quoted) is neither",
                at: range,
                notes: [.init(message: "defined here", range: selector.name.range)]
            )
            return
        }
        guard let enumeration = references.definitions.enumeration(name) else { return }
        checkFormats(of: attribute, in: references.definitions.enumerations[enumeration.index])
    }

    private func checkFormats(of attribute: Spec.Attribute, in enumeration: Enumeration) {
        guard let id = attribute.subMessage.flatMap({ references.subMessages[$0.value] }) else { return }
        let names = Set(enumeration.entries.map(\.name))
        for format in spec.subMessages.elements[id.index].formats.elements where !names.contains(format.value.value) {
            reporter.error(
                "\(format.value.value.quoted) is no entry of \(enumeration.name.quoted), which selects the format",
                at: format.value.range,
                notes: .didYouMean(format.value.value, among: enumeration.entries.map(\.name))
            )
        }
    }

    /// The sets that an attribute contains.
    ///
    /// Names that stand for nothing are reported where the payload is resolved.
    private static func sets(in member: NumberedAttribute, _ spec: Spec, _ references: References) -> [AttributeSet.ID]
    {
        if let nested = member.spec.nestedAttributes {
            return references.attributeSets[nested.value].map { [$0] } ?? []
        }
        guard let id = member.spec.subMessage.flatMap({ references.subMessages[$0.value] }) else { return [] }
        let formats = spec.subMessages.elements[id.index].formats.elements
        return formats.compactMap { $0.attributeSet.flatMap { references.attributeSets[$0.value] } }
    }
}
