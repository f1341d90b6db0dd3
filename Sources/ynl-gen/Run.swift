import FoundationEssentials
import YNLGenerator
import YNLSpec

/// One run of the tool: reads the specs, generates, and writes or compares.
struct Run {
    let options: YNLGen

    /// Does all the work; every spec is looked at, however many fail.
    func execute() -> ExitStatus {
        var diagnostics = Diagnostics()
        var modules: [GeneratedModule] = []
        var unreadable: [FileError] = []
        for path in options.specPaths {
            do {
                if let module = try generate(path, &diagnostics) { modules.append(module) }
            } catch {
                unreadable.append(error)
            }
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

    private func generate(_ path: String, _ diagnostics: inout Diagnostics) throws(FileError) -> GeneratedModule? {
        let spec = try SourceFile(reading: path)
        var sources = [spec]
        var overlay: SourceFile?
        if let overlayPath = options.overlay ?? OverlayFile.beside(path) {
            let file = try SourceFile(reading: overlayPath)
            sources.append(file)
            overlay = file
        }
        guard let family = Family.load(spec, overlay: overlay, diagnostics: &diagnostics) else { return nil }
        let generator = Generator(accessLevel: options.access, moduleName: options.module, faces: options.faces)
        return generator.generate(family, sources: sources, diagnostics: &diagnostics)
    }

    /// The name that two modules have, so that one would overwrite the other.
    private func repeatedName(_ modules: [GeneratedModule]) -> String? {
        var names: Set<String> = []
        return modules.map(\.name).first { !names.insert($0).inserted }
    }

    private func deliver(_ modules: [GeneratedModule]) throws(FileError) -> ExitStatus {
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
