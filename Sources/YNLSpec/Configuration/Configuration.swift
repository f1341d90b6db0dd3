/// How the specs of one target become Swift, as `ynl-gen-config.yaml` says.
///
/// ```yaml
/// access: internal                # who may use the code: internal or public
/// faces: structs                  # structs alone, or views and builders too: all
/// specs:                          # more about single specs, by the names of their files
///   rt-link:
///     overlay: links.overlay.yaml # instead of rt-link.overlay.yaml beside it
///     operations: [getlink, newlink-ntf]  # all that is generated, with what it reaches
///     formats: [bridge, vlan]     # all that is generated of sub-messages; 'all' for every one
///     modules: { ovs_flow: Flows } # the modules that have the families of nests, if not the overlay's
///     swift-names:                # as in an overlay
///       family: Links
/// ```
///
/// All keys are optional. What the file says about Swift names and modules goes before what an overlay says.
public struct Configuration: Sendable {
    /// Who may use the generated code, if the file says so.
    public private(set) var access: AccessLevel?

    /// Which forms of the attribute sets to generate, if the file says so.
    public private(set) var faces: Faces?

    private var choices: [(spec: Located<String>, choices: SpecChoices)] = []
    private let source: SourceFile

    /// Reads a configuration.
    ///
    /// - Parameters:
    ///   - source: The file.
    ///   - diagnostics: Gets everything that is wrong with it in itself; whether specs have what it names is found out
    ///     by ``checkSpecs(among:diagnostics:)`` and ``Family/configured(by:diagnostics:)``.
    public init(_ source: SourceFile, diagnostics: inout Diagnostics) {
        let reporter = Reporter(sources: [source])
        self.source = source
        let root = YAMLComposer.compose(source, reporter: reporter)
            .flatMap { Root($0, in: SchemaContext(reporter: reporter)) }
        access = root?.access
        faces = root?.faces
        choices = (root?.specs ?? []).map { pair in
            let name = Located(value: pair.key.text, range: pair.keyRange)
            return (name, SpecChoices(pair.value, in: SchemaContext(reporter: reporter)) ?? SpecChoices())
        }
        diagnostics.append(contentsOf: reporter.diagnostics())
    }

    /// What the file says about a spec.
    ///
    /// - Parameter spec: The name of the spec's file without its ending, for example `rt-link`.
    /// - Returns: The choices; empty if the file has none for the spec.
    public func choices(for spec: String) -> Choices {
        Choices(choices.first { $0.spec.value == spec }?.choices ?? SpecChoices(), in: source)
    }

    /// Reports specs that the file speaks of and that are not there.
    ///
    /// - Parameters:
    ///   - names: The names of all files with specs, without their endings.
    ///   - diagnostics: Gets an error for each spec that is not among them.
    public func checkSpecs(among names: [String], diagnostics: inout Diagnostics) {
        let reporter = Reporter(sources: [source])
        for spec in choices.map(\.spec) where !names.contains(spec.value) {
            reporter.error(
                "there is no spec '\(spec.value).yaml'",
                at: spec.range,
                notes: .didYouMean(spec.value, among: names)
            )
        }
        diagnostics.append(contentsOf: reporter.diagnostics())
    }
}

/// The file's outermost mapping.
private struct Root: SpecObject {
    static let noun = "a configuration"

    let access: AccessLevel?
    let faces: Faces?
    let specs: [YAMLNode.Pair]

    init?(from fields: inout Fields) {
        access = fields.word(.access)
        faces = fields.word(.faces)
        specs = fields.entries(.specs)
    }
}

extension Fields {
    /// One of a list of words.
    fileprivate mutating func word<Word: SchemaWord>(_ key: SpecKey) -> Word? {
        node(key).flatMap { Word(scalar: $0, in: context) }
    }
}
