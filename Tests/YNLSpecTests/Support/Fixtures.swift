import Foundation
import Testing

/// A file that tests read.
struct Fixture: Sendable, CustomTestStringConvertible {
    let name: String
    let path: String
    let bytes: [UInt8]

    var testDescription: String { name }
}

/// The files that tests read: in this target, and beside the package.
enum Fixtures {
    private static let target = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// The root of the package.
    static let package = target.deletingLastPathComponent().deletingLastPathComponent()

    /// Specs of the kernel; the project does not contain them.
    static let kernelSpecs = yaml(in: package.appending(path: "../shared/kernel-specs").standardizedFileURL)

    /// The specs of this package.
    static let ownSpecs = yaml(in: package.appending(path: "specs"))

    /// The YAML files in a folder of fixtures.
    static func files(in folder: String) -> [Fixture] {
        yaml(in: target.appending(path: "Fixtures/\(folder)"))
    }

    /// The YAML files in a folder, by name; none if there is no folder.
    private static func yaml(in folder: URL) -> [Fixture] {
        let folder = folder.resolvingSymlinksInPath()
        let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return files.filter { $0.pathExtension == "yaml" }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
            .compactMap { url in
                (try? Data(contentsOf: url)).map { data in
                    Fixture(name: url.lastPathComponent, path: url.path(percentEncoded: false), bytes: Array(data))
                }
            }
    }
}
