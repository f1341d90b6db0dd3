import Testing
import YNLSpec

@testable import YNLGenerator

/// The plan of a spec, and what was said about it.
struct Planned {
    let plan: FamilyPlan

    /// The errors, each as `line:column: message`.
    let errors: [String]

    init(
        _ spec: SpecText,
        overlay: String? = nil,
        module: String? = nil,
        sourceLocation: Testing.SourceLocation = #_sourceLocation
    ) throws {
        let loaded = Loaded(spec, overlay: overlay.map { "family: demo\n" + $0 })
        let family = try #require(loaded.family, "\(loaded.diagnostics)", sourceLocation: sourceLocation)
        var planner = Planner(family: family, moduleName: module)
        plan = planner.plan()
        errors = planner.errors.map { "\($0.location.line):\($0.location.column): \($0.message)" }
    }
}

/// The plan of a spec that has nothing wrong with it, other than what a test says it ignores.
func plan(
    _ spec: SpecText,
    overlay: String? = nil,
    ignoring ignored: String? = nil,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> FamilyPlan {
    let planned = try Planned(spec, overlay: overlay, sourceLocation: sourceLocation)
    let errors = planned.errors.filter { error in ignored.map { !error.contains($0) } ?? true }
    #expect(errors.isEmpty, sourceLocation: sourceLocation)
    return planned.plan
}

/// The fields of a set `main` with the given attributes, in a family that may have more sets and definitions.
func fields(
    _ attributes: String,
    definitions: String = "",
    sets: String = "",
    sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> [FieldPlan] {
    let main = "- name: main\n  attributes:\n" + attributes.split(separator: "\n").map { "    \($0)\n" }.joined()
    let spec = SpecText(definitions: definitions, attributeSets: main + sets)
    let set = try plan(spec, sourceLocation: sourceLocation).set("main")
    return set.fields
}

extension FamilyPlan {
    func set(_ name: String) throws -> AttributeSetPlan {
        try #require(attributeSets.first { $0.kernelName == name })
    }

    func enumeration(_ name: String) throws -> EnumerationPlan {
        try #require(enumerations.first { $0.name == name })
    }

    func structure(_ name: String) throws -> StructurePlan {
        try #require(structures.first { $0.name == name })
    }

    /// The request of an operation that has a do.
    func request(_ name: String) throws -> MessagePlan {
        for case .request(let message) in operations where message.name == name { return message }
        throw NotPlanned(name: name)
    }

    /// What is in the namespace of an operation that only dumps.
    func namespace(_ name: String) throws -> [MessagePlan.Member] {
        for case .namespace(name, _, let members) in operations { return members }
        throw NotPlanned(name: name)
    }
}

extension [MessagePlan.Member] {
    /// The struct of a name among them.
    func structure(_ name: String) throws -> MessagePlan {
        for case .structure(let message) in self where message.name == name { return message }
        throw NotPlanned(name: name)
    }

    /// The names, with the type behind those that only stand for another.
    var names: [String] {
        map { member in
            switch member {
            case .structure(let message): message.name
            case .alias(let name, let type): "\(name) = \(type)"
            }
        }
    }
}

/// Something that a test expects is not in the plan.
struct NotPlanned: Error {
    let name: String
}

extension FieldPlan.Content {
    /// A number without names.
    static func integer(_ type: String, _ order: IntegerPlan.Order = .host) -> Self {
        .integer(IntegerPlan(wireType: type, order: order, isVariable: false, named: nil))
    }

    /// A number with names.
    static func integer(_ type: String, named name: String, _ rawType: String) -> Self {
        let named = IntegerPlan.NamedType(name: name, rawType: rawType)
        return .integer(IntegerPlan(wireType: type, order: .host, isVariable: false, named: named))
    }
}
