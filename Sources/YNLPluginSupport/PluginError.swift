import Foundation
import PackagePlugin

/// What keeps a plugin from starting the tool, and what to do about it.
enum PluginError: Error {
    /// The plugin was applied to a target that is not Swift.
    case notSwift(target: String)

    /// The target has no spec.
    case noSpec(target: String)

    /// Two specs of one target have the same name, and would become the same file.
    case sameName(first: URL, second: URL)

    /// A file written by hand has the name of one that would be generated.
    case outputExists(spec: URL, file: URL)

    /// The target has more than one configuration.
    case severalConfigurations(first: URL, second: URL)

    /// No target of the package has this name.
    case noTarget(name: String)

    /// The package has no spec at all.
    case nothingToDo(package: String)

    /// The tool failed; it has said why.
    case toolFailed
}

extension PluginError: CustomStringConvertible, LocalizedError {
    var description: String {
        switch self {
        case .notSwift(let target):
            "target '\(target)' has no Swift sources: apply YNLBuildPlugin to a Swift target"
        case .noSpec(let target):
            "target '\(target)' has no spec: put the family's YAML file, for example 'rt-link.yaml', beside its Swift "
                + "sources, or do not apply YNLBuildPlugin to it"
        case .sameName(let first, let second):
            "two specs of one target have the same name, '\(first.relativePath)' and '\(second.relativePath)': rename one "
                + "of the files, or move it to a target of its own"
        case .outputExists(let spec, let file):
            "'\(spec.lastPathComponent)' would become '\(file.lastPathComponent)', and there is a file of that name, "
                + "'\(file.relativePath)': rename it, or delete it if it was generated once"
        case .severalConfigurations(let first, let second):
            "a target has one configuration, not both '\(first.relativePath)' and '\(second.relativePath)': put "
                + "everything into one of them"
        case .noTarget(let name):
            "the package has no target '\(name)': name one of its own targets behind --target"
        case .nothingToDo(let package):
            "package '\(package)' has no spec: name one, put it into the folder 'specs', or into a target"
        case .toolFailed:
            "ynl-gen has not generated everything; it says above why"
        }
    }

    var errorDescription: String? { description }
}
