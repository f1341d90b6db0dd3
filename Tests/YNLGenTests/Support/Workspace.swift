import Foundation

/// A folder for one test, and the tool that works in it.
struct Workspace: ~Copyable {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "ynl gen \(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// What a run of the tool left.
    struct Result {
        let status: Int32
        let output: String
        let errors: String
    }

    /// Runs `ynl-gen` with this folder as the current one.
    func run(_ arguments: String...) throws -> Result {
        try run(arguments)
    }

    /// Runs `ynl-gen` with this folder as the current one.
    func run(_ arguments: [String]) throws -> Result {
        // Files rather than pipes, which would be full before anybody reads them.
        let streams = try ["output", "errors"].map { name in
            let url = FileManager.default.temporaryDirectory.appending(path: "ynl-gen-\(name)-\(UUID())")
            try Data().write(to: url)
            return url
        }
        defer { for url in streams { try? FileManager.default.removeItem(at: url) } }
        let process = Process()
        process.executableURL = Self.tool
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = try FileHandle(forWritingTo: streams[0])
        process.standardError = try FileHandle(forWritingTo: streams[1])
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: streams[0]), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: streams[1]), as: UTF8.self)
        )
    }

    /// The tool is built into the folder that the tests run from.
    private static let tool = URL(filePath: CommandLine.arguments[0])
        .deletingLastPathComponent().appending(path: "ynl-gen")
}

extension Workspace {
    /// Writes a file, and makes the folders above it.
    func write(_ text: String, to path: String) throws {
        let url = folder.appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// Writes the spec of a small family to `FAMILY.yaml`, or to another path.
    ///
    /// The type is that of its only attribute; a wrong one makes the spec a broken one.
    func writeSpec(_ family: String, type: String = "u32", to path: String? = nil) throws {
        let text = """
            # SPDX-License-Identifier: Apache-2.0
            name: \(family)
            doc: A family.
            attribute-sets:
              -
                name: main
                attributes:
                  - {name: index, type: \(type)}
            operations:
              list:
                - {name: get, doc: Gets., attribute-set: main, do: {request: {attributes: [index]}}}

            """
        try write(text, to: path ?? "\(family).yaml")
    }

    /// The text of a file.
    func read(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: folder.appending(path: path)), as: UTF8.self)
    }

    /// All files below the folder, or below one in it.
    func files(in path: String = ".") -> [String] {
        let enumerator = FileManager.default.enumerator(atPath: folder.appending(path: path).path)
        return (enumerator?.compactMap { $0 as? String } ?? []).filter { $0.contains(".") && !$0.hasSuffix(".docc") }
            .sorted()
    }

    /// What changes whenever a file is written anew.
    func identity(_ path: String) throws -> FileIdentity {
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.appending(path: path).path)
        return FileIdentity(
            number: attributes[.systemFileNumber] as? Int,
            modificationDate: attributes[.modificationDate] as? Date
        )
    }

    struct FileIdentity: Equatable {
        let number: Int?
        let modificationDate: Date?
    }
}
