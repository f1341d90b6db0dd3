import Foundation
import PackagePlugin

/// The specs of a target, their overlays and their configuration, by the names of the files.
struct TargetSpecs {
    /// What a configuration is called.
    static let configurationName = "ynl-gen-config.yaml"

    /// The specs, in the order of their names.
    let specs: [URL]

    /// All overlays.
    let overlays: [URL]

    /// The configuration, if there is one.
    let configuration: URL?

    /// Sorts the files of a target.
    init(_ files: some Sequence<URL>) throws(PluginError) {
        let yaml = files.filter { $0.pathExtension == "yaml" }.sorted { $0.path < $1.path }
        let configurations = yaml.filter { $0.lastPathComponent == Self.configurationName }
        if configurations.count > 1 {
            throw .severalConfigurations(first: configurations[0], second: configurations[1])
        }
        configuration = configurations.first
        overlays = yaml.filter(\.isOverlay)
        specs = yaml.filter { !$0.isOverlay && $0.lastPathComponent != Self.configurationName }
            .sorted { $0.specName < $1.specName }
        for (spec, next) in zip(specs, specs.dropFirst()) where spec.specName == next.specName {
            throw .sameName(first: spec, second: next)
        }
    }

    /// The overlays that a spec may depend on: the one beside it, and those that are beside no spec, since a
    /// configuration may name them.
    func overlays(of spec: URL) -> [URL] {
        let stems = Set(specs.map(\.stem))
        return overlays.filter { $0.stem == spec.stem || !stems.contains($0.stem) }
    }
}

extension URL {
    private static let overlaySuffix = ".overlay.yaml"

    fileprivate var isOverlay: Bool { lastPathComponent.hasSuffix(Self.overlaySuffix) }

    /// The spec's name, which is its file's without the ending.
    var specName: String { deletingPathExtension().lastPathComponent }

    /// The path without `.yaml` or `.overlay.yaml`.
    private var stemPath: String { path(percentEncoded: false) }

    fileprivate var stem: String {
        let path = stemPath
        return String(path.dropLast(isOverlay ? Self.overlaySuffix.count : ".yaml".count))
    }
}
