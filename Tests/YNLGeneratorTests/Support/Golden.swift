import Foundation
import YNLGenerator
import YNLSpec

/// A small spec in the folder `Golden`, and the Swift source that it must become.
struct Golden: Sendable, CustomStringConvertible {
    /// The name of the spec, without `.yaml`.
    let spec: String

    /// The name of the Swift file.
    let file: String

    let generator: Generator

    init(_ spec: String, _ file: String, _ generator: Generator = Generator()) {
        self.spec = spec
        self.file = file
        self.generator = generator
    }

    var description: String { file }

    static let all = [
        Golden("definitions", "DemoDefs.swift"),
        Golden("payloads", "DemoPayloads.swift"),
        Golden("messages", "DemoMessages.swift"),
        Golden("messages", "DemoMessages-internal.swift", Generator(accessLevel: .internal, faces: .structs)),
        Golden("names", "DemoNames.swift"),
        Golden("raw", "DemoRaw.swift"),
        Golden("sequences", "DemoSequences.swift"),
        Golden("raw", "DemoRaw-structs.swift", Generator(accessLevel: .internal, faces: .structs)),
        Golden("arrays", "DemoArrays.swift"),
    ]

    private static let folder = Fixtures.package.appending(path: "Tests/YNLGeneratorTests/Golden")

    private var url: URL { Self.folder.appending(path: file) }

    /// The spec and its overlay, if it has one.
    func sources() throws -> [SourceFile] {
        try ["\(spec).yaml", "\(spec).overlay.yaml"].compactMap { name in
            let url = Self.folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: url.path) else { return nil }
            return SourceFile(path: name, bytes: Array(try Data(contentsOf: url)))
        }
    }

    /// The Swift source as it must be; empty if there is no such file.
    func expected() throws -> String {
        guard FileManager.default.fileExists(atPath: url.path) else { return "" }
        return String(decoding: try Data(contentsOf: url), as: UTF8.self)
    }

    /// Makes some text what the source must be.
    func update(_ text: String) throws {
        try Data(text.utf8).write(to: url)
    }
}
