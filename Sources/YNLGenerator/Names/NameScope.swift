import YNLSpec

/// The names of one scope, and who has them.
struct NameScope {
    /// Something that is to have a name.
    struct Claimant {
        /// What it is, for example `attribute`.
        var kind: String

        /// The kernel's name.
        var name: String

        /// What sets its name apart from a reserved one, or from that of a thing of another kind; members of types give
        /// way to a reserved name by an underscore.
        var suffix = "_"

        /// The path in the spec that has it, without the last component; empty at the top.
        var folder: String

        /// The last component of the path, if it is not the name.
        var key: String?

        /// Where it stands.
        var location: SourceLocation

        /// The thing in words, for example `attribute 'mru'`.
        var description: String { "\(kind) '\(name)'" }

        /// The path in the spec that an overlay can give another name.
        var path: String { (folder.isEmpty ? "" : folder + "/") + (key ?? name) }
    }

    private var owners: [String: Claimant] = [:]

    /// Names that generated code or the runtime uses in the scope, and that nothing in a spec may take.
    private let reserved: Set<String>

    init(reserved: Set<String> = [], capacity: Int = 0) {
        self.reserved = reserved
        owners.reserveCapacity(capacity)
    }

    /// Takes a name, and with it those that only add an ending to it.
    ///
    /// If one of them is taken, all get the claimant's suffix. Only two things of the same kind do not share a name that
    /// way: which of them had the suffix would depend on their order in the spec.
    ///
    /// - Parameters:
    ///   - name: The Swift name.
    ///   - endings: What the names that are needed add to it.
    ///   - isExact: Whether no other name will do.
    ///   - claimant: What takes it.
    ///   - errors: Receives an error if there is no free name.
    /// - Returns: The name taken, without an ending.
    mutating func take(
        _ name: String,
        endings: [String] = [""],
        isExact: Bool = false,
        for claimant: Claimant,
        errors: inout [GeneratorError]
    ) -> String {
        guard let ending = endings.first(where: { !isFree(name + $0) }) else { return own(name, endings, claimant) }
        let taken = name + ending
        let other = name + claimant.suffix
        if !isExact, owners[taken]?.suffix != claimant.suffix, endings.allSatisfy({ isFree(other + $0) }) {
            return own(other, endings, claimant)
        }
        errors.append(collision(of: taken, for: claimant))
        return name
    }

    private func isFree(_ name: String) -> Bool {
        owners[name] == nil && !reserved.contains(name)
    }

    private mutating func own(_ name: String, _ endings: [String], _ claimant: Claimant) -> String {
        for ending in endings { owners[name + ending] = claimant }
        return name
    }

    private func collision(of name: String, for claimant: Claimant) -> GeneratorError {
        let holder = owners[name].map { "\($0.description) in line \($0.location.line)" } ?? "the generated code itself"
        return GeneratorError(
            "\(claimant.description) gets the Swift name '\(name)', which \(holder) has; "
                + "give it another one in the overlay: 'swift-names: { \(claimant.path): … }'",
            at: claimant.location
        )
    }
}
