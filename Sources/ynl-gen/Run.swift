import FoundationEssentials
import YNLGenerator
import YNLSpec

/// One run of the tool: reads the specs, generates, and writes or compares.
struct Run {
    let options: Options

    /// Does all the work; every spec is looked at, however many fail.
    func execute() -> ExitStatus {
        var diagnostics = Diagnostics()
        var modules: [GeneratedModule] = []
        var unreadable: [FileError] = []
        do {
            let configuration = try configuration(&diagnostics)
            for path in options.specs {
                do {
                    if let module = try generate(path, configuration, &diagnostics) { modules.append(module) }
                } catch {
                    unreadable.append(error)
                }
            }
        } catch {
            unreadable.append(error)
        }
        Self.print(diagnostics, as: options.diagnostics)
        for error in unreadable { Self.print(error) }
        if !unreadable.isEmpty { return .inputOutput }
        if diagnostics.hasErrors { return .invalidSpec }
        if let name = repeatedName(modules) {
            StandardError.print("ynl-gen: error: two specs become module '\(name)'; generate one with --module NAME")
            return .wrongUse
        }
        do {
            return try deliver(modules)
        } catch {
            Self.print(error)
            return .inputOutput
        }
    }

    /// Reads the configuration; what is wrong with it as a whole is reported by one run alone.
    private func configuration(_ diagnostics: inout Diagnostics) throws(FileError) -> Configuration? {
        guard let path = options.config else { return nil }
        var found = Diagnostics()
        let configuration = Configuration(try SourceFile(reading: path), diagnostics: &found)
        let names = options.specs.map(SpecFile.name)
        let all = options.configuredSpecs ?? ConfigurationFile.specs(beside: path) + names
        configuration.checkSpecs(among: all, diagnostics: &found)
        if options.configuredSpecs.map({ $0.first == names.first }) ?? true {
            diagnostics.append(contentsOf: found.all)
        }
        return configuration
    }

    private func generate(
        _ path: String,
        _ configuration: Configuration?,
        _ diagnostics: inout Diagnostics
    ) throws(FileError) -> GeneratedModule? {
        let spec = try SourceFile(reading: path)
        var sources = [spec]
        var overlay: SourceFile?
        let choices = configuration?.choices(for: SpecFile.name(path))
        if let overlayPath = options.overlay ?? configuredOverlay(choices) ?? OverlayFile.beside(path) {
            let file = try SourceFile(reading: overlayPath)
            sources.append(file)
            overlay = file
        }
        var family = Family.load(spec, overlay: overlay, diagnostics: &diagnostics)
        if let choices { family = family?.configured(by: choices, diagnostics: &diagnostics) }
        if options.operations != nil || options.formats != nil {
            let choices = Choices(operations: options.operations, formats: options.formats)
            family = family?.configured(by: choices, diagnostics: &diagnostics)
        }
        return family.flatMap { generator(configuration).generate($0, sources: sources, diagnostics: &diagnostics) }
    }

    private func configuredOverlay(_ choices: Choices?) -> String? {
        guard let path = choices?.overlay, let configuration = options.config else { return nil }
        return ConfigurationFile.resolve(path, from: configuration)
    }

    private func generator(_ configuration: Configuration?) -> Generator {
        let isPart = options.partOf != nil
        return Generator(
            accessLevel: options.access ?? configuration?.access ?? (isPart ? .internal : .public),
            moduleName: options.module,
            targetModule: options.partOf,
            faces: options.faces ?? configuration?.faces ?? (isPart ? .structs : .all)
        )
    }

    /// The name that two modules have, so that one would overwrite the other.
    private func repeatedName(_ modules: [GeneratedModule]) -> String? {
        var names: Set<String> = []
        return modules.map(\.name).first { !names.insert($0).inserted }
    }

    private func deliver(_ modules: [GeneratedModule]) throws(FileError) -> ExitStatus {
        if let path = options.file {
            let file = OutputFile(path: path)
            // An unchanged file keeps its date, so that nothing that depends on it is built again.
            for module in modules where try file.contents() != module.text { try file.write(module.text) }
            return .done
        }
        guard let folder = options.output else {
            for module in modules { Swift.print(module.text, terminator: "") }
            return .done
        }
        var differs = false
        for generated in modules.flatMap(\.files) {
            let file = OutputFile(path: folder + "/" + generated.path)
            let old = try file.contents()
            guard old != generated.text else { continue }
            differs = true
            if options.check {
                let diff = UnifiedDiff(
                    from: old ?? "",
                    to: generated.text,
                    oldName: old == nil ? "/dev/null" : file.path,
                    newName: file.path
                )
                Swift.print(diff, terminator: "")
            } else {
                try file.write(generated.text)
            }
        }
        return options.check && differs ? .differs : .done
    }

    private static func print(_ error: FileError) {
        StandardError.print("ynl-gen: error: \(error)")
    }

    private static func print(_ diagnostics: Diagnostics, as format: DiagnosticFormat) {
        switch format {
        case .text: StandardError.print(diagnostics.description, terminator: "")
        case .json: StandardError.print(diagnostics.json)
        }
    }
}
