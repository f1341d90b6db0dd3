import FoundationEssentials

/// Where the configuration of a target's specs is.
enum ConfigurationFile {
    /// What the file is called.
    static let name = "ynl-gen-config.yaml"

    /// Whether a path is that of a configuration rather than of a spec.
    static func isConfiguration(_ path: String) -> Bool {
        path == name || path.hasSuffix("/" + name)
    }

    /// The path of a file that a configuration names.
    static func resolve(_ path: String, from configuration: String) -> String {
        guard !path.hasPrefix("/"), let slash = configuration.lastIndex(of: "/") else { return path }
        return configuration[...slash] + path
    }

    /// The names of the specs in a configuration's folder.
    static func specs(beside configuration: String) -> [String] {
        let folder = configuration.lastIndex(of: "/").map { String(configuration[..<$0]) } ?? "."
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return files.filter { !isConfiguration($0) && !$0.hasSuffix(OverlayFile.suffix) && $0.hasSuffix(".yaml") }
            .map(SpecFile.name)
    }
}

/// What a spec's file is called.
enum SpecFile {
    /// What a spec's name may end with.
    static let suffixes = [".yaml", ".yml"]

    /// The path without the ending.
    static func stem(_ path: String) -> String {
        suffixes.first(where: path.hasSuffix).map { String(path.dropLast($0.count)) } ?? path
    }

    /// The name of the file without folders and ending: `rt-link` of `specs/rt-link.yaml`.
    static func name(_ path: String) -> String {
        stem(path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path)
    }
}
