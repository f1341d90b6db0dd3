import YNLSpec

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

                \(Code.declarations(entries))

                \(names(plan))
            }
            """
    }

    /// The kernel's names in one literal; of entries with one value, the first counts.
    private func names(_ plan: EnumerationPlan) -> Code {
        var next: Int64 = 0
        let words = plan.entries.map { entry in
            defer { next = entry.value &+ 1 }
            let name = word(entry.kernelName)
            return entry.value == next && !name.contains("=") ? name : "\(entry.value)=\(name)"
        }
        return """
            /// The kernel's names.
            \(words: words, of: "\(access)static let names: ValueNames =")
            """
    }

    /// A name as a word among others: with a visible sign in the place of each blank, which the runtime turns back.
    private func word(_ name: String) -> String {
        String(name.map { $0.isWhitespace ? "␣" : $0 })
    }

    private func literal(_ entry: EnumerationPlan.Entry, _ plan: EnumerationPlan) -> String {
        plan.isFlags ? "1 << \(entry.value)" : "\(entry.value)"
    }

    /// A C struct, read and written member by member.
    func structure(_ plan: StructurePlan) -> Code {
        let isMade = faces == .all || plan.isSent
        let properties: [Code] = plan.members.map { member in
            """
            \(member.comment.code(indentation: 8))
            \(access)var \(SwiftName.declared(member.name))\(isMade ? ": \(type(of: member))" : initial(member))
            """
        }
        let tail: Code =
            plan.isPayload
            ? """
            /// What the struct has more or less than its members, in the payload of an attribute.
            \(access)var tail = StructTail()
            """ : ""
        let parameters: [Code] = plan.members.map { "\($0.name): \(type(of: $0)) = \(defaultValue(of: $0))" }
        let assignments: [Code] = plan.members.map { "self.\($0.name) = \(SwiftName.declared($0.name))" }
        let reads: [Code] = plan.members.map { "\(SwiftName.declared($0.name)) = \(read($0))" }
        let writes = plan.members.map(write)
        return """
            \(plan.comment.code(indentation: 4))
            \(access)struct \(plan.name): WireStruct {
                \(Code.declarations(properties + [tail]))

                \(isMade ? initializer(parameters, assignments) : emptyInitializer)

                /// The size in bytes.
                \(inlined("static var size: Int { \(plan.size) }"))
                \(memberNames(plan))

                /// Reads the members.
                \(inlined("init(_ payload: Payload) {"))
                    \(reads)
                }

                /// Writes the members.
                \(inlined("func encode(into bytes: inout StructWriter) {"))
                    \(writes)
                }
            }
            """
    }

    private var emptyInitializer: Code {
        """
        /// Creates a struct of zeros.
        \(access)init() {}
        """
    }

    private func initializer(_ parameters: [Code], _ assignments: [Code]) -> Code {
        """
        /// Creates a struct from its members.
        \(inlinable)
        \(signature("init", parameters, indentation: 8)) {
            \(assignments)
        }
        """
    }

    /// A member's type and its value in a struct of zeros.
    private func initial(_ member: StructurePlan.Member) -> String {
        switch member.type {
        case .integer, .bytes: ": \(type(of: member)) = \(defaultValue(of: member))"
        case .value, .structure: " = \(defaultValue(of: member))"
        }
    }

    private func memberNames(_ plan: StructurePlan) -> Code {
        guard !plan.members.isEmpty else { return "" }
        let words = plan.members.map { word($0.kernelName) + ($0.isHexadecimal ? ":hex" : "") }
        let literal: Code = "\(words: words, of: "\(access)static var memberNames: StaticString {")"
        if literal.lineCount == 1, literal.width + 2 <= 112 {
            return """
                /// The kernel's names of the members.
                \(literal) }
                """
        }
        return """
            /// The kernel's names of the members.
            \(access)static var memberNames: StaticString {
                \(words: words, of: "")
            }
            """
    }

    /// The elements of a literal, one a line; the formatter wants no comma behind a single one.
    static func elements(_ elements: [Code]) -> Code {
        elements.count < 2 ? .lines(elements) : "\(Code.list(elements, separator: ",\n")),"
    }

    /// A declaration with a body of one statement: on one line if that fits.
    func declaration(_ head: Code, _ body: Code, indentation: Int) -> Code {
        if indentation + head.width + body.width + 5 <= 120 { return "\(head) { \(body) }" }
        return """
            \(head) {
                \(body)
            }
            """
    }

    /// A member of a view or a builder that costs its user nothing, its attributes before it on the same line if that
    /// fits.
    func inlinedMember(_ head: Code, _ body: Code, indentation: Int = 8) -> Code {
        let width = alwaysInlined.width + access.utf8.count + head.width + body.width + 6
        if indentation + width <= 120 { return "\(alwaysInlined) \(access)\(head) { \(body) }" }
        return """
            \(alwaysInlined)
            \(declaration("\(access)\(head)", body, indentation: indentation))
            """
    }

    /// A declaration on one line with its attribute before it.
    func inlined(_ declaration: Code) -> Code {
        isPublic ? "@inlinable public \(declaration)" : declaration
    }

    /// A function's head: on one line if it fits, else a parameter a line.
    func signature(_ name: Code, _ parameters: [Code], indentation: Int) -> Code {
        call("\(access)\(name)", parameters, indentation: indentation + 2)
    }

    /// A call: on one line if it fits, else an argument a line.
    func call(_ name: Code, _ arguments: [Code], indentation: Int) -> Code {
        let width = arguments.reduce(name.width) { $0 + $1.width + 2 }
        if indentation + width + (arguments.isEmpty ? 2 : 0) <= 120 {
            return "\(name)(\(Code.list(arguments, separator: ", ")))"
        }
        return """
            \(name)(
                \(Code.list(arguments, separator: ",\n"))
            )
            """
    }

    private func type(of member: StructurePlan.Member) -> String {
        switch member.type {
        case .integer(let integer): integer.swiftType
        case .bytes: "[UInt8]"
        case .value(let name, _), .structure(let name): name
        }
    }

    private func defaultValue(of member: StructurePlan.Member) -> String {
        switch member.type {
        case .integer(let integer): integer.named.map { "\($0.name)(rawValue: 0)" } ?? "0"
        case .bytes: "[]"
        case .value(let name, let length): "\(name)(zeros: \(length))"
        case .structure(let name): "\(name)()"
        }
    }

    private func read(_ member: StructurePlan.Member) -> Code {
        switch member.type {
        case .integer(let integer):
            let raw: Code = "payload.member(\(integer.wireType).self, at: \(member.offset))"
            let value = inHostOrder(raw, integer)
            return integer.named.map { "\($0.name)(rawValue: \(converted(value, to: $0.rawType, from: integer)))" }
                ?? value
        case .bytes(let count): return "payload.memberBytes(at: \(member.offset), length: \(count))"
        case .value(let name, let length):
            return "payload.member(\(name).self, at: \(member.offset), length: \(length))"
        case .structure(let name): return "\(name)(payload.dropping(\(member.offset)))"
        }
    }

    private func write(_ member: StructurePlan.Member) -> Code {
        let name = SwiftName.declared(member.name)
        switch member.type {
        case .integer(let integer):
            let value: Code = integer.named == nil ? "\(name)" : "\(name).rawValue"
            guard let named = integer.named, named.rawType != integer.wireType else {
                return "bytes.put(\(inWireOrder(value, integer)), at: \(member.offset))"
            }
            return "bytes.put(\(value), as: \(integer.wireType).self\(order(integer)), at: \(member.offset))"
        case .bytes(let count): return "bytes.put(bytes: \(name), at: \(member.offset), length: \(count))"
        case .value(_, let length): return "bytes.put(\(name), at: \(member.offset), length: \(length))"
        case .structure: return "bytes.put(\(name), at: \(member.offset))"
        }
    }

    /// A number converted to the host's byte order.
    func inHostOrder(_ value: Code, _ integer: IntegerPlan) -> Code {
        switch integer.order {
        case .host: value
        case .big: "\(integer.wireType)(bigEndian: \(value))"
        case .little: "\(integer.wireType)(littleEndian: \(value))"
        }
    }

    /// A number converted to the byte order of the wire.
    func inWireOrder(_ value: Code, _ integer: IntegerPlan) -> Code {
        switch integer.order {
        case .host: value
        case .big: "\(value).bigEndian"
        case .little: "\(value).littleEndian"
        }
    }

    private func converted(_ value: Code, to type: String, from integer: IntegerPlan) -> Code {
        type == integer.wireType ? value : "\(type)(truncatingIfNeeded: \(value))"
    }
}
