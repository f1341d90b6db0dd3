import YNLSpec

extension Planner {
    /// Decides about the calls, in the order of the spec.
    mutating func planOperations() -> [OperationPlan] {
        family.operations.enumerated().compactMap { index, operation in
            guard case .call(let call, let dump) = operation.kind else { return nil }
            let claimant = NameScope.Claimant(
                kind: "operation",
                name: operation.name,
                suffix: "Operation",
                folder: "operations",
                location: operation.location
            )
            let name = takeType(SwiftName.operation(operation.name), for: claimant)
            guard selection.operations.contains(index) else { return nil }
            return planOperation(operation, named: name, call, dump)
        }
    }

    private mutating func planOperation(
        _ operation: Operation,
        named name: String,
        _ call: Exchange?,
        _ dump: Exchange?
    ) -> OperationPlan {
        let comment = DocComment(spec: operation.documentation, fallback: "Operation of the family.")
        guard let call else {
            return .namespace(
                name: name,
                comment: comment.adding("Operation `\(operation.name)`."),
                members: dump.map { dumpMembers($0, operation, in: name, isAlone: true) } ?? []
            )
        }
        var members: [MessagePlan.Member] = []
        if let reply = call.reply {
            members.append(planReply(reply, operation, in: name))
        }
        if let dump { members += dumpMembers(dump, operation, in: name, isAlone: false) }
        var request = planMessage(
            call.request,
            named: name,
            comment.remarking("operation `\(operation.name)`, command \(call.request.number)")
                .adding(permissionRemark(operation)),
            .doRequest(command: call.request.number),
            members
        )
        request.operationName = operation.name
        request.repliesOnlyToEcho = operation.repliesOnlyToEcho
        return .request(request)
    }

    /// The dump request of an operation, and its reply unless the do has the same.
    ///
    /// - Parameters:
    ///   - dump: The request and the reply.
    ///   - operation: The operation.
    ///   - name: The operation's type.
    ///   - isAlone: Whether the operation has no do, so that its type is a mere namespace.
    /// - Returns: What is nested in the operation's type.
    private mutating func dumpMembers(
        _ dump: Exchange,
        _ operation: Operation,
        in name: String,
        isAlone: Bool
    ) -> [MessagePlan.Member] {
        let reply = dump.reply ?? emptyReply(to: dump.request)
        let comment = DocComment("Asks for all of them (dump of `\(operation.name)`, command \(dump.request.number)).")
        // Beside a do without a reply, a type of that name would become the do's.
        let members = isAlone ? [planReply(reply, operation, in: name)] : []
        let isShared = messageTypes[key(of: reply)] == "\(name).Reply"
        let nested =
            isShared ? .alias(name: "Reply", type: "\(name).Reply") : planReply(reply, operation, in: "\(name).Dump")
        var request = planMessage(
            dump.request,
            named: "Dump",
            comment,
            .dumpRequest(command: dump.request.number),
            [nested]
        )
        request.operationName = operation.name
        return members + [.structure(request)]
    }

    private func key(of message: Message) -> MessageKey {
        MessageKey(set: message.attributeSet, header: message.fixedHeader, fields: message.fields)
    }

    /// A dump always answers with messages, even if the spec lists nothing in them.
    private func emptyReply(to request: Message) -> Message { request.withoutFields }

    /// The reply's struct, or another name for a struct that holds the same.
    private mutating func planReply(
        _ reply: Message,
        _ operation: Operation,
        in scope: String
    ) -> MessagePlan.Member {
        if let type = messageTypes[key(of: reply)] { return .alias(name: "Reply", type: type) }
        messageTypes[key(of: reply)] = "\(scope).Reply"
        let comment = DocComment("What the kernel answers to `\(operation.name)`.")
        return .structure(planMessage(reply, named: "Reply", comment, .fromKernel, []))
    }

    private func permissionRemark(_ operation: Operation) -> String {
        if operation.permissions.contains(.admin) {
            "Needs `CAP_NET_ADMIN` in the initial user namespace."
        } else if operation.permissions.contains(.namespacedAdmin) {
            "Needs `CAP_NET_ADMIN` in the user namespace of the network namespace."
        } else {
            ""
        }
    }

