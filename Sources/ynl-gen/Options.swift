import YNLGenerator
import YNLSpec

/// What a command line asks for.
struct Options: Equatable {
    /// The specs; a glob such as `specs/*.yaml` names overlays and a configuration too, which are left out.
    var specs: [String] = []

    /// The folder to write modules below.
    var output: String?

    /// The file to write the source of the only spec to.
    var file: String?

    /// Whether to compare with the output folder instead of writing.
    var check = false

    /// The overlay of the only spec, instead of the one beside it.
    var overlay: String?

    /// The configuration.
    var config: String?

    /// All specs that the configuration is for, if it is for more than the ones to generate.
    var configuredSpecs: [String]?

    /// Who may use the generated code, if the configuration is not to say so.
    var access: AccessLevel?

    /// Which forms of attribute sets to generate, if the configuration is not to say so.
    var faces: Faces?

    /// The operations to generate, with commas in between.
    var operations: String?

    /// The formats of sub-messages to generate, with commas in between, or `all`.
    var formats: String?

    /// The name of the only spec's module and namespace.
    var module: String?

    /// The module that the source becomes part of, if it does not get one of its own.
    var partOf: String?

    /// How to print errors and warnings.
    var diagnostics = DiagnosticFormat.text

    /// Whether to print how the tool is used, and do nothing.
    var help = false
}

/// How diagnostics are printed.
enum DiagnosticFormat: String, CaseIterable {
    /// As compilers do, on standard error.
    case text

    /// As one JSON document, on standard error.
    case json
}

extension Options {
    /// Finds what cannot be asked for together.
    func validate() throws(UsageError) {
        let single = [
            ("--overlay", overlay), ("--module", module), ("--operations", operations), ("--formats", formats),
            ("--file", file),
        ]
        switch specs.count {
        case 0: throw UsageError("Name a spec; overlays alone say nothing.")
        case 1: break
        default:
            if output == nil, file == nil { throw UsageError("Several specs need --output DIR.") }
            for (option, value) in single where value != nil {
                throw UsageError("\(option) goes with a single spec.")
            }
        }
        if output != nil, file != nil { throw UsageError("--output and --file both say where to write.") }
        if check, output == nil { throw UsageError("--check compares with a folder: add --output DIR.") }
        if let module, !module.isSwiftIdentifier { throw UsageError("'\(module)' is not a Swift module name.") }
    }
}
