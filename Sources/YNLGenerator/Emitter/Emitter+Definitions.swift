extension Emitter {
    /// An enumeration as an open struct with constants, or a flag set.
    func enumeration(_ plan: EnumerationPlan) -> Code {
        let entries: [Code] = plan.entries.map { entry in
            """
            \(entry.comment.code(indentation: 8))
            \(access)static let \(SwiftName.declared(entry.name)) = \(plan.name)(rawValue: \(literal(entry, plan)))
            """
        }
        let conformances = plan.isFlags ? "OptionSet, NamedValue" : "NamedValue"
        return """
            \(plan.comment.code(indentation: 4))
            \(access)struct \(plan.name): \(conformances) {
                /// The number on the wire.
                \(access)var rawValue: \(plan.rawType)

                /// Creates a value from its number.
                \(access)init(rawValue: \(plan.rawType)) { self.rawValue = rawValue }

                \(Code.blocks(entries))

                \(names(plan))
            }
            """
    }

    /// The kernel's names by value; of entries with one value, the first counts.
    private func names(_ plan: EnumerationPlan) -> Code {
        let declaration = "\(access)static let names: [\(plan.rawType): String]"
        let named = plan.entries.enumerated().filter { index, entry in
            !plan.entries[..<index].contains { $0.value == entry.value }
        }
        guard !named.isEmpty else {
            return """
                /// The kernel's names.
                \(declaration) = [:]
                """
        }
        return """
            /// The kernel's names.
            \(declaration) = [
                \(Self.elements(named.map { "\(literal($1, plan)): \($1.kernelName.swiftLiteral)" }))
            ]
            """
    }

    private func literal(_ entry: EnumerationPlan.Entry, _ plan: EnumerationPlan) -> String {
        plan.isFlags ? "1 << \(entry.value)" : "\(entry.value)"
    }

    /// A C struct, read and written member by member.
    func structure(_ plan: StructurePlan) -> Code {
        let properties: [Code] = plan.members.map { member in
            """
            \(member.comment.code(indentation: 8))
            \(access)var \(SwiftName.declared(member.name)): \(type(of: member))
            """
        }
        let parameters = plan.members.map { "\($0.name): \(type(of: $0)) = \(defaultValue(of: $0))" }
        let assignments: [Code] = plan.members.map { "self.\($0.name) = \(SwiftName.declared($0.name))" }
        let reads: [Code] = plan.members.map { "\(SwiftName.declared($0.name)) = \(read($0))" }
        let writes: [Code] = plan.members.map { "\(write($0))" }
        return """
            \(plan.comment.code(indentation: 4))
            \(access)struct \(plan.name): WireStruct {
                \(Code.blocks(properties))

                /// Creates a struct from its members.
                \(inlinable)
                \(signature("init", parameters, indentation: 8)) {
                    \(assignments)
                }

                /// The size in bytes.
                \(inlined("static var size: Int { \(plan.size) }"))

                /// Reads the members.
                \(inlinable)
                \(access)init(_ payload: Payload) {
                    \(reads)
                }

                /// Writes the members.
                \(inlinable)
                \(access)func encode(into bytes: inout StructWriter) {
                    \(writes)
                }
            }
            """
    }

    /// The elements of a literal, one a line; the formatter wants no comma behind a single one.
    static func elements(_ elements: [String]) -> Code {
        Code(lines: elements.count == 1 ? elements : elements.map { $0 + "," })
    }

    /// A declaration with a body of one statement: on one line if that fits.
    func declaration(_ head: String, _ body: String, indentation: Int) -> Code {
        if indentation + head.count + body.count + 5 <= 120 { return "\(head) { \(body) }" }
        return """
            \(head) {
                \(body)
            }
            """
    }

    /// A declaration on one line with its attribute before it.
    func inlined(_ declaration: String) -> Code {
        isPublic ? "@inlinable public \(declaration)" : "\(declaration)"
    }

    /// A function's head: on one line if it fits, else a parameter a line.
    func signature(_ name: String, _ parameters: [String], indentation: Int) -> Code {
        call("\(access)\(name)", parameters, indentation: indentation + 2)
    }

    /// A call: on one line if it fits, else an argument a line.
    func call(_ name: String, _ arguments: [String], indentation: Int) -> Code {
        let line = "\(name)(\(arguments.joined(separator: ", ")))"
        if indentation + line.count <= 120 { return "\(line)" }
        let last = arguments.count - 1
        let lines: [Code] = arguments.enumerated().map { "\($1)\($0 == last ? "" : ",")" }
        return """
            \(name)(
                \(lines)
            )
            """
    }

    private func type(of member: StructurePlan.Member) -> String {
        switch member.type {
        case .integer(let integer): integer.swiftType
        case .bytes: "[UInt8]"
        case .structure(let name): name
        }
    }

    private func defaultValue(of member: StructurePlan.Member) -> String {
        switch member.type {
        case .integer(let integer): integer.named.map { "\($0.name)(rawValue: 0)" } ?? "0"
        case .bytes: "[]"
        case .structure(let name): "\(name)()"
        }
    }

    private func read(_ member: StructurePlan.Member) -> String {
        switch member.type {
        case .integer(let integer):
            let raw = "payload.member(\(integer.wireType).self, at: \(member.offset))"
            let value = inHostOrder(raw, integer)
            return integer.named.map { "\($0.name)(rawValue: \(converted(value, to: $0.rawType, from: integer)))" }
                ?? value
        case .bytes(let count): return "payload.memberBytes(at: \(member.offset), length: \(count))"
        case .structure(let name): return "\(name)(payload.dropping(\(member.offset)))"
        }
    }

    private func write(_ member: StructurePlan.Member) -> String {
        let name = SwiftName.declared(member.name)
        switch member.type {
        case .integer(let integer):
            let value = integer.named == nil ? name : "\(name).rawValue"
            guard let named = integer.named, named.rawType != integer.wireType else {
                return "bytes.put(\(inWireOrder(value, integer)), at: \(member.offset))"
            }
            return "bytes.put(\(value), as: \(integer.wireType).self\(order(integer)), at: \(member.offset))"
        case .bytes(let count): return "bytes.put(bytes: \(name), at: \(member.offset), length: \(count))"
        case .structure: return "bytes.put(\(name), at: \(member.offset))"
        }
    }

    /// A number converted to the host's byte order.
    func inHostOrder(_ value: String, _ integer: IntegerPlan) -> String {
        switch integer.order {
        case .host: value
        case .big: "\(integer.wireType)(bigEndian: \(value))"
        case .little: "\(integer.wireType)(littleEndian: \(value))"
        }
    }

    /// A number converted to the byte order of the wire.
    func inWireOrder(_ value: String, _ integer: IntegerPlan) -> String {
        switch integer.order {
        case .host: value
        case .big: "\(value).bigEndian"
        case .little: "\(value).littleEndian"
        }
    }

    private func converted(_ value: String, to type: String, from integer: IntegerPlan) -> String {
        type == integer.wireType ? value : "\(type)(truncatingIfNeeded: \(value))"
    }

    /// The argument for a byte order that is not the host's.
    func order(_ integer: IntegerPlan) -> String {
        switch integer.order {
        case .host: ""
        case .big: ", order: .big"
        case .little: ", order: .little"
        }
    }
}
