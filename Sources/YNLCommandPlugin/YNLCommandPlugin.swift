import Foundation
import PackagePlugin

/// Generates modules to be committed: `swift package ynl-generate`.
///
/// Without arguments it takes the specs in the package's folder `specs` or, if there is none, those of all its targets,
/// and writes `Generated/<Module>/<Module>.swift` for each. Options are those of `ynl-gen`, besides `--target NAME`.
@main
struct YNLCommandPlugin: CommandPlugin {
    func performCommand(context: PluginContext, arguments: [String]) async throws {
        var extractor = ArgumentExtractor(arguments)
        let targets = extractor.extractOption(named: "target")
        let options = extractor.remainingArguments
        let tool = Tool(url: try context.tool(named: "ynl-gen").url, folder: context.package.directoryURL)

        var jobs = [options]
        if !options.contains("--help"), !options.contains("-h"), !Self.namesSpecs(options) {
            jobs = try Self.inputs(of: context.package, targets).map { $0 + options }
        }
        var failed = false
        for job in jobs where try !tool.run(job) { failed = true }
        if failed { throw PluginError.toolFailed }
    }

    /// Whether a spec is named among the options.
    private static func namesSpecs(_ options: [String]) -> Bool {
        var isValue = false
        for option in options {
            if !isValue, !option.hasPrefix("-") { return true }
            isValue = option.hasPrefix("--") && !option.contains("=") && option != "--check"
        }
        return false
    }

    /// The specs that a package has and the configurations that go with them, one list for each run of the tool.
    private static func inputs(of package: Package, _ targetNames: [String]) throws -> [[String]] {
        let targets = try targetNames.map { name in
            guard let target = package.targets.first(where: { $0.name == name }) else {
                throw PluginError.noTarget(name: name)
            }
            return target
        }
        let folder = package.directoryURL.appending(component: "specs")
        let found = try targets.isEmpty ? files(in: folder) : []
        let groups = found.isEmpty ? (targets.isEmpty ? package.targets : targets).map(files) : [found]
        let inputs = try groups.map { try TargetSpecs($0) }.filter { !$0.specs.isEmpty }.map(\.arguments)
        if inputs.isEmpty { throw PluginError.nothingToDo(package: package.displayName) }
        return inputs
    }

    private static func files(of target: any Target) -> [URL] {
        (target as? any SourceModuleTarget)?.sourceFiles.map(\.url) ?? []
    }

    private static func files(in folder: URL) throws -> [URL] {
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }
}

extension TargetSpecs {
    /// The specs and the configuration as arguments of the tool.
    fileprivate var arguments: [String] {
        specs.map { $0.path(percentEncoded: false) }
            + (configuration.map { ["--config", $0.path(percentEncoded: false)] } ?? [])
    }
}

/// `ynl-gen`, run in the package's folder.
private struct Tool {
    let url: URL
    let folder: URL

    /// Runs the tool; unless it is told where to write, that is `Generated`.
    ///
    /// - Parameter arguments: The arguments.
    /// - Returns: Whether it has succeeded.
    /// - Throws: An error if the tool cannot be started.
    func run(_ arguments: [String]) throws -> Bool {
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        if !arguments.contains(where: { $0.hasPrefix("--output") || $0.hasPrefix("--file") }) {
            process.arguments = arguments + ["--output", "Generated"]
        }
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        return process.terminationReason == .exit && process.terminationStatus == 0
    }
}
