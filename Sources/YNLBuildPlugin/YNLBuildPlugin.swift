import Foundation
import PackagePlugin

/// Makes Swift out of the specs of a target whenever it is built.
///
/// Each `NAME.yaml` becomes `NAME.ynl.swift` in the plugin's folder. The plugin only says which files depend on which: it
/// reads neither specs nor the configuration, so that everything in them is reported by the tool, with its place.
@main
struct YNLBuildPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) async throws -> [Command] {
        guard let target = target as? SwiftSourceModuleTarget else {
            throw PluginError.notSwift(target: target.name)
        }
        let files = target.sourceFiles.map(\.url)
        let specs = try TargetSpecs(files)
        guard !specs.specs.isEmpty else {
            Diagnostics.warning("\(PluginError.noSpec(target: target.name))")
            return []
        }
        let tool = try context.tool(named: "ynl-gen").url
        return try specs.specs.map { spec in
            let output = context.pluginWorkDirectoryURL.appending(component: spec.specName + ".ynl.swift")
            if let file = files.first(where: { $0.lastPathComponent == output.lastPathComponent }) {
                throw PluginError.outputExists(spec: spec, file: file)
            }
            return .buildCommand(
                displayName: "ynl-gen \(spec.lastPathComponent)",
                executable: tool,
                arguments: arguments(for: spec, of: specs, in: target, output),
                inputFiles: [spec] + specs.overlays(of: spec) + (specs.configuration.map { [$0] } ?? []),
                outputFiles: [output]
            )
        }
    }

    private func arguments(
        for spec: URL,
        of specs: TargetSpecs,
        in target: SwiftSourceModuleTarget,
        _ output: URL
    ) -> [String] {
        var arguments = [
            spec.path(percentEncoded: false), "--part-of", target.moduleName, "--file",
            output.path(percentEncoded: false),
        ]
        if let configuration = specs.configuration {
            arguments += ["--config", configuration.path(percentEncoded: false)]
            arguments += ["--configured-specs", specs.specs.map(\.specName).joined(separator: ",")]
        }
        return arguments
    }
}
