extension Emitter {
    /// An operation: its request with everything nested in it, or a namespace if it only dumps.
    func operation(_ plan: OperationPlan) -> Code {
        switch plan {
        case .request(let message): contents(message, indentation: 4)
        case .namespace(let name, let comment, let members):
            """
            \(comment.code(indentation: 4))
            \(access)enum \(name) {
                \(Code.blocks(members.map { member($0, indentation: 8) }))
            }
            """
        }
    }

    private func member(_ plan: MessagePlan.Member, indentation: Int) -> Code {
        switch plan {
        case .structure(let message): contents(message, indentation: indentation)
        case .alias(let name, let type):
            """
            /// What the kernel answers.
            \(access)typealias \(name) = \(type)
            """
        }
    }

    /// Attributes of one set as a struct: a message, or the contents of a nest.
    func contents(_ plan: MessagePlan, indentation: Int) -> Code {
        """
        \(plan.comment.code(indentation: indentation))
        \(access)struct \(plan.name): \(conformance(plan)) {
            \(header(plan))

            \(Code.blocks(plan.properties.map { property($0, indentation: indentation + 4) }))

            /// Attributes that the spec does not know, as they were received.
            \(access)var unknownAttributes = UnknownAttributes()

            \(initializer(plan, indentation: indentation + 4))

            \(command(plan))

            \(decoder(plan, indentation: indentation + 4))

            \(encoder(plan))

            \(Code.blocks(plan.members.map { member($0, indentation: indentation + 4) }))
        }
        """
    }

    private func conformance(_ plan: MessagePlan) -> String {
        switch plan.role {
        case .doRequest: "DoRequest"
        case .dumpRequest: "DumpRequest"
        case .fromKernel: "NetlinkMessage"
        case .nest: "NestContents"
        }
    }

    private func header(_ plan: MessagePlan) -> Code {
        guard let header = plan.header else { return "" }
        return """
            /// The fixed header.
            \(access)var header: \(header)
            """
    }

    private func property(_ property: MessagePlan.Property, indentation: Int) -> Code {
        let field = property.field
        return """
            \(field.comment.code(indentation: indentation))
            \(access)var \(SwiftName.declared(field.name)): \(field.content.swiftType)\(isOptional(property) ? "?" : "")
            """
    }

    private func isOptional(_ property: MessagePlan.Property) -> Bool {
        !property.isRequired && !property.field.content.hasEmptyValue
    }

    private func initializer(_ plan: MessagePlan, indentation: Int) -> Code {
        var parameters: [String] = []
        var assignments: [Code] = []
        if let header = plan.header {
            parameters.append("header: \(header)\(isIdentified(plan) ? "" : " = \(header)()")")
            assignments.append("self.header = header")
        }
        for property in plan.properties {
            let field = property.field
            let type = field.content.swiftType + (isOptional(property) ? "?" : "")
            let isRequired = property.isRequired && !field.content.hasEmptyValue
            let standard = isRequired ? "" : " = \(field.content.defaultValue)"
            parameters.append("\(field.name): \(type)\(standard)")
            assignments.append("self.\(field.name) = \(SwiftName.declared(field.name))")
        }
        return """
            /// Creates \(noun(plan)).
            \(signature("init", parameters, indentation: indentation)) {
                \(assignments)
            }
            """
    }

    /// Whether a header must be given: requests of a family with a header say with it what they are about.
    private func isIdentified(_ plan: MessagePlan) -> Bool {
        if case .doRequest = plan.role { true } else { false }
    }

    private func noun(_ plan: MessagePlan) -> String {
        switch plan.role {
        case .doRequest, .dumpRequest: "a request"
        case .fromKernel: "a message"
        case .nest: "the contents of a nest"
        }
    }

    private func command(_ plan: MessagePlan) -> Code {
        switch plan.role {
        case .doRequest(let command), .dumpRequest(let command):
            """
            /// The operation's name in the kernel.
            \(access)static var operationName: String { \((plan.operationName ?? plan.name).swiftLiteral) }

            /// The command in the generic netlink header.
            \(inlined("static var command: UInt16 { \(command) }"))
            """
        default: ""
        }
    }

    private func decoder(_ plan: MessagePlan, indentation: Int) -> Code {
        let set = plan.attributesName
        let isNest = plan.role == .nest
        let index = [isNest ? "payload" : "message", "in: \(set).self"]
        let header: Code = plan.header.map { "header = \($0)(attributes.fixedHeader(in: \(set).self))" } ?? ""
        let reads: [Code] = plan.properties.map { property in
            "\(SwiftName.declared(property.field.name)) = \(read(property))"
        }
        return """
            /// Decodes \(isNest ? "a nest" : "a message").
            \(access)init(_ \(isNest ? "payload: Payload" : "message: Message")) throws(DecodeError) {
                \(call("let attributes = try AttributeIndex<\(plan.slotsType)>", index, indentation: indentation + 4))
                \(header)
                \(reads)
                unknownAttributes = attributes.unknownAttributes(in: \(set).self)
            }
            """
    }

