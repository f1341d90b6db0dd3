import Foundation
import Testing
import YNLGenerator
import YNLSpec

/// The kernel's own specs, where they lie beside the package.
@Suite(
    .enabled(
        if: !Fixtures.kernelSpecs.isEmpty,
        "the kernel's specs are not in ../shared/kernel-specs, and the project does not contain them"
    )
)
struct KernelSpecGenerationTests {
    private static func generated(_ file: Fixture) -> Generated {
        Generated([SourceFile(path: file.name, bytes: file.bytes)])
    }

    @Test(arguments: Fixtures.kernelSpecs, [Faces.structs, .all])
    func `Each becomes Swift`(file: Fixture, faces: Faces) {
        let sources = [SourceFile(path: file.name, bytes: file.bytes)]
        let generated = Generated(sources, generator: Generator(faces: faces))
        #expect(generated.module != nil, "\(generated.diagnostics)")
    }

    @Test(.enabled(if: Formatter.isInstalled, "'swift format' is not part of this toolchain"))
    func `The formatter finds nothing in them`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kernel-families-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let modules = Fixtures.kernelSpecs.compactMap { Self.generated($0).module }
        #expect(modules.count == Fixtures.kernelSpecs.count)
        for module in modules {
            try Data(module.text.utf8).write(to: folder.appending(path: "\(module.name).swift"))
        }
        #expect(try Formatter.findings(in: folder) == "")
    }
}

/// The formatter of the toolchain.
private enum Formatter {
    static let isInstalled = (try? run("--version"))?.status == 0

    /// What the formatter says against the Swift files in a folder.
    static func findings(in folder: URL) throws -> String {
        let configuration = Fixtures.package.appending(path: ".swift-format").path
        let result = try run("lint", "--strict", "-p", "-r", "--configuration", configuration, folder.path)
        return result.status == 0 ? "" : "status \(result.status)\n\(result.output)"
    }

    private static func run(_ arguments: String...) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swift", "format"] + arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
