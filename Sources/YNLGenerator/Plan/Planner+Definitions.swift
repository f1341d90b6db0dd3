import YNLSpec

extension Planner {
    /// Names enumerations and structs.
    ///
    /// An `enum` used both for values and for bits becomes two types.
    mutating func nameDefinitions() {
        let uses = enumerationUses()
        for (index, enumeration) in family.enumerations.enumerated() {
            let use = uses[index] ?? Uses(asValues: true)
            if enumeration.kind == .values, use.asValues {
                nameEnumeration(index, isFlags: false, endings: [""], use)
            }
            if enumeration.kind == .flags || use.asFlags {
                nameEnumeration(index, isFlags: true, endings: [enumeration.kind == .flags ? "" : "Flags"], use)
            }
        }
        for structure in family.structures {
            let claimant = NameScope.Claimant(
                kind: "struct",
                name: structure.name,
                suffix: "Struct",
                folder: "definitions",
                location: structure.location
            )
            structureNames.append(takeType(SwiftName.type(structure.name), for: claimant))
        }
    }

    private mutating func nameEnumeration(_ index: Int, isFlags: Bool, endings: [String], _ use: Uses) {
        let enumeration = family.enumerations[index]
        let claimant = NameScope.Claimant(
            kind: isFlags ? "flags" : "enum",
            name: enumeration.name,
            suffix: isFlags ? "Flags" : "Value",
            folder: "definitions",
            location: enumeration.location
        )
        let name = takeType(SwiftName.type(enumeration.name), endings: endings, for: claimant)
        enumerationNames[EnumerationUse(index: index, isFlags: isFlags)] = IntegerPlan.NamedType(
            name: name + endings.joined(),
            rawType: rawType(of: enumeration, isFlags: isFlags, widths: use.widths)
        )
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
            case .bitfield32(let id?):
                uses[id.index, default: Uses()].asFlags = true
                uses[id.index, default: Uses()].widths.insert("UInt32")
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

    /// The widest integer type among an enumeration's uses, signed only if all uses are; if there are none, one that
    /// holds all entries.
    private func rawType(of enumeration: Enumeration, isFlags: Bool, widths: Set<String>) -> String {
        guard let bits = widths.map(Self.bits).max() else {
            let candidates = ["UInt32", "UInt64", "Int64"]
            return candidates.first { type in
                enumeration.entries.allSatisfy { Self.holds($0.value, isFlags: isFlags, in: type) }
            } ?? "UInt64"
        }
        return (widths.allSatisfy { $0.hasPrefix("I") } ? "Int" : "UInt") + "\(bits)"
    }

    /// Whether an integer type has a value, or a bit.
    private static func holds(_ value: Int64, isFlags: Bool, in type: String) -> Bool {
        let bits = bits(of: type)
        if isFlags { return (0..<bits).contains(value) }
        if type.hasPrefix("U") { return value >= 0 && (bits == 64 || value >> bits == 0) }
        return value >> (bits - 1) == 0 || value >> (bits - 1) == -1
    }

    mutating func planEnumerations() -> [EnumerationPlan] {
        var plans: [EnumerationPlan] = []
        for (index, enumeration) in family.enumerations.enumerated() where selection.enumerations.contains(index) {
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
        let folder = "definitions/\(enumeration.name)"
        var members = NameScope(reserved: ["rawValue", "names", "description", "hashValue"])
        let entries = enumeration.entries.map { entry in
            EnumerationPlan.Entry(
                name: takeMember(
                    SwiftName.member(entry.name),
                    in: &members,
                    for: NameScope.Claimant(
                        kind: "entry",
                        name: entry.name,
                        folder: folder,
                        location: entry.location
                    )
                ),
                kernelName: entry.name,
                comment: DocComment(spec: entry.documentation, fallback: "`\(entry.name)`."),
                value: entry.value
            )
        }
        for entry in enumeration.entries where !Self.holds(entry.value, isFlags: isFlags, in: type.rawType) {
            report(
                "\(isFlags ? "bit" : "value") \(entry.value) of '\(enumeration.name)' does not fit \(type.rawType), "
                    + "the widest integer that it is used with",
                at: entry.location
            )
        }
        return EnumerationPlan(
            name: type.name,
            comment: Self.comment(
                enumeration.documentation,
                adding: isFlags
                    ? "Flags `\(enumeration.name)`." : "Enumeration `\(enumeration.name)`; unknown values are kept."
            ),
            isFlags: isFlags,
            rawType: type.rawType,
            entries: entries
        )
    }

    mutating func planStructures() -> [StructurePlan] {
        let payloads = payloadStructures
        return family.structures.indices.filter(selection.structures.contains).map { index in
            planStructure(
                family.structures[index],
                named: structureNames[index],
                isPayload: payloads.contains(index),
                isSent: sentStructures.contains(index)
            )
        }
    }

    /// The structs that are all that an attribute holds: their length depends on the kernel.
    private var payloadStructures: Set<Int> {
        var indexes: Set<Int> = []
        func note(_ type: Attribute.PayloadType) {
            switch type {
            case .structure(let id): indexes.insert(id.index)
            case .indexedArray(let element): note(element)
            default: break
            }
        }
        for set in family.attributeSets { set.attributes.forEach { note($0.type) } }
        for format in family.subMessages.flatMap(\.formats) where format.attributeSet == nil {
            if let header = format.fixedHeader { indexes.insert(header.index) }
        }
        return indexes
    }

    private mutating func planStructure(
        _ structure: Structure,
        named name: String,
        isPayload: Bool,
        isSent: Bool
    ) -> StructurePlan {
        let folder = "definitions/\(structure.name)"
        var members = NameScope(reserved: Self.reservedStructMembers, capacity: structure.members.count)
        var plans: [StructurePlan.Member] = []
        for member in structure.members {
            guard let type = memberType(member) else { continue }
            let swiftName = takeMember(
                SwiftName.member(member.name),
                in: &members,
                for: NameScope.Claimant(
                    kind: "member",
                    name: member.name,
                    folder: folder,
                    location: member.location
                )
            )
            let comment = DocComment(spec: member.documentation, fallback: "`\(member.name)`.")
            plans.append(
                StructurePlan.Member(
                    name: swiftName,
                    kernelName: member.name,
                    comment: member.documentation == nil ? comment : comment.remarking("`\(member.name)`"),
                    type: type,
                    isHexadecimal: member.displayHint == .hex,
                    offset: member.offset
                )
            )
        }
        return StructurePlan(
            name: name,
            comment: Self.comment(
                structure.documentation,
                adding: "C struct `\(structure.name)`, \(structure.size) bytes."
            ),
            size: structure.size,
            isPayload: isPayload,
            isSent: isSent,
            members: plans
        )
    }

    /// Members that generated code or the runtime has in C structs.
    private static let reservedStructMembers: Set<String> = [
        "bytes", "description", "encode", "hashValue", "memberNames", "payload", "size", "tail",
    ]

    /// What the spec says and then a remark, or the remark alone.
    private static func comment(_ documentation: String?, adding remark: String) -> DocComment {
        guard let documentation, !documentation.isEmpty else { return DocComment(remark) }
        return DocComment(spec: documentation, fallback: remark).adding(remark)
    }

    private func memberType(_ member: Structure.Member) -> StructurePlan.MemberType? {
        switch member.type {
        case .integer(let integer):
            address(integer, member.displayHint).map { .value($0, length: 4) } ?? .integer(plan(integer))
        case .bytes(let count), .string(let count):
            address(bytes: count, member.displayHint).map { .value($0, length: count) } ?? .bytes(count: count)
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
