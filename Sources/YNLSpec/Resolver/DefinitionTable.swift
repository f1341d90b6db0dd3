/// What the names in `definitions` stand for; constants, enumerations and structs share one name space.
struct DefinitionTable {
    private enum Reference {
        case constant
        case enumeration(Enumeration.ID)
        case structure(Structure.ID)

        /// The definition's type is wrong, and reported.
        case broken

        var noun: String {
            switch self {
            case .constant: "a constant"
            case .enumeration: "an enumeration"
            case .structure: "a struct"
            case .broken: "nothing"
            }
        }
    }

    /// The numbers that constants name.
    let numbers: NamedNumbers

    private let names: NameTable<Reference>
    private let reporter: Reporter

    init(_ spec: Spec, reporter: Reporter) {
        let references = Self.references(spec.definitions.elements)
        self.reporter = reporter
        names = NameTable("definition", spec.definitions, reporter: reporter, name: \.name) { references[$0] }
        numbers = NamedNumbers(spec.definitions.elements, reporter: reporter)
    }

    /// The enumeration of a name; anything else is reported.
    func enumeration(_ name: Located<String>) -> Enumeration.ID? {
        guard let reference = names.id(of: name) else { return nil }
        if case .enumeration(let id) = reference { return id }
        reportMismatch(name, reference, wanted: "an enum or flags definition")
        return nil
    }

    /// The struct of a name; anything else is reported.
    func structure(_ name: Located<String>) -> Structure.ID? {
        guard let reference = names.id(of: name) else { return nil }
        if case .structure(let id) = reference { return id }
        reportMismatch(name, reference, wanted: "a struct")
        return nil
    }

    private func reportMismatch(_ name: Located<String>, _ reference: Reference, wanted: String) {
        if case .broken = reference { return }
        reporter.error(
            "\(name.value.quoted) is \(reference.noun), and \(wanted) is needed",
            at: name.range,
            notes: names.range(of: name.value).map { [.init(message: "defined here", range: $0)] } ?? []
        )
    }

    private static func references(_ definitions: [Spec.Definition]) -> [Reference] {
        var enumerations = 0
        var structures = 0
        return definitions.map { definition in
            switch definition.kind?.value {
            case .const: return .constant
            case .enum, .flags:
                defer { enumerations += 1 }
                return .enumeration(Enumeration.ID(index: enumerations))
            case .struct:
                defer { structures += 1 }
                return .structure(Structure.ID(index: structures))
            case nil: return .broken
            }
        }
    }
}
