import YNLSpec

/// The names of one scope, and who has them.
struct NameScope {
    /// What has a name.
    private struct Owner {
        let description: String
        let location: SourceLocation
    }

    private var owners: [String: Owner] = [:]

    /// Names that generated code or the runtime uses in the scope, and that nothing in a spec may take.
    private let reserved: Set<String>

    init(reserved: Set<String> = []) {
        self.reserved = reserved
    }

    /// Whether a name is neither taken nor reserved.
    func isFree(_ name: String) -> Bool {
        owners[name] == nil && !reserved.contains(name)
    }

    /// Takes a name, or the name with a suffix if that is free and the name is not.
    ///
    /// - Parameters:
    ///   - name: The Swift name.
    ///   - suffix: What sets the name apart from one that is taken.
    ///   - description: What takes it, for example `attribute 'mru'`.
    ///   - path: The path in the spec that an overlay can give another name.
    ///   - location: Where that stands.
    ///   - report: Receives an error if there is no free name.
    /// - Returns: The name taken.
    mutating func take(
        _ name: String,
        suffix: String,
        for description: String,
        path: String,
        at location: SourceLocation,
        report: (GeneratorError) -> Void
    ) -> String {
        let candidates = [name, name + suffix]
        guard let free = candidates.first(where: isFree) else {
            report(collision(of: candidates[0], for: description, path: path, at: location))
            return name
        }
        owners[free] = Owner(description: description, location: location)
        return free
    }

    private func collision(
        of name: String,
        for description: String,
        path: String,
        at location: SourceLocation
    ) -> GeneratorError {
        let other = owners[name]
        let holder = other.map { "\($0.description) in line \($0.location.line)" } ?? "the generated code itself"
        return GeneratorError(
            "\(description) gets the Swift name '\(name)', which \(holder) has; "
                + "give it another one in the overlay: 'swift-names: { \(path): … }'",
            at: location
        )
    }
}
