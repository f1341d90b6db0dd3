import YNLSpec

extension Emitter {
    /// The faces of an attribute set that are types: description, struct and view.
    func attributeSet(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        .blocks([
            description(plan, in: family),
            typeValues(plan),
            nest(plan),
            sequence(plan),
            faces == .all ? view(plan) : "",
        ])
    }

    private func description(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        guard isMessage(plan) else { return "" }
        return """
            \(plan.comment.code(indentation: 4))
            \(access)enum \(plan.attributesName): MessageAttributeSet {
                \(associatedTypes(plan, in: family))
                \(attributes(plan))
            }
            """
    }

    /// The layout and the description of a set.
    func attributes(_ plan: AttributeSetPlan) -> Code {
        let attributes: [Code] = plan.fields.map { field in
            "AttributeDescriptor(\(field.number), \(field.kernelName.swiftLiteral), \(field.descriptor))"
        }
        let list: Code =
            attributes.isEmpty
            ? "\(access)static let attributes: [AttributeDescriptor] = []"
            : list("\(access)static let attributes: [AttributeDescriptor] =", attributes)
        let mark: Code =
            plan.isMarked
            ? ""
            : """
            /// The family neither sends nor expects the mark of a nest.
            \(inlined("static var isMarked: Bool { false }"))
            """
        return """
            /// What each attribute holds, by number.
            \(layout(plan))
            \(mark)
            /// The attributes with the kernel's names.
            \(list)
            """
    }

    /// An array, on one line if it has a single element.
    private func list(_ head: Code, _ elements: [Code]) -> Code {
        if elements.count == 1, head.width + elements[0].width < 108 { return "\(head) [\(elements[0])]" }
        return """
            \(head) [
                \(Self.elements(elements))
            ]
            """
    }

    /// The layout's literal, in several lines if it is long.
    private func layout(_ plan: AttributeSetPlan) -> Code {
        guard plan.layout.utf8.count > 50 else {
            return inlined("static var layout: AttributeLayout { \"\(plan.layout)\" }")
        }
        let characters = Array(plan.layout)
        let lines = stride(from: 0, to: characters.count, by: 100).map { start in
            let end = min(start + 100, characters.count)
            return String(characters[start..<end]) + (end < characters.count ? "\\" : "")
        }
        let quotes = "\"\"\""
        return """
            \(inlined("static var layout: AttributeLayout {"))
                \(quotes)
                \(lines.map { Code(stringLiteral: $0) })
                \(quotes)
            }
            """
    }

    private func isMessage(_ plan: AttributeSetPlan) -> Bool {
        if case .message = plan.role { true } else { false }
    }

    private func associatedTypes(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        guard case .message(let header) = plan.role else { return "" }
        return """
            /// The family of the messages.
            \(access)typealias Family = \(family.name)
            /// What stands in front of the attributes.
            \(access)typealias Header = \(header ?? "NoHeader")
            """
    }

    /// The structs for entries of chains of nests.
    private func typeValues(_ plan: AttributeSetPlan) -> Code {
        .blocks(
            plan.fields.compactMap { field in
                guard case .typeValues(let entry) = field.content else { return nil }
                return typeValue(entry)
            }
        )
    }

    private func typeValue(_ plan: TypeValuePlan) -> Code {
        let properties: [Code] = plan.values.map { name in
            """
            /// The number of a nest around the contents.
            \(access)var \(SwiftName.declared(name)): UInt16
            """
        }
        let parameters: [Code] =
            plan.values.map { "\($0): UInt16" } + ["\(plan.contentsName): \(plan.contents.structure)"]
        let assignments: [Code] = (plan.values + [plan.contentsName]).map { "self.\($0) = \(SwiftName.declared($0))" }
        let values = plan.values.map(SwiftName.declared).joined(separator: ", ")
        let reads =
            plan.values.indices.map { "\(plan.values[$0]): typeValues[\($0)]" }
            + ["\(plan.contentsName): contents"]
        return """
            \(plan.comment.code(indentation: 4))
            \(access)struct \(plan.name): NestTypeValue {
                \(Code.declarations(properties))
                /// What is inside.
                \(access)var \(SwiftName.declared(plan.contentsName)): \(plan.contents.structure)

                /// Creates an entry.
                \(signature("init", parameters, indentation: 8)) {
                    \(assignments)
                }

                /// How many nests there are around the contents.
                \(access)static let depth = \(plan.values.count)

                /// The kernel's names of these numbers.
                \(access)static var typeValueNames: [String] { [\(plan.kernelNames.map(\.swiftLiteral).joined(separator: ", "))] }

                /// The numbers of the nests, from the outermost in.
                \(access)var typeValues: [UInt16] { [\(values)] }

                /// What is inside.
                \(access)var contents: \(plan.contents.structure) { \(SwiftName.declared(plan.contentsName)) }

                /// Creates an entry from the numbers of the nests and what is inside.
                \(access)init(typeValues: [UInt16], contents: \(plan.contents.structure)) {
                    self.init(\(reads.joined(separator: ", ")))
                }
            }
            """
    }

