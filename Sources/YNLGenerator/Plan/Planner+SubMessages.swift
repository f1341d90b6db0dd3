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

    /// Decides about the sub-messages.
    mutating func planSubMessages() -> [SubMessagePlan] {
        zip(family.subMessages, subMessageNames).map { message, name in
            var members = NameScope(reserved: ["encode", "formats", "hashValue", "selector", "unknown"])
            for format in message.formats where format.attributeSet.map({ messageSets.contains($0.index) }) ?? false {
                report(
                    "format '\(format.value)' of sub-message '\(message.name)': "
                        + "sets that messages have at their top level are not generated there",
                    at: format.location
                )
            }
            return SubMessagePlan(
                name: name,
                comment: DocComment("What a sub-message `\(message.name)` holds, by the attribute that chooses it."),
                formats: message.formats.map { format in
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