    private func encoder(_ plan: MessagePlan) -> Code {
        let name = plan.role == .nest ? "nest" : "message"
        let writes: [Code] = plan.properties.map { "\(write($0, to: name))" }
        return """
            /// Writes the attributes that are present.
            \(access)func encode(into \(name): inout AttributeBuilder<\(plan.attributesName)>) {
                \(writes)
                \(name).put(unknownAttributes)
            }
            """
    }
}

extension Emitter {
    /// What reads an attribute from an index.
    private func read(_ property: MessagePlan.Property) -> String {
        let number = property.field.number
        let value = read(property.field.content, number)
        guard property.isRequired, !property.field.content.hasEmptyValue else { return value.expression }
        let inner = value.expression.hasPrefix("try ") ? String(value.expression.dropFirst(4)) : value.expression
        return "try attributes.require(\(number), \(inner))"
    }

    private func read(_ content: FieldPlan.Content, _ number: Int) -> (expression: String, Void) {
        let expression: String
        switch content {
        case .flag: expression = "attributes.contains(\(number))"
        case .integer(let integer): expression = read(integer, number)
        case .string: expression = "attributes.string(\(number))"
        case .bytes: expression = "attributes.array(\(number))"
        case .structure(let name): expression = "attributes.structure(\(number), as: \(name).self)"
        case .bitfield32: expression = "attributes.bitfield32(\(number))"
        case .nest(let set): expression = "try attributes.nest(\(number), as: \(set.structure).self)"
        case .indexedArray(let element):
            expression = "try attributes.indexedArray(\(number), of: \(element.swiftType).self)"
        case .typeValues(let plan): expression = "try attributes.typeValues(\(number), as: \(plan.name).self)"
        case .list(let element): expression = readList(element, number)
        }
        return (expression, ())
    }

    /// What reads a number; views use it as well as structs.
    func read(_ integer: IntegerPlan, _ number: Int) -> String {
        if integer.isVariable {
            let value = "attributes.\(integer.wireType.hasPrefix("U") ? "unsigned" : "signed")(\(number))"
            return integer.named.map { value + mapping(to: $0, integer) } ?? value
        }
        if let named = integer.named, named.rawType == integer.wireType, integer.order == .host {
            return "attributes.value(\(number), as: \(named.name).self)"
        }
        let value: String
        switch integer.order {
        case .host: value = "attributes.value(\(number), as: \(integer.wireType).self)"
        case .big:
            value =
                "attributes.value(\(number), as: \(integer.wireType).self).map(\(integer.wireType).init(bigEndian:))"
        case .little:
            value =
                "attributes.value(\(number), as: \(integer.wireType).self).map(\(integer.wireType).init(littleEndian:))"
        }
        return integer.named.map { value + mapping(to: $0, integer) } ?? value
    }

    private func mapping(to named: IntegerPlan.NamedType, _ integer: IntegerPlan) -> String {
        named.rawType == integer.wireType
            ? ".map(\(named.name).init(rawValue:))"
            : ".map { \(named.name)(rawValue: \(named.rawType)(truncatingIfNeeded: $0)) }"
    }

    private func readList(_ element: FieldPlan.Content, _ number: Int) -> String {
        switch element {
        case .integer(let integer):
            let values = "try attributes.values(\(number), as: \(integer.wireType).self)"
            let ordered: String
            switch integer.order {
            case .host: ordered = values
            case .big: ordered = values + ".map(\(integer.wireType).init(bigEndian:))"
            case .little: ordered = values + ".map(\(integer.wireType).init(littleEndian:))"
            }
            return integer.named.map { ordered + mapping(to: $0, integer) } ?? ordered
        case .string: return "attributes.strings(\(number))"
        case .structure(let name): return "attributes.structures(\(number), as: \(name).self)"
        case .nest(let set): return "try attributes.nests(\(number), as: \(set.structure).self)"
        default: return "attributes.arrays(\(number))"
        }
    }

    /// What writes a property through the builder.
    private func write(_ property: MessagePlan.Property, to builder: String) -> String {
        let field = property.field
        let name = SwiftName.declared(field.name)
        if case .flag = field.content { return "if \(name) { \(builder).\(name)() }" }
        if case .list(let element) = field.content {
            return "for element in \(name) { \(builder).\(name)\(argument("element", element)) }"
        }
        let call = "\(builder).\(name)\(argument(name, field.content))"
        return property.isRequired ? call : "if let \(name) { \(call) }"
    }

    private func argument(_ value: String, _ content: FieldPlan.Content) -> String {
        switch content {
        case .bytes: "(\(value).rawSpan)"
        case .nest: " { \(value).encode(into: &$0) }"
        default: "(\(value))"
        }
    }
}