    private mutating func planMessage(
        _ message: Message,
        named name: String,
        _ comment: DocComment,
        _ role: MessagePlan.Role,
        _ members: [MessagePlan.Member]
    ) -> MessagePlan {
        let set = message.attributeSet
        let header = message.fixedHeader.map { structureName($0) }
        let properties = properties(of: message)
        return MessagePlan(
            name: name,
            comment: comment,
            role: role,
            attributesName: set.map { names(of: $0).attributes }
                ?? "NoAttributes<\(self.name), \(header ?? "NoHeader")>",
            slotsType: set.map { slotsType(of: family[$0]) } ?? "AttributeSlots8",
            header: header,
            properties: properties,
            listedNumbers: listedNumbers(of: message, properties),
            members: members
        )
    }

    /// The numbers of a message's attributes, if its set has others that the message may carry nevertheless.
    private func listedNumbers(of message: Message, _ properties: [MessagePlan.Property]) -> [Int]? {
        guard let set = message.attributeSet else { return nil }
        let listed = Set(properties.map(\.field.number))
        return fields[set.index].allSatisfy { listed.contains($0.number) } ? nil : listed.sorted()
    }

    private func properties(of message: Message) -> [MessagePlan.Property] {
        guard let set = message.attributeSet else { return [] }
        return message.fields.compactMap { field in
            fieldIndexes[set.index][field.name].map { index in
                MessagePlan.Property(field: fields[set.index][index], isRequired: field.isRequired)
            }
        }
    }
}

extension Planner {
    /// Decides about the messages that come unasked; those with equal attributes share a struct.
    mutating func planEvents() -> EventsPlan? {
        var plan = EventsPlan(structures: [], cases: [])
        var cases = NameScope(reserved: ["lost", "unknown"])
        var numbers: Set<Int> = []
        for (operation, message) in eventMessages where numbers.insert(message.number).inserted {
            let type = eventType(message, operation, &plan)
            plan.cases.append(
                EventsPlan.Case(
                    name: takeMember(
                        SwiftName.event(operation.name),
                        in: &cases,
                        for: NameScope.Claimant(
                            kind: "event",
                            name: operation.name,
                            folder: "operations",
                            location: operation.location
                        )
                    ),
                    comment: DocComment(spec: operation.documentation, fallback: "Event of the family.")
                        .remarking("`\(operation.name)`"),
                    command: message.number,
                    type: type
                )
            )
        }
        return plan.cases.isEmpty ? nil : plan
    }

    private mutating func eventType(_ message: Message, _ operation: Operation, _ plan: inout EventsPlan) -> String {
        if let type = messageTypes[key(of: message)] { return type }
        let claimant = NameScope.Claimant(
            kind: "event",
            name: operation.name,
            suffix: "Event",
            folder: "operations/\(operation.name)",
            key: "event",
            location: operation.location
        )
        let name = takeType(SwiftName.operation(operation.name), for: claimant)
        messageTypes[key(of: message)] = name
        let sharing = family.operations.selected(selection.operations).filter { other in
            other.eventMessage?.hasSameContents(as: message) == true
        }
        let comment = DocComment("What the kernel sends in \(sharing.map { "`\($0.name)`" }.enumeration).")
        plan.structures.append(planMessage(message, named: name, comment, .fromKernel, []))
        return name
    }
}

extension Planner {
    /// The messages that the kernel sends unasked.
    ///
    /// Older families do not list them: there, what the kernel sends to groups looks like the replies.
    private var eventMessages: [(Operation, Message)] {
        let operations = family.operations.selected(selection.operations)
        let listed = operations.compactMap { operation in operation.eventMessage.map { (operation, $0) } }
        let listsEvents = family.operations.contains { $0.eventMessage != nil }
        guard !listsEvents, !family.multicastGroups.isEmpty else { return listed }
        return operations.compactMap { operation in
            guard case .call(let call, let dump) = operation.kind else { return nil }
            return (call?.reply ?? dump?.reply).map { (operation, $0) }
        }
    }
}

extension Operation {
    /// The message that the kernel sends unasked, if the operation is one.
    fileprivate var eventMessage: Message? {
        switch kind {
        case .event(let message), .notification(let message, _): message
        case .call, .reserved: nil
        }
    }
}

extension [String] {
    /// The words as a sentence lists them: `a`, `a and b`, `a, b and c`.
    fileprivate var enumeration: String {
        count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + suffix(1).joined()
    }
}