    private func nest(_ plan: AttributeSetPlan) -> Code {
        guard case .nest(let name) = plan.role else { return "" }
        return contents(
            MessagePlan(
                name: name,
                comment: plan.comment,
                role: .nest,
                attributesName: plan.attributesName,
                slotsType: plan.slotsType,
                header: nil,
                properties: plan.fields.map { MessagePlan.Property(field: $0, isRequired: false) },
                listedNumbers: nil,
                needsSelector: plan.needsSelector,
                isSent: plan.isSent,
                members: []
            ),
            set: plan,
            indentation: 4
        )
    }

    private func view(_ plan: AttributeSetPlan) -> Code {
        // A sequence is read from its beginning to its end, for which an iterator does.
        if case .sequence = plan.role { return "" }
        let source = isMessage(plan) ? "message" : "payload"
        return """
            /// Random access to attributes of set `\(plan.kernelName)` in the receive buffer, without a copy.
            \(access)struct \(plan.viewName): ~Copyable, ~Escapable {
                \(Code(stringLiteral: isPublic ? "@usableFromInline let" : "let")) attributes: AttributeIndex<\(plan.slotsType)>

                /// Indexes the attributes of \(isMessage(plan) ? "a message" : "a nest").
                \(alwaysInlined) @_lifetime(copy \(source))
                \(access)init(_ \(source): \(isMessage(plan) ? "Message" : "Payload")) throws(DecodeError) {
                    attributes = try AttributeIndex(\(source), in: \(plan.attributesName).self)
                }

                \(Code.declarations([viewHeader(plan)] + plan.fields.map(accessor)))
            }
            """
    }

    private func viewHeader(_ plan: AttributeSetPlan) -> Code {
        guard case .message(let header?) = plan.role else { return "" }
        return """
            /// The fixed header.
            \(inlinedMember("var header: \(header)", "\(header)(attributes.fixedHeader(in: \(plan.attributesName).self))"))
            """
    }

    private func accessor(_ field: FieldPlan) -> Code {
        """
        \(field.comment.brief.code(indentation: 8))
        \(accessorDeclaration(field))
        \(foreignAccessor(field))
        """
    }

    /// Attributes of another family can be passed on as they came.
    private func foreignAccessor(_ field: FieldPlan) -> Code {
        guard case .nest(let set) = field.content, set.isForeign else { return "" }
        return """

            /// Attributes of `\(field.kernelName)` as they were received.
            \(borrowing("\(field.name)Bytes", "RawSpan?", "attributes.bytes(\(field.number))"))
            """
    }

    private func accessorDeclaration(_ field: FieldPlan) -> Code {
        let name = SwiftName.declared(field.name)
        let number = field.number
        switch field.content {
        case .flag: return getter(name, "Bool", "attributes.contains(\(number))")
        case .integer(let integer): return getter(name, "\(integer.swiftType)?", read(integer, number))
        case .string: return getter(name, "String?", "attributes.string(\(number))")
        case .value(let type):
            return inlinedMember(
                "var \(name): \(type)?",
                "get throws(DecodeError) { try attributes.wireValue(\(number), as: \(type).self) }"
            )
        case .structure(let type):
            return getter(name, "\(type)?", "attributes.structure(\(number), as: \(type).self)")
        case .bitfield32: return getter(name, "Bitfield32?", "attributes.bitfield32(\(number))")
        case .bitfield(let flags):
            return getter(name, "Bitfield<\(flags)>?", "attributes.bitfield(\(number), of: \(flags).self)")
        case .bytes, .integers: return borrowing(name, "RawSpan?", "attributes.bytes(\(number))")
        case .nest(let set) where set.isOrdered:
            return borrowing(name, "Attributes?", "attributes.nestedAttributes(\(number))")
        case .nest(let set): return nestAccessor(name, set, number)
        case .subMessage: return borrowing(name, "Payload?", "attributes.payload(\(number))")
        case .indexedArray, .typeValues: return borrowing(name, "Attributes?", "attributes.nestedAttributes(\(number))")
        case .list: return borrowing(name, "AttributeList", "attributes.list(\(number))")
        }
    }

