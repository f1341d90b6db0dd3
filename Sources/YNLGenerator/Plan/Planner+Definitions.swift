import YNLSpec

extension Planner {
    /// Names enumerations and structs.
    ///
    /// An `enum` used both for values and for bits becomes two types.
    mutating func nameDefinitions() {
        let uses = enumerationUses()
        for (index, enumeration) in family.enumerations.enumerated() {
            let path = "definitions/\(enumeration.name)"
            let base = SwiftName.type(enumeration.name)
            let rawType = rawType(of: enumeration, widths: uses[index]?.widths ?? [])
            if enumeration.kind == .values, uses[index]?.asValues ?? true || uses[index]?.asFlags != true {
                enumerationNames[EnumerationUse(index: index, isFlags: false)] = IntegerPlan.NamedType(
                    name: takeType(
                        base,
                        suffix: "Value",
                        for: "enum '\(enumeration.name)'",
                        path: path,
                        at: enumeration.location
                    ),
                    rawType: rawType
                )
            }
            if enumeration.kind == .flags || uses[index]?.asFlags == true {
                let name = enumeration.kind == .flags ? base : base + "Flags"
                enumerationNames[EnumerationUse(index: index, isFlags: true)] = IntegerPlan.NamedType(
                    name: takeType(
                        name,
                        suffix: "Flags",
                        for: "flags '\(enumeration.name)'",
                        path: path,
                        at: enumeration.location
                    ),
                    rawType: rawType
                )
            }
        }
        for structure in family.structures {
            structureNames.append(
                takeType(
                    SwiftName.type(structure.name),
                    suffix: "Struct",
                    for: "struct '\(structure.name)'",
                    path: "definitions/\(structure.name)",
                    at: structure.location
                )
            )
        }
    }

    /// How an enumeration is used.
    private struct Uses {
        var asValues = false
        var asFlags = false

        /// The integer types that hold its values.
        var widths: Set<String> = []
    }

    private func enumerationUses() -> [Int: Uses] {
        var uses: [Int: Uses] = [:]
        func note(_ integer: IntegerType) {
            guard let id = integer.enumeration else { return }
            if integer.isFlags {
                uses[id.index, default: Uses()].asFlags = true
            } else {
                uses[id.index, default: Uses()].asValues = true
            }
            uses[id.index, default: Uses()].widths.insert(Self.wireType(of: integer))
        }
        func note(_ type: Attribute.PayloadType) {
            switch type {
            case .integer(let integer), .integerArray(let integer): note(integer)
            case .indexedArray(let element): note(element)
            case .bitfield32(let id?): uses[id.index, default: Uses()].asFlags = true
            default: break
            }
        }
        for set in family.attributeSets {
            for attribute in set.attributes { note(attribute.type) }
        }
        for structure in family.structures {
            for case .integer(let integer) in structure.members.map(\.type) { note(integer) }
        }
        return uses
    }

    /// The widest integer type among an enumeration's uses; signed only if all uses are.
    private func rawType(of enumeration: Enumeration, widths: Set<String>) -> String {
        let order = ["UInt8", "UInt16", "UInt32", "UInt64"]
        if let only = widths.first, widths.count == 1 { return only }
        return order.last { widths.contains($0) } ?? "UInt32"
    }

    mutating func planEnumerations() -> [EnumerationPlan] {
        var plans: [EnumerationPlan] = []
        for (index, enumeration) in family.enumerations.enumerated() {
            for isFlags in [false, true] {
                guard let type = enumerationNames[EnumerationUse(index: index, isFlags: isFlags)] else { continue }
                plans.append(planEnumeration(enumeration, as: type, isFlags: isFlags))
            }
        }
        return plans
    }

