import YNLSpec

extension Planner {
    /// Decides about the calls, in the order of the spec.
    mutating func planOperations() -> [OperationPlan] {
        family.operations.compactMap { operation in
            guard case .call(let call, let dump) = operation.kind else { return nil }
            return planOperation(operation, call, dump)
        }
    }

    private mutating func planOperation(_ operation: Operation, _ call: Exchange?, _ dump: Exchange?) -> OperationPlan {
        let name = takeType(
            SwiftName.operation(operation.name),
            suffix: "Operation",
            for: "operation '\(operation.name)'",
            path: "operations/\(operation.name)",
            at: operation.location
        )
        let comment = DocComment(spec: operation.documentation, fallback: "Operation of the family.")
        guard let call else {
            return .namespace(
                name: name,
                comment: comment.adding("Operation `\(operation.name)`."),
                members: dump.map { dumpMembers($0, operation, in: name, alongside: false) } ?? []
            )
        }
        var members: [MessagePlan.Member] = []
        if let reply = call.reply {
            members.append(planReply(reply, "Reply", operation, "do/reply", in: name))
        }
        if let dump { members += dumpMembers(dump, operation, in: name, alongside: call.reply != nil) }
        return .request(
            planMessage(
                call.request,
                named: name,
                comment.adding(requestRemark(operation, call.request)),
                .doRequest(command: call.request.number),
                members
            )
        )
    }

    /// The dump request of an operation, and its reply unless the do has the same.
    private mutating func dumpMembers(
        _ dump: Exchange,
        _ operation: Operation,
        in name: String,
        alongside hasReply: Bool
    ) -> [MessagePlan.Member] {
        let reply = dump.reply ?? emptyReply(to: dump.request)
        let comment = DocComment("Asks for all of them.").adding(requestRemark(operation, dump.request))
        var members: [MessagePlan.Member] = []
        var nested: [MessagePlan.Member] = []
        let key = MessageKey(set: reply.attributeSet, header: reply.fixedHeader, fields: reply.fields)
        if hasReply, messageTypes[key] != "\(name).Reply" {
            nested = [planReply(reply, "Reply", operation, "dump/reply", in: "\(name).Dump")]
        } else {
            if !hasReply { members = [planReply(reply, "Reply", operation, "dump/reply", in: name)] }
            nested = [.alias(name: "Reply", type: "\(name).Reply")]
        }
        let request = planMessage(
            dump.request,
            named: "Dump",
            comment,
            .dumpRequest(command: dump.request.number),
            nested
        )
        return members + [.structure(request)]
    }

    /// A dump always answers with messages, even if the spec lists nothing in them.
    private func emptyReply(to request: Message) -> Message { request.withoutFields }

    /// The reply's struct, or another name for a struct that holds the same.
    private mutating func planReply(
        _ reply: Message,
        _ name: String,
        _ operation: Operation,
        _ path: String,
        in scope: String
    ) -> MessagePlan.Member {
        let key = MessageKey(set: reply.attributeSet, header: reply.fixedHeader, fields: reply.fields)
        if let type = messageTypes[key] { return .alias(name: name, type: type) }
        messageTypes[key] = "\(scope).\(name)"
        let comment = DocComment("What the kernel answers.")
            .adding("Reply of operation `\(operation.name)`\(attributesRemark(reply)).")
        return .structure(planMessage(reply, named: name, comment, .fromKernel, []))
    }

    private func requestRemark(_ operation: Operation, _ request: Message) -> String {
        var remark = "Request of operation `\(operation.name)`, command \(request.number)\(attributesRemark(request))."
        if operation.permissions.contains(.admin) {
            remark += " Needs `CAP_NET_ADMIN` in the initial user namespace."
        } else if operation.permissions.contains(.namespacedAdmin) {
            remark += " Needs `CAP_NET_ADMIN` in the user namespace of the network namespace."
        }
        return remark
    }

    private func attributesRemark(_ message: Message) -> String {
        message.attributeSet.map { ", attribute set `\(family[$0].name)`" } ?? ""
    }

    private mutating func planMessage(
        _ message: Message,
        named name: String,
        _ comment: DocComment,
        _ role: MessagePlan.Role,
        _ members: [MessagePlan.Member]
    ) -> MessagePlan {
        let set = message.attributeSet
        return MessagePlan(
            name: name,
            comment: comment,
            role: role,
            attributesName: set.map { names(of: $0).attributes },
            slotsType: set.map { slotsType(of: family[$0]) } ?? "AttributeSlots8",
            header: message.fixedHeader.map { structureName($0) },
            properties: properties(of: message),
            members: members
        )
    }

    private func properties(of message: Message) -> [MessagePlan.Property] {
        guard let set = message.attributeSet else { return [] }
        return message.fields.compactMap { field in
            fields[set.index].first { $0.kernelName == field.name }
                .map { MessagePlan.Property(field: $0, isRequired: field.isRequired) }
        }
    }
}

extension Planner {
    /// Decides about the messages that come unasked; those with equal attributes share a struct.
    mutating func planEvents() -> EventsPlan? {
        var plan = EventsPlan(structures: [], cases: [])
        var cases = NameScope(reserved: ["lost", "unknown"])
        for operation in family.operations {
            let message: Message
            switch operation.kind {
            case .event(let event): message = event
            case .notification(let reply, _): message = reply
            default: continue
            }
            let type = eventType(message, operation, &plan)
            plan.cases.append(
                EventsPlan.Case(
                    name: takeMember(
                        SwiftName.event(operation.name),
                        in: &cases,
                        for: "event '\(operation.name)'",
                        path: "operations/\(operation.name)",
                        at: operation.location
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
        let key = MessageKey(set: message.attributeSet, header: message.fixedHeader, fields: message.fields)
        if let type = messageTypes[key] { return type }
        let name = takeType(
            SwiftName.operation(operation.name),
            suffix: "Event",
            for: "event '\(operation.name)'",
            path: "operations/\(operation.name)/event",
            at: operation.location
        )
        messageTypes[key] = name
        let sharing = family.operations.filter { other in
            other.messages.contains { $0.hasSameContents(as: message) }
        }.map { "`\($0.name)`" }
        let comment = DocComment("What the kernel sends in \(sharing.joined(separator: " and ")).")
            .adding("Event\(attributesRemark(message)).")
        plan.structures.append(planMessage(message, named: name, comment, .fromKernel, []))
        return name
    }
}
