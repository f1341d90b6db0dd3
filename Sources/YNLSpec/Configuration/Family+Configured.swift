extension Family {
    /// The family with what a configuration says about its bindings.
    ///
    /// - Parameters:
    ///   - choices: What the configuration or the command line says about the spec.
    ///   - diagnostics: Gets an error for each name that the spec does not have.
    /// - Returns: The family, or `nil` if there were errors.
    public func configured(by choices: Choices, diagnostics: inout Diagnostics) -> Family? {
        let reporter = Reporter(sources: [choices.source])
        ChoiceValidator(family: self, reporter: reporter).check(choices.spec)
        diagnostics.append(contentsOf: reporter.diagnostics())
        guard !reporter.hasErrors else { return nil }
        var family = self
        family.bindings.apply(choices.spec)
        return family
    }
}

extension Bindings {
    fileprivate mutating func apply(_ choices: SpecChoices) {
        if let operations = choices.operations {
            selectedOperations = Set(operations.map(\.value))
            // Formats are most of some families, and a program that needs few operations needs few of them.
            selectedFormats = []
        }
        switch choices.formats {
        case .all: selectedFormats = nil
        case .named(let formats): selectedFormats = Set(formats.map(\.value))
        case nil: break
        }
        for (family, module) in choices.modules { familyModules[family.value] = module }
        for (path, name) in choices.swiftNames { swiftNames[path.value] = name }
    }
}

/// Finds what a configuration names and the spec does not have.
private struct ChoiceValidator {
    let family: Family
    let reporter: Reporter

    func check(_ choices: SpecChoices) {
        let calls = family.operations.filter { $0.isNamed }
        check(choices.operations ?? [], among: calls.map(\.name), "operation")
        if case .named(let formats) = choices.formats { check(formats, among: family.formats, "format") }
        check(choices.swiftNames.map(\.path), among: family.paths, "part")
        check(choices.modules.map(\.family), among: family.foreignFamilies, "nest of family")
    }

    private func check(
        _ references: [Located<String>],
        among names: @autoclosure () -> [String],
        _ noun: String
    ) {
        guard !references.isEmpty else { return }
        let names = names()
        for reference in references where !names.contains(reference.value) {
            reporter.error(
                "spec \(family.name.quoted) has no \(noun) \(reference.value.quoted)",
                at: reference.range,
                notes: suggestions(for: reference.value, among: names, noun)
            )
        }
    }

    private func suggestions(for name: String, among names: [String], _ noun: String) -> [Reporter.Note] {
        let nearest: [Reporter.Note] = .didYouMean(name, among: names)
        guard nearest.isEmpty, !names.isEmpty, names.count <= Self.mostListed else { return nearest }
        return [Reporter.Note(message: "it has \(names.joined(separator: ", "))")]
    }

    /// How many names a note lists at most.
    private static let mostListed = 40
}

extension Operation {
    /// Whether bindings can have the operation, which an entry that only takes a number is not.
    fileprivate var isNamed: Bool {
        if case .reserved = kind { false } else { true }
    }
}

extension Family {
    /// The formats of all sub-messages.
    fileprivate var formats: [String] {
        var names: [String] = []
        for name in subMessages.flatMap(\.formats).map(\.value) where !names.contains(name) { names.append(name) }
        return names
    }

    /// The other families whose sets nests hold.
    fileprivate var foreignFamilies: [String] {
        var names: [String] = []
        for set in attributeSets {
            for case .foreignNest(let foreign) in set.attributes.map(\.type) where !names.contains(foreign.family) {
                names.append(foreign.family)
            }
        }
        return names
    }
}