    private mutating func planEnumeration(
        _ enumeration: Enumeration,
        as type: IntegerPlan.NamedType,
        isFlags: Bool
    ) -> EnumerationPlan {
        var members = NameScope(reserved: ["rawValue", "names", "description", "hashValue"])
        let entries = enumeration.entries.map { entry in
            EnumerationPlan.Entry(
                name: takeMember(
                    SwiftName.member(entry.name),
                    in: &members,
                    for: "entry '\(entry.name)'",
                    path: "definitions/\(enumeration.name)/\(entry.name)",
                    at: entry.location
                ),
                kernelName: entry.name,
                comment: DocComment(spec: entry.documentation, fallback: "`\(entry.name)`."),
                value: entry.value
            )
        }
        for entry in enumeration.entries where isFlags && !(0..<Self.bits(of: type.rawType)).contains(entry.value) {
            report("bit \(entry.value) of '\(enumeration.name)' does not fit \(type.rawType)", at: entry.location)
        }
        return EnumerationPlan(
            name: type.name,
            comment: DocComment(
                spec: enumeration.documentation,
                fallback: isFlags ? "Flags of the family." : "Values of the family."
            ).adding(
                isFlags ? "Flags `\(enumeration.name)`." : "Enumeration `\(enumeration.name)`; unknown values are kept."
            ),
            isFlags: isFlags,
            rawType: type.rawType,
            entries: entries
        )
    }

    mutating func planStructures() -> [StructurePlan] {
        zip(family.structures, structureNames).map { structure, name in
            planStructure(structure, named: name)
        }
    }

    private mutating func planStructure(_ structure: Structure, named name: String) -> StructurePlan {
        var members = NameScope(reserved: ["size", "encode", "hashValue", "description"])
        var plans: [StructurePlan.Member] = []
        for member in structure.members {
            guard let type = memberType(member) else { continue }
            let swiftName = takeMember(
                SwiftName.member(member.name),
                in: &members,
                for: "member '\(member.name)'",
                path: "definitions/\(structure.name)/\(member.name)",
                at: member.location
            )
            plans.append(
                StructurePlan.Member(
                    name: swiftName,
                    comment: DocComment(spec: member.documentation, fallback: "Member of the struct.")
                        .remarking("`\(member.name)`"),
                    type: type,
                    offset: member.offset
                )
            )
        }
        return StructurePlan(
            name: name,
            comment: DocComment(spec: structure.documentation, fallback: "A C struct of the family.")
                .adding("C struct `\(structure.name)`, \(structure.size) bytes."),
            size: structure.size,
            members: plans
        )
    }

    private func memberType(_ member: Structure.Member) -> StructurePlan.MemberType? {
        switch member.type {
        case .integer(let integer): .integer(plan(integer))
        case .bytes(let count), .string(let count): .bytes(count: count)
        case .structure(let id): .structure(structureName(id))
        case .padding: nil
        }
    }

    /// The Swift name of a struct.
    func structureName(_ id: Structure.ID) -> String {
        structureNames[id.index]
    }
}

extension Planner {
    /// The Swift side of a number.
    func plan(_ integer: IntegerType) -> IntegerPlan {
        let order: IntegerPlan.Order =
            switch integer.byteOrder {
            case .bigEndian: .big
            case .littleEndian: .little
            case nil: .host
            }
        return IntegerPlan(
            wireType: Self.wireType(of: integer),
            order: integer.width == .one ? .host : order,
            isVariable: integer.width == .variable,
            named: integer.enumeration.flatMap {
                enumerationNames[EnumerationUse(index: $0.index, isFlags: integer.isFlags)]
            }
        )
    }

    /// The integer type on the wire; for a variable width the widest.
    static func wireType(of integer: IntegerType) -> String {
        let bits = integer.width == .variable ? 64 : integer.width.rawValue * 8
        return (integer.isSigned ? "Int" : "UInt") + "\(bits)"
    }

    /// The number of bits of an integer type.
    static func bits(of type: String) -> Int64 {
        Int64(type.drop { !$0.isNumber }) ?? 0
    }
}
