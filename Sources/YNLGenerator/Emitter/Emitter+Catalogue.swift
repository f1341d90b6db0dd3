import YNLSpec

extension Emitter {
    /// The landing page of the module's documentation: what the family is for, and its symbols by purpose.
    func catalogue(_ plan: FamilyPlan) -> Code {
        let structures = plan.structures.map(\.name) + plan.enumerations.map(\.name)
        let sets = plan.attributeSets.flatMap { set in
            [set.attributesName] + (faces == .all ? [set.viewName] : []) + set.entryNames
        }
        return .blocks([
            "# ``\(plan.name)``",
            "\(plan.comment.summary)",
            "## Overview",
            .blocks(plan.comment.paragraphs.map { "\($0)" }),
            "## Topics",
            topic("Family", [plan.name], in: nil),
            topic("Operations", plan.operations.map(\.name), in: plan),
            topic("Events", plan.events.map { $0.structures.map(\.name) + ["Event"] } ?? [], in: plan),
            topic("Definitions", structures, in: plan),
            topic("Sub-messages", plan.subMessages.map(\.name), in: plan),
            topic("Attribute sets", sets, in: plan),
        ])
    }

    private func topic(_ title: String, _ symbols: [String], in plan: FamilyPlan?) -> Code {
        guard !symbols.isEmpty else { return "" }
        let scope = plan.map { "\($0.name)/" } ?? ""
        let links: [Code] = symbols.map { "- ``\(scope)\($0)``" }
        return .blocks(["### \(title)", .lines(links)])
    }
}

extension OperationPlan {
    /// The name of the request, or of the namespace.
    fileprivate var name: String {
        switch self {
        case .request(let message): message.name
        case .namespace(let name, _, _): name
        }
    }
}

extension AttributeSetPlan {
    /// The structs of entries in the set's chains of nests.
    fileprivate var entryNames: [String] {
        fields.compactMap { field in
            guard case .typeValues(let plan) = field.content else { return nil }
            return plan.name
        }
    }
}
