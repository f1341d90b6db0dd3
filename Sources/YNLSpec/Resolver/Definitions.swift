/// The definitions of a spec, resolved.
struct Definitions {
    private(set) var constants: [Constant] = []
    private(set) var enumerations: [Enumeration] = []
    private(set) var structures: [Structure] = []

    private let table: DefinitionTable

    init(_ spec: Spec, reporter: Reporter) {
        table = DefinitionTable(spec, reporter: reporter)
        let definitions = spec.definitions.elements
        let family = spec.name.value

        let constantResolver = ConstantResolver(family: family, reporter: reporter)
        constants = definitions.filter { $0.kind?.value == .const }.map(constantResolver.constant)

        let enumerationResolver = EnumerationResolver(family: family, numbers: table.numbers, reporter: reporter)
        enumerations = definitions.compactMap(enumerationResolver.enumeration)

        let structureResolver = StructureResolver(table: table, enumerations: enumerations, reporter: reporter)
        structures = structureResolver.structures(definitions.filter { $0.kind?.value == .struct })
    }

    /// The numbers that checks and lengths can name.
    var numbers: NamedNumbers { table.numbers }

    /// The enumeration of a name; anything else is reported.
    func enumeration(_ reference: Located<String>) -> Enumeration.ID? { table.enumeration(reference) }

    /// The struct of a name; anything else is reported.
    func structure(_ reference: Located<String>) -> Structure.ID? { table.structure(reference) }

    /// A number with an enumeration's names for its values or bits.
    func integerType(
        _ format: IntegerFormat,
        byteOrder: ByteOrder?,
        enumeration: Located<String>?,
        asFlags: Bool
    ) -> IntegerType {
        let id = enumeration.flatMap(self.enumeration)
        return format.type(byteOrder: byteOrder, enumeration: id, asFlags: asFlags, among: enumerations)
    }
}
