/// Resolves structs: types and places of their members.
struct StructureResolver {
    let table: DefinitionTable
    let enumerations: [Enumeration]
    let reporter: Reporter

    /// The structs of some definitions, in the same order.
    func structures(_ definitions: [Spec.Definition]) -> [Structure] {
        let embedded = definitions.map(embeddedStructures)
        let dependencies = DependencyOrder(count: definitions.count) { embedded[$0] }
        for cycle in dependencies.cycles { report(cycle, definitions) }

        var structures = definitions.map { structure($0) }
        for index in dependencies.order { structures[index] = laidOut(definitions[index], embedding: structures) }
        return structures
    }

    private func embeddedStructures(of definition: Spec.Definition) -> [Int] {
        let names = definition.members?.elements.compactMap(\.structure) ?? []
        return names.compactMap { table.structure($0)?.index }
    }

    private func report(_ cycle: [Int], _ definitions: [Spec.Definition]) {
        guard let first = cycle.first else { return }
        let chain = DependencyOrder.describe(cycle) { definitions[$0].name.value }
        reporter.error("a struct cannot contain itself: \(chain)", at: definitions[first].name.range)
    }

    private func laidOut(_ definition: Spec.Definition, embedding structures: [Structure]) -> Structure {
        guard let list = definition.members, !list.elements.isEmpty else {
            if definition.isSound {
                reporter.error("struct \(definition.name.value.quoted) has no members", at: definition.typeRange)
            }
            return structure(definition)
        }
        // Fillers may all have the same name.
        let named = list.elements.lazy.filter { $0.kind?.value != .pad }
        reporter.reportRepeatedNames("member", named, name: \.name)
        var layout = StructureLayout()
        var members: [Structure.Member] = []
        members.reserveCapacity(list.elements.count)
        for member in list.elements {
            guard let type = type(of: member) else { continue }
            let extent = extent(of: type, structures)
            guard let offset = layout.place(extent) else {
                reporter.error(
                    "struct \(definition.name.value.quoted) is larger than an attribute can be "
                        + "(\(WireLimit.payloadLength) bytes)",
                    at: member.name.range
                )
                break
            }
            members.append(self.member(member, type, offset: offset, size: extent.size))
        }
        return structure(definition, members, layout)
    }

    private func extent(of type: Structure.MemberType, _ structures: [Structure]) -> StructureLayout.Extent {
        switch type {
        case .integer(let integer):
            .init(size: integer.width.rawValue, alignment: max(1, integer.width.rawValue))
        case .bytes(let count), .string(let count), .padding(let count): .bytes(count)
        case .structure(let id):
            .init(size: structures[id.index].size, alignment: structures[id.index].alignment)
        }
    }
}

// MARK: - Types of members

extension StructureResolver {
    private func type(of member: Spec.Member) -> Structure.MemberType? {
        guard member.isSound, let kind = member.kind?.value else { return nil }
        switch kind {
        case .binary: return binary(member)
        case .string: return length(of: member).map(Structure.MemberType.string)
        case .pad: return length(of: member).map(Structure.MemberType.padding)
        default: return IntegerFormat(kind).map { .integer(integer($0, member)) }
        }
    }

    private func integer(_ format: IntegerFormat, _ member: Spec.Member) -> IntegerType {
        format.type(
            byteOrder: member.byteOrder,
            enumeration: member.enumeration.flatMap(table.enumeration),
            asFlags: member.isEnumerationOfFlags,
            among: enumerations
        )
    }

    private func binary(_ member: Spec.Member) -> Structure.MemberType? {
        guard let structure = member.structure else { return length(of: member).map(Structure.MemberType.bytes) }
        guard member.length == nil else {
            reporter.error("a binary member has either 'len' or 'struct', not both", at: structure.range)
            return nil
        }
        return table.structure(structure).map(Structure.MemberType.structure)
    }

    private func length(of member: Spec.Member) -> Int? {
        guard let literal = member.length else {
            let kind = member.kind?.value.rawValue ?? ""
            reporter.error(
                "member \(member.name.value.quoted) of type '\(kind)' lacks a 'len'",
                at: member.kind?.range ?? member.name.range
            )
            return nil
        }
        guard let length = table.numbers.number(literal) else { return nil }
        guard (0...Int128(WireLimit.payloadLength)).contains(length) else {
            reporter.error(
                "\(member.name.value.quoted) has \(length) bytes; an attribute can hold \(WireLimit.payloadLength)",
                at: literal.range
            )
            return nil
        }
        return Int(length)
    }
}

// MARK: - Results

extension StructureResolver {
    private func structure(
        _ definition: Spec.Definition,
        _ members: [Structure.Member] = [],
        _ layout: StructureLayout = StructureLayout()
    ) -> Structure {
        Structure(
            name: definition.name.value,
            documentation: definition.documentation,
            members: members,
            size: layout.size,
            alignment: layout.alignment,
            location: reporter.location(of: definition.name.range)
        )
    }

    private func member(_ member: Spec.Member, _ type: Structure.MemberType, offset: Int, size: Int) -> Structure.Member
    {
        Structure.Member(
            name: member.name.value,
            documentation: member.documentation,
            type: type,
            displayHint: member.displayHint,
            offset: offset,
            size: size,
            location: reporter.location(of: member.name.range)
        )
    }
}
