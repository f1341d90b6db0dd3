import YNLSpec

extension Planner {
    /// Names the types of all sub-messages: `linkinfo-data-msg` becomes `LinkinfoData`.
    mutating func nameSubMessages() {
        for message in family.subMessages {
            let claimant = NameScope.Claimant(
                kind: "sub-message",
                name: message.name,
                suffix: "Message",
                folder: "sub-messages",
                location: message.location
            )
            subMessageNames.append(takeType(SwiftName.subMessage(message.name), for: claimant))
        }
    }

    /// What a sub-message is, and which of its formats are left out.
    private func comment(of message: SubMessage, with wanted: [SubMessage.Format]) -> DocComment {
        let comment = DocComment("What a sub-message `\(message.name)` holds, by the attribute that chooses it.")
        let omitted = message.formats.filter { !wanted.contains($0) }.map { "`\($0.value)`" }
        guard !omitted.isEmpty else { return comment }
        return comment.adding(
            "The selection leaves out the formats \(omitted.joined(separator: ", ")), which stay bytes."
        )
    }

    /// Decides about the sub-messages.
    mutating func planSubMessages() -> [SubMessagePlan] {
        family.subMessages.indices.filter(selection.subMessages.contains).map { index in
            let message = family.subMessages[index]
            let wanted = family.bindings.formats(of: message)
            var members = NameScope(reserved: ["encode", "formats", "hashValue", "selector", "unknown"])
            for format in wanted where format.attributeSet.map({ messageSets.contains($0.index) }) ?? false {
                report(
                    "format '\(format.value)' of sub-message '\(message.name)': "
                        + "sets that messages have at their top level are not generated there",
                    at: format.location
                )
            }
            return SubMessagePlan(
                name: subMessageNames[index],
                comment: comment(of: message, with: wanted),
                formats: wanted.map { format in
                    SubMessagePlan.Format(
                        name: takeMember(
                            SwiftName.member(format.value),
                            in: &members,
                            for: NameScope.Claimant(
                                kind: "format",
                                name: format.value,
                                folder: "sub-messages/\(message.name)",
                                location: format.location
                            )
                        ),
                        selector: format.value,
                        header: format.fixedHeader.map { structureName($0) },
                        set: format.attributeSet.map { names(of: $0).asNest }
                    )
                }
            )
        }
    }
}
