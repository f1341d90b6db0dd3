extension Emitter {
    /// The faces of an attribute set: description, struct, view and builder.
    func attributeSet(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        .blocks([
            section(
                "Attribute set \(plan.kernelName)",
                in: family,
                [
                    description(plan, in: family),
                    typeValues(plan),
                    nest(plan),
                    emitsViews ? view(plan) : "",
                ].filter { !$0.isEmpty }
            ),
            builder(plan, in: family),
        ])
    }

    private func description(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        let attributes = Self.elements(
            plan.fields.map { field in
                "AttributeDescriptor(\(field.number), \(field.kernelName.swiftLiteral), \(field.descriptor))"
            }
        )
        let descriptor: Code =
            attributes.isEmpty
            ? "\(access)static let descriptor = AttributeSetDescriptor(\(plan.kernelName.swiftLiteral), [])"
            : """
            \(access)static let descriptor = AttributeSetDescriptor(
                \(plan.kernelName.swiftLiteral),
                [
                    \(attributes)
                ]
            )
            """
        return """
            \(plan.comment.code(indentation: 4))
            \(access)enum \(plan.attributesName): \(isMessage(plan) ? "MessageAttributeSet" : "AttributeSet") {
                \(associatedTypes(plan, in: family))

                /// What each attribute holds, by number.
                \(layout(plan))

                /// The attributes with the kernel's names.
                \(descriptor)
            }
            """
    }

    /// The layout's literal, in several lines if it is long.
    private func layout(_ plan: AttributeSetPlan) -> Code {
        guard plan.layout.count > 54 else {
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
        let parameters = plan.values.map { "\($0): UInt16" } + ["\(plan.contentsName): \(plan.contents.structure)"]
        let assignments: [Code] = (plan.values + [plan.contentsName]).map { "self.\($0) = \(SwiftName.declared($0))" }
        let values = plan.values.map(SwiftName.declared).joined(separator: ", ")
        let reads =
            plan.values.indices.map { "\(plan.values[$0]): typeValues[\($0)]" }
            + ["\(plan.contentsName): contents"]
        return """
            \(plan.comment.code(indentation: 4))
            \(access)struct \(plan.name): NestTypeValue {
                \(Code.blocks(properties))

                /// What is inside.
                \(access)var \(SwiftName.declared(plan.contentsName)): \(plan.contents.structure)

                /// Creates an entry.
                \(signature("init", parameters, indentation: 8)) {
                    \(assignments)
                }

                /// How many nests there are around the contents.
                \(access)static let depth = \(plan.values.count)

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
                members: []
            ),
            indentation: 4
        )
    }

    private func view(_ plan: AttributeSetPlan) -> Code {
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

                \(viewHeader(plan))

                \(Code.blocks(plan.fields.map(accessor)))
            }
            """
    }

    private func viewHeader(_ plan: AttributeSetPlan) -> Code {
        guard case .message(let header?) = plan.role else { return "" }
        return """
            /// The fixed header.
            \(alwaysInlined)
            \(access)var header: \(header) { \(header)(attributes.fixedHeader(in: \(plan.attributesName).self)) }
            """
    }

    private func accessor(_ field: FieldPlan) -> Code {
        """
        \(field.comment.brief.code(indentation: 8))
        \(alwaysInlined)
        \(accessorDeclaration(field))
        """
    }

    private func accessorDeclaration(_ field: FieldPlan) -> Code {
        let name = SwiftName.declared(field.name)
        let number = field.number
        switch field.content {
        case .flag: return getter(name, "Bool", "attributes.contains(\(number))")
        case .integer(let integer): return getter(name, integer.swiftType + "?", read(integer, number))
        case .string: return getter(name, "String?", "attributes.string(\(number))")
        case .structure(let type):
            return getter(name, type + "?", "attributes.structure(\(number), as: \(type).self)")
        case .bitfield32: return getter(name, "Bitfield32?", "attributes.bitfield32(\(number))")
        case .bytes: return borrowing(name, "RawSpan?", "attributes.bytes(\(number))")
        case .nest(let set): return nestAccessor(name, set, number)
        case .indexedArray, .typeValues: return borrowing(name, "Attributes?", "attributes.nestedAttributes(\(number))")
        case .list: return borrowing(name, "AttributeList", "attributes.list(\(number))")
        }
    }

    /// A method, since a getter that throws cannot return a view.
    private func nestAccessor(_ name: String, _ set: FieldPlan.SetName, _ number: Int) -> Code {
        """
        @_lifetime(copy self)
        \(access)func \(name)() throws(DecodeError) -> \(set.view)? {
            guard let payload = attributes.payload(\(number)) else { return nil }
            return try \(set.view)(payload)
        }
        """
    }

    private func borrowing(_ name: String, _ type: String, _ value: String) -> Code {
        "\(access)var \(name): \(type) { @_lifetime(copy self) get { \(value) } }"
    }

    private func getter(_ name: String, _ type: String, _ value: String) -> Code {
        declaration("\(access)var \(name): \(type)", value, indentation: 8)
    }
}

extension Emitter {
    /// The methods that write a set's attributes.
    private func builder(_ plan: AttributeSetPlan, in family: FamilyPlan) -> Code {
        guard !plan.fields.isEmpty else { return "" }
        return """
            nonisolated extension AttributeBuilder where Set == \(family.name).\(plan.attributesName) {
                \(Code.blocks(plan.fields.map { builderMethod($0, in: family) }))
            }
            """
    }

    private func builderMethod(_ field: FieldPlan, in family: FamilyPlan) -> Code {
        let (parameter, body) = builderCall(field.content, field, in: family)
        let name = "mutating func \(SwiftName.declared(field.name))"
        return """
            \(field.comment.brief.code(indentation: 4))
            \(alwaysInlined)
            \(method(name, parameter, body))
            """
    }

    private func method(_ name: String, _ parameter: String, _ body: String) -> Code {
        let head = signature(name, parameter.isEmpty ? [] : [parameter], indentation: 4)
        guard head.lines.count > 1 else { return declaration(head.text, body, indentation: 4) }
        return """
            \(head) {
                \(body)
            }
            """
    }

    private func builderCall(
        _ content: FieldPlan.Content,
        _ field: FieldPlan,
        in family: FamilyPlan
    ) -> (parameter: String, body: String) {
        let number = field.number
        switch content {
        case .flag: return ("", "putFlag(\(number))")
        case .integer(let integer): return integerCall(integer, field, in: family)
        case .string: return ("_ text: String", "put(\(number), string: text\(lengths(field)))")
        case .bytes: return ("_ bytes: RawSpan", "put(\(number), bytes: bytes\(lengths(field)))")
        case .structure(let name): return ("_ value: \(family.name).\(name)", "put(\(number), value)")
        case .bitfield32: return ("_ bits: Bitfield32", "put(\(number), bits)")
        case .nest(let set):
            let type = "\(family.name).\(set.attributes)"
            return ("_ body: (inout AttributeBuilder<\(type)>) -> Void", "putNest(\(number), \(type).self, body)")
        case .indexedArray(let element):
            return ("_ array: IndexedArray<\(family.name).\(element.swiftType)>", "put(\(number), array)")
        case .typeValues(let plan): return ("_ entries: [\(family.name).\(plan.name)]", "put(\(number), entries)")
        case .list(let element): return builderCall(element, field, in: family)
        }
    }

    private func integerCall(
        _ integer: IntegerPlan,
        _ field: FieldPlan,
        in family: FamilyPlan
    ) -> (parameter: String, body: String) {
        let type = integer.named.map { "\(family.name).\($0.name)" } ?? integer.wireType
        let value = integer.named == nil ? "value" : "value.rawValue"
        let limits = limits(field)
        let call: String
        if integer.isVariable {
            call = "putVariable(\(field.number), \(value)\(limits))"
        } else if let named = integer.named, named.rawType != integer.wireType {
            call = "put(\(field.number), \(value), as: \(integer.wireType).self\(order(integer))\(limits))"
        } else if limits.isEmpty {
            call = "put(\(field.number), \(inWireOrder(value, integer)))"
        } else {
            call = "put(\(field.number), \(value)\(order(integer))\(limits))"
        }
        return ("_ value: \(type)", call)
    }

    private func lengths(_ field: FieldPlan) -> String {
        field.limits.lengths.map { ", lengths: \($0.lowerBound)...\($0.upperBound)" } ?? ""
    }

    private func limits(_ field: FieldPlan) -> String {
        let minimum = field.limits.minimum.map { ", minimum: \($0)" } ?? ""
        let maximum = field.limits.maximum.map { ", maximum: \($0)" } ?? ""
        let mask = field.limits.mask.map { ", mask: \($0)" } ?? ""
        return minimum + maximum + mask
    }
}
