/// An attribute of a set with all its properties, own and inherited, and its number.
///
/// A class, since the resolvers hand attributes around, and to copy two dozen properties each time is work.
final class NumberedAttribute {
    let spec: Spec.Attribute
    let number: Int
    let cPrefix: String

    /// The set of another family that the attribute holds, as the overlay says.
    let foreignNest: Overlay.Nest?

    init(spec: Spec.Attribute, number: Int, cPrefix: String, foreignNest: Overlay.Nest?) {
        self.spec = spec
        self.number = number
        self.cPrefix = cPrefix
        self.foreignNest = foreignNest
    }
}

/// The attribute sets of a spec, each with its members numbered and subsets merged with their parents.
struct AttributeNumbering {
    /// The members of each set; each name once.
    private(set) var members: [[NumberedAttribute]]

    /// The prefix of the C names in each set; a subset has its parent's.
    private(set) var cPrefixes: [String]

    private var named: [[String: NumberedAttribute]]
    private let spec: Spec
    private let overlay: Overlay
    private let reporter: Reporter

    init(_ spec: Spec, _ sets: NameTable<AttributeSet.ID>, _ overlay: Overlay, reporter: Reporter) {
        self.spec = spec
        self.overlay = overlay
        self.reporter = reporter
        let list = spec.attributeSets.elements
        members = Array(repeating: [], count: list.count)
        cPrefixes = list.map { Self.cPrefix(of: $0, in: spec.name.value) }
        named = Array(repeating: [:], count: list.count)

        let parents = list.map { $0.parent.flatMap(sets.id)?.index }
        let dependencies = DependencyOrder(count: list.count) { parents[$0].map { [$0] } ?? [] }
        for cycle in dependencies.cycles { report(cycle) }
        for index in dependencies.order {
            let set = list[index]
            if set.parent == nil {
                addAll(numbered(set, cPrefixes[index]), to: index)
            } else if let parent = parents[index] {
                cPrefixes[index] = cPrefixes[parent]
                addAll(inherited(set, from: parent), to: index)
            }
        }
    }

    /// The member of a set by its name.
    func member(_ name: String, of set: AttributeSet.ID) -> NumberedAttribute? {
        named[set.index][name]
    }

    /// The prefix of C names in a set: its own, or one that follows from its name.
    private static func cPrefix(of set: Spec.AttributeSet, in family: String) -> String {
        set.namePrefix ?? (set.name.value == family ? "\(family)-a-" : "\(family)-a-\(set.name.value)-")
    }
}

extension AttributeNumbering {
    private func numbered(_ set: Spec.AttributeSet, _ prefix: String) -> [NumberedAttribute] {
        var counter = NumberCounter("attribute", from: 1, limit: WireLimit.attributeNumber, reporter: reporter)
        return set.attributes.elements.map { attribute in
            NumberedAttribute(
                spec: attribute,
                number: counter.number(attribute.value, for: attribute.name),
                cPrefix: attribute.namePrefix ?? prefix,
                foreignNest: foreignNest(attribute, set)
            )
        }
    }

    private func inherited(_ set: Spec.AttributeSet, from parent: Int) -> [NumberedAttribute] {
        set.attributes.elements.compactMap { attribute in
            guard let origin = named[parent][attribute.name.value] else {
                reportOrphan(attribute, parent: parent)
                return nil
            }
            if let value = attribute.value {
                reporter.warning(
                    "a subset's attributes have the parent's numbers; this one is ignored",
                    at: value.range
                )
            }
            return NumberedAttribute(
                spec: attribute.overlaid(on: origin.spec),
                number: origin.number,
                cPrefix: attribute.namePrefix ?? origin.cPrefix,
                foreignNest: foreignNest(attribute, set) ?? origin.foreignNest
            )
        }
    }

    private func foreignNest(_ attribute: Spec.Attribute, _ set: Spec.AttributeSet) -> Overlay.Nest? {
        overlay.nests.isEmpty ? nil : overlay.nests[SpecPath.attribute(attribute.name.value, of: set.name.value)]
    }

    /// Adds members; one whose name or number is taken is reported.
    private mutating func addAll(_ attributes: [NumberedAttribute], to set: Int) {
        var named: [String: NumberedAttribute] = [:]
        var numbered: [Int: NumberedAttribute] = [:]
        var members: [NumberedAttribute] = []
        named.reserveCapacity(attributes.count)
        numbered.reserveCapacity(attributes.count)
        members.reserveCapacity(attributes.count)
        for attribute in attributes {
            if let first = named[attribute.spec.name.value] {
                reportRepetition(attribute, first: first)
            } else if let first = numbered[attribute.number], attribute.number <= WireLimit.attributeNumber {
                reportCollision(attribute, first: first)
            } else {
                numbered[attribute.number] = attribute
                named[attribute.spec.name.value] = attribute
                members.append(attribute)
            }
        }
        self.members[set] = members
        self.named[set] = named
    }
}

// MARK: - Reports

extension AttributeNumbering {
    private func report(_ cycle: [Int]) {
        guard let first = cycle.first else { return }
        let sets = spec.attributeSets.elements
        let chain = DependencyOrder.describe(cycle) { sets[$0].name.value }
        reporter.error(
            "a set cannot be a subset of itself: \(chain)",
            at: sets[first].parent?.range ?? sets[first].name.range
        )
    }

    private func reportOrphan(_ attribute: Spec.Attribute, parent: Int) {
        let set = spec.attributeSets.elements[parent]
        guard set.attributes.isComplete else { return }
        reporter.error(
            "the parent set \(set.name.value.quoted) has no attribute \(attribute.name.value.quoted)",
            at: attribute.name.range,
            notes: .didYouMean(attribute.name.value, among: set.attributes.elements.map(\.name.value))
        )
    }

    /// A repetition of the very same attribute, as some specs of the kernel have, does no harm.
    private func reportRepetition(_ attribute: NumberedAttribute, first: NumberedAttribute) {
        let name = attribute.spec.name
        let notes = [Reporter.Note(message: "first defined here", range: first.spec.name.range)]
        if attribute.number == first.number {
            reporter.warning(
                "attribute \(name.value.quoted) is already in this set; this one is ignored",
                at: name.range,
                notes: notes
            )
        } else {
            reporter.error("attribute \(name.value.quoted) is defined twice in this set", at: name.range, notes: notes)
        }
    }

    private func reportCollision(_ attribute: NumberedAttribute, first: NumberedAttribute) {
        let name = attribute.spec.name
        reporter.error(
            "attribute \(name.value.quoted) has the number \(attribute.number), as \(first.spec.name.value.quoted) has",
            at: attribute.spec.value?.range ?? name.range,
            notes: [.init(message: "the number is first used here", range: first.spec.name.range)]
        )
    }
}
