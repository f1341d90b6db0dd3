import YNLSpec

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
    ///
    /// - Parameters:
    ///   - plan: The struct.
    ///   - set: The set that the struct is the type of, for a nest.
    ///   - indentation: How far the struct will be indented.
    /// - Returns: The struct.
    func contents(_ plan: MessagePlan, set: AttributeSetPlan? = nil, indentation: Int) -> Code {
        let inner = indentation + 4
        return """
            \(plan.comment.code(indentation: indentation))
            \(access)struct \(plan.name): \(conformance(plan)) {
                \(Code.declarations([header(plan)] + plan.properties.map { property($0, in: plan, indentation: inner) } + [unknown(plan)]))

                \(operation(plan, indentation: inner))

                \(replyFlags(plan))

                \(requiredAttributes(plan))

                \(initializer(plan, indentation: inner))

                \(decoder(plan, indentation: inner))

                \(encoder(plan))

                \(set.map(attributes) ?? "")

                \(Code.blocks(plan.members.map { member($0, indentation: inner) }))
            }
            """
    }

    private func conformance(_ plan: MessagePlan) -> String {
        switch plan.role {
        case .doRequest: faces == .all ? "DoRequest, NetlinkMessage" : "DoRequest"
        case .dumpRequest: faces == .all ? "DumpRequest, NetlinkMessage" : "DumpRequest"
        case .fromKernel: "NetlinkMessage"
        case .nest: plan.needsSelector ? "SelectedNestContents" : "NestContents"
        }
    }

    private func header(_ plan: MessagePlan) -> Code {
        guard let header = plan.header else { return "" }
        return """
            /// The fixed header.
            \(access)var header\(isReceivedOnly(plan) ? " = \(header)()" : ": \(header)")
            """
    }

    /// Whether a struct has just an empty initialiser: the kernel makes its values.
    private func isReceivedOnly(_ plan: MessagePlan) -> Bool {
        guard faces == .structs, !plan.properties.contains(where: \.isRequired) else { return false }
        return plan.role == .fromKernel || plan.role == .nest && !plan.isSent
    }

    /// Whether programs decode such values.
    private func isDecoded(_ plan: MessagePlan) -> Bool {
        switch plan.role {
        case .doRequest, .dumpRequest: faces == .all
        case .fromKernel, .nest: true
        }
    }

    private func property(_ property: MessagePlan.Property, in plan: MessagePlan, indentation: Int) -> Code {
        let field = property.field
        let wrapper = field.isIndirect ? "@Indirect " : ""
        let mark = isOptional(property) ? "?" : ""
        let isImplied = isReceivedOnly(plan) && field.content.hasEmptyValue
        let initial = isImplied ? " = \(field.content.defaultValue)" : ""
        return """
            \(field.comment.code(indentation: indentation))
            \(wrapper)\(access)var \(SwiftName.declared(field.name)): \(field.content.swiftType)\(mark)\(initial)
            """
    }

    private func unknown(_ plan: MessagePlan) -> Code {
        guard isDecoded(plan) else { return "" }
        return """
            /// Attributes for which there is no property, as they were received.
            \(access)var unknownAttributes = UnknownAttributes()
            """
    }

    private func isOptional(_ property: MessagePlan.Property) -> Bool {
        !property.isRequired && !property.field.content.hasEmptyValue
    }

    private func initializer(_ plan: MessagePlan, indentation: Int) -> Code {
        var parameters: [Code] = []
        var assignments: [Code] = []
        if let header = plan.header {
            parameters.append("header: \(header)\(isIdentified(plan) ? "" : " = \(header)()")")
            assignments.append("self.header = header")
        }
        for property in plan.properties {
            let field = property.field
            let type = field.content.swiftType
            let standard = field.content.defaultValue
            if property.isRequired, !field.content.hasEmptyValue {
                parameters.append("\(field.name): \(type)")
            } else {
                parameters.append("\(field.name): \(type)\(isOptional(property) ? "?" : "") = \(standard)")
            }
            assignments.append("self.\(field.name) = \(SwiftName.declared(field.name))")
        }
        guard !parameters.isEmpty, !isReceivedOnly(plan) else {
            return """
                /// Creates \(noun(plan)).
                \(access)init() {}
                """
        }
        let head = signature("init", parameters, indentation: indentation)
        if assignments.count == 1, head.lineCount == 1, head.width + assignments[0].width + indentation < 115 {
            return """
                /// Creates \(noun(plan)).
                \(head) { \(assignments) }
                """
        }
        return """
            /// Creates \(noun(plan)).
            \(head) {
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

    private func operation(_ plan: MessagePlan, indentation: Int) -> Code {
        switch plan.role {
        case .doRequest(let command), .dumpRequest(let command):
            let name = (plan.operationName ?? plan.name).swiftLiteral
            let line = inlined("static var operation: NetlinkOperation { NetlinkOperation(\(command), \(name)) }")
            return """
                /// What the request asks for.
                \(line.width + indentation <= 120 ? line : "\(line.text.replacing(" public", with: "\npublic"))")
                """
        default: return ""
        }
    }

    private func replyFlags(_ plan: MessagePlan) -> Code {
        guard plan.repliesOnlyToEcho else { return "" }
        return """
            /// The kernel replies only to those who ask for an echo.
            \(access)static var replyFlags: MessageFlags { .echo }
            """
    }

    private func requiredAttributes(_ plan: MessagePlan) -> Code {
        switch plan.role {
        case .doRequest, .dumpRequest:
            let required = plan.properties.filter { $0.isRequired && !$0.field.content.hasEmptyValue }
            guard !required.isEmpty else { return "" }
            let numbers = required.map { "\($0.field.number)" }.joined(separator: ", ")
            return """
                /// Without these attributes the request is not sent.
                \(inlined("static var requiredAttributes: AttributeNumbers { [\(numbers)] }"))
                """
        default: return ""
        }
    }

    private func decoder(_ plan: MessagePlan, indentation: Int) -> Code {
        guard isDecoded(plan) else { return "" }
        let set = plan.attributesName
        let isNest = plan.role == .nest
        let index: [Code] = [isNest ? "payload" : "message", "in: \(set).self"]
        let header: Code = plan.header.map { "header = \($0)(attributes.fixedHeader(in: \(set).self))" } ?? ""
        let reads: [Code] = plan.properties.map { property in
            let line: Code = "\(SwiftName.declared(property.field.name)) = \(read(property, in: plan))"
            return indentation + 4 + line.width <= 120 ? line : brokenCall(line.text)
        }
        let source = isNest ? "payload: Payload" : "message: Message"
        let selector = plan.needsSelector ? ", selector: String?" : ""
        return """
            /// Decodes \(isNest ? "a nest" : "a message").
            \(access)init(_ \(source)\(selector)) throws(DecodeError) {
                \(call("let attributes = try AttributeIndex<\(plan.slotsType)>", index, indentation: indentation + 4))
                \(header)
                \(reads)
                \(unknownAttributes(plan, indentation: indentation + 4))
            }
            """
    }

    /// A line that ends in a call, with an argument a line.
    private func brokenCall(_ line: String) -> Code {
        guard let start = line.firstIndex(of: "("), line.hasSuffix(")") else { return "\(line)" }
        var depth = 0
        let arguments = line[line.index(after: start)...].dropLast().split { character in
            depth += character == "(" ? 1 : character == ")" ? -1 : 0
            return depth == 0 && character == ","
        }
        let last = arguments.count - 1
        let lines: [Code] = arguments.enumerated().map { index, argument in
            "\(String(argument.drop { $0 == " " }))\(index == last ? "" : ",")"
        }
        return """
            \(String(line[...start]))
                \(lines)
            )
            """
    }

    private func unknownAttributes(_ plan: MessagePlan, indentation: Int) -> Code {
        let set = "in: \(plan.attributesName).self"
        let function = "unknownAttributes = attributes.unknownAttributes"
        guard let numbers = plan.listedNumbers else { return "\(function)(\(set))" }
        let listed = numbers.map { "\($0)" }.joined(separator: ", ")
        if indentation + function.utf8.count + set.utf8.count + listed.utf8.count + 15 < 120 {
            return "\(function)(\(set), besides: [\(listed)])"
        }
        if indentation + listed.utf8.count <= 104 {
            return """
                \(function)(
                    \(set),
                    besides: [\(listed)]
                )
                """
        }
        let lines = Self.filled(numbers.map { "\($0)" }, width: 112 - indentation)
        return """
            \(function)(
                \(set),
                besides: [
                    \(Code(lines: lines))
                ]
            )
            """
    }

    /// Elements on as few lines as possible.
    static func filled(_ elements: [String], by separator: String = ",", width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for element in elements {
            if line.utf8.count + element.utf8.count + 2 > width {
                lines.append(line)
                line = ""
            }
            line += (line.isEmpty ? "" : " ") + element + separator
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private func encoder(_ plan: MessagePlan) -> Code {
        let name = plan.role == .nest ? "nest" : "message"
        guard !plan.properties.isEmpty || isDecoded(plan) else {
            return """
                /// Writes nothing: there are no attributes.
                \(access)func encode(into \(name): inout AttributeBuilder<\(plan.attributesName)>) {}
                """
        }
        return """
            /// Writes the attributes that are present.
            \(access)func encode(into \(name): inout AttributeBuilder<\(plan.attributesName)>) {
                \(inOrder(plan).map { write($0, to: name, plan) })
                \(isDecoded(plan) ? "\(name).put(unknownAttributes)" : Code())
            }
            """
    }

    /// The properties with selectors before the sub-messages whose format they choose: readers that go through a message
    /// but once, as the kernel's own library for Python, need them there.
    private func inOrder(_ plan: MessagePlan) -> [MessagePlan.Property] {
        var properties = plan.properties
        for index in properties.indices {
            guard case .subMessage(let use) = properties[index].field.content, let selector = use.selector,
                let place = properties.firstIndex(where: { $0.field.number == selector.number }), place > index
            else { continue }
            properties.insert(properties.remove(at: place), at: index)
        }
        return properties
    }
}
