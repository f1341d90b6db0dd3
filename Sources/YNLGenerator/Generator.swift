public import YNLSpec

/// Makes Swift source out of families.
public struct Generator: Sendable {
    /// Who may use the generated code.
    public var accessLevel: AccessLevel

    /// The name of the namespace and its module; `nil` takes the overlay's, or derives it from the family's.
    public var moduleName: String?

    /// The module that the source becomes part of; `nil` takes the overlay's, or is a module of its own.
    public var targetModule: String?

    /// Which forms of the attribute sets to emit.
    public var faces: Faces

    /// Creates a generator.
    public init(
        accessLevel: AccessLevel = .public,
        moduleName: String? = nil,
        targetModule: String? = nil,
        faces: Faces = .all
    ) {
        self.accessLevel = accessLevel
        self.moduleName = moduleName
        self.targetModule = targetModule
        self.faces = faces
    }

    /// Generates the source of a family.
    ///
    /// - Parameters:
    ///   - family: The family.
    ///   - sources: The files that it comes from, for the first line of the source; only their names are used.
    ///   - diagnostics: Receives an error for each construct that cannot become Swift.
    /// - Returns: The source, or `nil` if there were errors.
    public func generate(_ family: Family, sources: [SourceFile], diagnostics: inout Diagnostics) -> GeneratedModule? {
        var planner = Planner(family: family, moduleName: moduleName, targetModule: targetModule)
        var plan = planner.plan()
        plan.sourceNames = sources.map(\.name)
        guard planner.errors.isEmpty else {
            let errors = planner.errors.sorted { $0.location < $1.location }
            diagnostics.append(
                errors: errors.map { ($0.message, SourceRange($0.location)) },
                in: [family.source] + sources
            )
            return nil
        }
        let emitter = Emitter(isPublic: accessLevel == .public, faces: faces)
        return GeneratedModule(
            name: plan.name,
            text: emitter.file(plan).fileText,
            catalogue: plan.isInRuntime ? nil : emitter.catalogue(plan).fileText
        )
    }
}

/// The Swift source of one family, and the landing page of its documentation.
public struct GeneratedModule: Sendable, Hashable {
    /// The name of the module and of its one source file.
    public let name: String

    /// The Swift source.
    public let text: String

    /// The landing page for DocC; `nil` for bindings that are part of the runtime, which has its own.
    public let catalogue: String?

    /// Everything to write, with paths below a folder of modules.
    public var files: [GeneratedFile] {
        let source = GeneratedFile(path: "\(name)/\(name).swift", text: text)
        guard let catalogue else { return [source] }
        return [source, GeneratedFile(path: "\(name)/\(name).docc/\(name).md", text: catalogue)]
    }
}

/// A file to be written.
public struct GeneratedFile: Sendable, Hashable {
    /// Where the file stands below a folder of modules: `OVSPacket/OVSPacket.swift`.
    public let path: String

    /// What is in it.
    public let text: String
}

extension SourceFile {
    /// The file's name without its folders.
    var name: String { String(path.split(separator: "/").last ?? "") }
}