    /// A method, since a getter that throws cannot return a view.
    private func nestAccessor(_ name: String, _ set: FieldPlan.SetName, _ number: Int) -> Code {
        """
        \(alwaysInlined) @_lifetime(copy self)
        \(access)func \(name)() throws(DecodeError) -> \(set.view)? {
            guard let payload = attributes.payload(\(number)) else { return nil }
            return try \(set.view)(payload)
        }
        """
    }

    private func borrowing(_ name: String, _ type: Code, _ value: Code) -> Code {
        inlinedMember("var \(name): \(type)", "@_lifetime(copy self) get { \(value) }")
    }

    private func getter(_ name: String, _ type: Code, _ value: Code) -> Code {
        inlinedMember("var \(name): \(type)", value)
    }
}

extension Emitter {
    /// The methods that write a set's attributes.
    func builder(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        guard !plan.fields.isEmpty else { return "" }
        return """
            nonisolated extension AttributeBuilder where Set == \(family.name).\(plan.attributesName) {
                \(Code.declarations(plan.fields.map { builderMethod($0, in: family) }))
            }
            """
    }

    private func builderMethod(_ field: FieldPlan, in family: FamilyPlan) -> Code {
        let (parameter, body) = builderCall(field.content, field, in: family)
        let name: Code = "mutating func \(SwiftName.declared(field.name))"
        return """
            \(field.comment.brief.code(indentation: 4))
            \(method(name, parameter, body))
            \(foreignBuilderMethod(field, name))
            """
    }

    /// Attributes of another family can be passed on as they came.
    private func foreignBuilderMethod(_ field: FieldPlan, _ name: Code) -> Code {
        guard case .nest(let set) = field.content, set.isForeign else { return "" }
        return """

            /// Attributes of `\(field.kernelName)` as they were received.
            \(method(name, "_ bytes: RawSpan", "put(\(field.number), bytes: bytes)"))
            """
    }

    private func method(_ name: Code, _ parameter: Code, _ body: Code) -> Code {
        let member = inlinedMember("\(name)(\(parameter))", body, indentation: 4)
        if member.lineCount == 1 { return member }
        let head = signature(name, parameter.isEmpty ? [] : [parameter], indentation: 4)
        guard head.lineCount > 1 else { return member }
        return """
            \(alwaysInlined)
            \(head) {
                \(body)
            }
            """
    }

    private func builderCall(
        _ content: FieldPlan.Content,
        _ field: FieldPlan,
        in family: FamilyPlan
    ) -> (parameter: Code, body: Code) {
        switch content {
        case .flag: return ("", put("", content, field))
        case .bytes: return ("_ bytes: RawSpan", "put(\(field.number), bytes: bytes\(lengths(field)))")
        case .nest(let set):
            let type: Code = set.isForeign ? "\(set.attributes)" : "\(family.name).\(set.attributes)"
            return ("_ body: (inout AttributeBuilder<\(type)>) -> Void", "putNest(\(field.number), \(type).self, body)")
        case .list(let element): return builderCall(element, field, in: family)
        default: return ("_ value: \(qualified(content, in: family))", put("value", content, field))
        }
    }

    /// The type of a value outside the family's namespace.
    private func qualified(_ content: FieldPlan.Content, in family: FamilyPlan) -> Code {
        switch content {
        case .integer(let integer): integer.named.map { "\(family.name).\($0.name)" } ?? "\(integer.wireType)"
        case .integers(let integer): "[\(qualified(.integer(integer), in: family))]"
        case .structure(let name): "\(family.name).\(name)"
        case .bitfield(let flags): "Bitfield<\(family.name).\(flags)>"
        case .nest(let set):
            set.isOrdered
                ? "[\(set.isForeign ? "" : "\(family.name).")\(set.structure)]"
                : "\(set.isForeign ? "" : "\(family.name).")\(set.structure)"
        case .subMessage(let use): "\(family.name).\(use.type)"
        case .indexedArray(let element): "IndexedArray<\(qualified(element, in: family))>"
        case .typeValues(let plan): "[\(family.name).\(plan.name)]"
        default: "\(content.swiftType)"
        }
    }
}
