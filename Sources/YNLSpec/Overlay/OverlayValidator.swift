/// Finds what an overlay names and the spec does not have.
struct OverlayValidator {
    let overlay: Overlay
    let reporter: Reporter

    /// Checks that the overlay is about the family at all.
    func checkFamily(_ name: Located<String>) {
        guard let family = overlay.family, family.value != name.value else { return }
        reporter.error(
            "the overlay is for family \(family.value.quoted), and the spec describes \(name.value.quoted)",
            at: family.range,
            notes: [.init(message: "the family's name stands here", range: name.range)]
        )
    }

    /// Checks the paths and names in the overlay.
    func check(against family: Family) {
        check(overlay.swiftNames.map(\.path), among: family.paths, "part")
        check(overlay.required.located, among: family.messagePaths, "message")
        check(overlay.wireOrder.located, among: family.messagePaths, "message")
        check(overlay.nests.values.map(\.path), among: family.attributePaths, "attribute")
        check(overlay.ordered + overlay.markedNests, among: family.attributeSets.map(\.name), "attribute set")
        check(overlay.unicast, among: family.operations.filter(\.isAsynchronous).map(\.name), "asynchronous operation")
        check(overlay.echo, among: family.operations.filter(\.hasReply).map(\.name), "operation with a reply")
    }

    private func check(_ references: [Located<String>], among names: @autoclosure () -> [String], _ noun: String) {
        guard !references.isEmpty else { return }
        let names = names()
        let known = Set(names)
        for reference in references where !known.contains(reference.value) {
            reporter.error(
                "the spec has no \(noun) \(reference.value.quoted)",
                at: reference.range,
                notes: .didYouMean(reference.value, among: names)
            )
        }
    }
}

extension [String: Overlay.Names] {
    /// The paths, where they stand in the overlay.
    fileprivate var located: [Located<String>] { map { Located(value: $0.key, range: $0.value.range) } }
}

extension Family {
    /// The paths of everything that can have a name in Swift.
    var paths: [String] { otherPaths + attributePaths + messagePaths }

    fileprivate var messagePaths: [String] { operations.flatMap(\.messagePaths) }

    fileprivate var attributePaths: [String] {
        attributeSets.flatMap { set in
            set.attributes.map { SpecPath.attribute($0.name, of: set.name) }
        }
    }

    private var otherPaths: [String] {
        [SpecPath.family]
            + constants.map { SpecPath.definition($0.name) }
            + structures.map { SpecPath.definition($0.name) }
            + enumerations.map { SpecPath.definition($0.name) }
            + enumerations.flatMap { enumeration in
                enumeration.entries.map { SpecPath.entry($0.name, of: enumeration.name) }
            }
            + structures.flatMap { structure in
                structure.members.map { SpecPath.entry($0.name, of: structure.name) }
            }
            + attributeSets.map { SpecPath.attributeSet($0.name) }
            + subMessages.map { SpecPath.subMessage($0.name) }
            + operations.map { SpecPath.operation($0.name) }
    }
}

extension Operation {
    fileprivate var isAsynchronous: Bool {
        switch kind {
        case .event, .notification: true
        case .call, .reserved: false
        }
    }

    /// Whether a single request can have a reply.
    fileprivate var hasReply: Bool {
        if case .call(let call?, _) = kind { call.reply != nil } else { false }
    }

    fileprivate var messagePaths: [String] {
        func paths(_ exchange: Exchange?, _ mode: String) -> [String] {
            exchange.map { ["\(mode)/request"] + ($0.reply == nil ? [] : ["\(mode)/reply"]) } ?? []
        }
        let messages: [String] =
            switch kind {
            case .call(let single, let dump): paths(single, "do") + paths(dump, "dump")
            case .event: ["event"]
            case .notification: ["notify"]
            case .reserved: []
            }
        return messages.map { SpecPath.message($0, of: name) }
    }
}
