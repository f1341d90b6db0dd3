public import ArgumentParser
public import YNLGenerator

/// The command line: from spec files to Swift source.
@main
struct YNLGen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ynl-gen",
        abstract: "Generates Swift bindings from YAML netlink specs.",
        discussion: """
            Writes DIR/<Module>/<Module>.swift for each spec, or prints the source of a single one. \
            An overlay NAME.overlay.yaml beside NAME.yaml is applied by itself; naming it as a SPEC does no harm.

            Exit status: 0 done, or nothing differs; 1 with --check, something differs; 2 a spec or an overlay has \
            errors; 64 the command line is wrong; 74 a file cannot be read or written.
            """
    )

    @Argument(help: "Spec files.")
    var specs: [String]

    @Option(help: ArgumentHelp("Write modules below this folder.", valueName: "dir"))
    var output: String?

    @Flag(help: "Write nothing; print a unified diff of what would change in the output folder.")
    var check = false

    @Option(help: ArgumentHelp("The overlay of the only spec, instead of the one beside it.", valueName: "file"))
    var overlay: String?

    @Option(help: "Who may use the generated code.")
    var access: AccessLevel = .public

    @Option(help: "Which forms of each attribute set to write: structs alone, or views and builders as well.")
    var faces: Faces = .all

    @Option(help: ArgumentHelp("The name of the only spec's module and namespace.", valueName: "name"))
    var module: String?

    @Option(help: "How to print errors and warnings.")
    var diagnostics: DiagnosticFormat = .text

    func validate() throws {
        let count = specPaths.count
        if count == 0 { throw ValidationError("Name a spec; overlays alone say nothing.") }
        if count > 1, output == nil { throw ValidationError("Several specs need --output DIR.") }
        if count > 1, overlay != nil { throw ValidationError("--overlay goes with a single spec.") }
        if count > 1, module != nil { throw ValidationError("--module goes with a single spec.") }
        if check, output == nil { throw ValidationError("--check compares with a folder: add --output DIR.") }
        if let module, !module.isSwiftIdentifier { throw ValidationError("'\(module)' is not a Swift module name.") }
    }

    func run() throws {
        let status = Run(options: self).execute()
        if status != .done { throw ExitCode(status.rawValue) }
    }

    /// The specs among the arguments: a glob such as `specs/*.yaml` names overlays too.
    var specPaths: [String] {
        specs.filter { !$0.hasSuffix(OverlayFile.suffix) }
    }
}

/// How diagnostics are printed.
enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable {
    /// As compilers do, on standard error.
    case text

    /// As one JSON document, on standard error.
    case json
}

extension AccessLevel: ExpressibleByArgument {}
extension Faces: ExpressibleByArgument {}
