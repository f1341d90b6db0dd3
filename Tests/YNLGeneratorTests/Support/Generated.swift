import YNLGenerator
import YNLSpec

/// What the generator makes of a spec, and what it says.
struct Generated {
    let module: GeneratedModule?
    let diagnostics: Diagnostics

    init(_ spec: SpecText, overlay: String? = nil, generator: Generator = Generator()) {
        var sources = [SourceFile(path: "specs/demo.yaml", text: spec.text)]
        if let overlay { sources.append(SourceFile(path: "specs/demo.overlay.yaml", text: "family: demo\n" + overlay)) }
        self.init(sources, generator: generator)
    }

    /// - Parameters:
    ///   - sources: A spec and, if there is one, its overlay.
    ///   - generator: What generates.
    init(_ sources: [SourceFile], generator: Generator = Generator()) {
        var diagnostics = Diagnostics()
        module = sources.first
            .flatMap { Family.load($0, overlay: sources.dropFirst().first, diagnostics: &diagnostics) }
            .flatMap { generator.generate($0, sources: sources, diagnostics: &diagnostics) }
        self.diagnostics = diagnostics
    }

    /// The errors, each as the word it stands at and its message.
    var errors: [String] {
        diagnostics.errors.map { error in
            guard let excerpt = error.excerpt else { return "nowhere: \(error.message)" }
            let word = excerpt.line.dropFirst(excerpt.caretColumn - 1).prefix { !",}] ".contains($0) }
            return "\(word): \(error.message)"
        }
    }
}
