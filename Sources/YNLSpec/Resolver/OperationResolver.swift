/// Resolves operations: numbers, layouts and groups.
struct OperationResolver {
    let spec: Spec
    let references: References
    let messages: MessageResolver
    let overlay: Overlay
    let reporter: Reporter

    private let table: NameTable<Int>

    /// The header of operations that state none.
    private let fixedHeader: Structure.ID?

    init(_ spec: Spec, _ references: References, _ messages: MessageResolver, _ overlay: Overlay, reporter: Reporter) {
        self.spec = spec
        self.references = references
        self.messages = messages
        self.overlay = overlay
        self.reporter = reporter
        fixedHeader = spec.operations.fixedHeader.flatMap(references.definitions.structure)
        table = NameTable("operation", spec.operations.list, reporter: reporter, name: \.name) { $0 }
    }

    /// The operations in the order of the spec.
    func operations() -> [Operation] {
        var numbering = OperationNumbering(spec, reporter: reporter)
        return zip(spec.operations.list.elements, numbering.numbers()).compactMap(operation)
    }

    private func operation(_ spec: Spec.Operation, _ numbers: OperationNumbers) -> Operation? {
        reportMixture(spec)
        guard let kind = kind(spec, numbers) else { return nil }
        return Operation(
            name: spec.name.value,
            documentation: spec.documentation,
            kind: kind,
            permissions: spec.permissions,
            multicastGroup: spec.multicastGroup.flatMap(references.multicastGroups.id),
            isUnicast: overlay.unicast.contains { $0.value == spec.name.value },
            repliesOnlyToEcho: overlay.echo.contains { $0.value == spec.name.value },
            configurationCondition: spec.configurationCondition,
            location: reporter.location(of: spec.name.range)
        )
    }

    private func kind(_ operation: Spec.Operation, _ numbers: OperationNumbers) -> Operation.Kind? {
        let header = operation.fixedHeader.map(references.definitions.structure) ?? fixedHeader
        if let event = operation.event { return .event(message(event, operation, numbers.request, header)) }
        if let name = operation.notify { return notification(operation, of: name, numbers.request, header) }
        if operation.do != nil || operation.dump != nil { return call(operation, numbers, header) }
        if !operation.kindKeys.isEmpty { return nil }
        if spec.operations.model == .unified { return .reserved(number: numbers.request) }
        reporter.error(
            "operation \(operation.name.value.quoted) has none of 'do', 'dump', 'notify' and 'event'",
            at: operation.name.range
        )
        return nil
    }

    /// An entry is called, or it is sent unasked; it cannot be both.
    private func reportMixture(_ operation: Spec.Operation) {
        let asynchronous: [SpecKey] = [.notify, .event]
        guard let first = operation.kindKeys.first, let key = operation.kindKeys.dropFirst().last else { return }
        guard operation.kindKeys.contains(where: { asynchronous.contains($0.value) }) else { return }
        reporter.error(
            "an operation with '\(key.value.rawValue)' cannot have '\(first.value.rawValue)' too",
            at: key.range,
            notes: [.init(message: "'\(first.value.rawValue)' stands here", range: first.range)]
        )
    }
}

// MARK: - Calls

extension OperationResolver {
    private func call(_ operation: Spec.Operation, _ numbers: OperationNumbers, _ header: Structure.ID?)
        -> Operation.Kind
    {
        .call(
            do: operation.do.map {
                exchange($0, "do", operation, numbers.request, numbers.reply, header)
            },
            dump: operation.dump.map {
                exchange($0, "dump", operation, numbers.dumpRequest, numbers.dumpReply, header)
            }
        )
    }

    private func exchange(
        _ exchange: Spec.Exchange,
        _ mode: String,
        _ operation: Spec.Operation,
        _ request: Int,
        _ reply: Int?,
        _ header: Structure.ID?
    ) -> Exchange {
        func message(_ message: Spec.Message?, _ direction: String, _ number: Int) -> Message {
            messages.message(
                MessageResolver.Draft(
                    number: number,
                    fixedHeader: header,
                    attributeSet: operation.attributeSet,
                    attributes: message?.attributes ?? List(),
                    path: SpecPath.message("\(mode)/\(direction)", of: operation.name.value),
                    location: reporter.location(of: message?.attributes.range ?? operation.name.range)
                )
            )
        }
        return Exchange(
            request: message(exchange.request, "request", request),
            reply: exchange.reply.map { message($0, "reply", reply ?? request) }
        )
    }
}

// MARK: - Asynchronous messages

extension OperationResolver {
    private func message(
        _ event: Spec.Event,
        _ operation: Spec.Operation,
        _ number: Int,
        _ header: Structure.ID?
    ) -> Message {
        messages.message(
            MessageResolver.Draft(
                number: number,
                fixedHeader: header,
                attributeSet: operation.attributeSet,
                attributes: event.attributes,
                path: SpecPath.message("event", of: operation.name.value),
                location: reporter.location(of: event.attributes.range ?? operation.name.range)
            )
        )
    }

    /// A notification looks like the reply of another operation, behind its own header.
    private func notification(
        _ operation: Spec.Operation,
        of name: Located<String>,
        _ number: Int,
        _ header: Structure.ID?
    ) -> Operation.Kind? {
        guard let index = table.id(of: name) else { return nil }
        let model = spec.operations.list.elements[index]
        guard let reply = model.do?.reply ?? model.dump?.reply else {
            guard model.isSound else { return nil }
            reporter.error(
                "'notify' must name an operation with a reply, and \(name.value.quoted) has none",
                at: name.range,
                notes: [.init(message: "defined here", range: model.name.range)]
            )
            return nil
        }
        let message = messages.message(
            MessageResolver.Draft(
                number: number,
                fixedHeader: header,
                attributeSet: operation.attributeSet ?? model.attributeSet,
                attributes: reply.attributes,
                path: SpecPath.message("notify", of: operation.name.value),
                location: reporter.location(of: operation.name.range)
            )
        )
        return .notification(message, of: name.value)
    }
}
