import Foundation
import Testing
import YNLGenerator
import YNLSpec

/// The committed modules are what the generator makes of the committed specs.
@Suite struct DriftTests {
    private static let folder = Fixtures.package.appending(path: "Generated")
    private static let specs = Fixtures.ownSpecs.filter { !$0.name.hasSuffix(".overlay.yaml") }

    /// The files that a spec becomes.
    private func files(_ spec: Fixture) throws -> [GeneratedFile] {
        let overlay = Fixtures.ownSpecs.first { $0.name == spec.name.replacing(".yaml", with: ".overlay.yaml") }
        let sources = [spec, overlay].compactMap { $0 }.map { SourceFile(path: $0.name, bytes: $0.bytes) }
        let generated = Generated(sources)
        return try #require(generated.module, "\(generated.diagnostics)").files
    }

    @Test(arguments: specs)
    func `Generated has what the specs say, byte for byte`(spec: Fixture) throws {
        for file in try files(spec) {
            let url = Self.folder.appending(path: file.path)
            let committed = String(decoding: (try? Data(contentsOf: url)) ?? Data(), as: UTF8.self)
            guard !committed.utf8.elementsEqual(file.text.utf8) else { continue }
            let diff = UnifiedDiff(from: committed, to: file.text, oldName: file.path, newName: "generated")
            Issue.record("Run 'swift run ynl-gen specs/*.yaml --output Generated' and look at the change.\n\(diff)")
        }
    }

    @Test func `Nothing in Generated comes from elsewhere`() throws {
        #expect(!Self.specs.isEmpty)
        let expected = try Self.specs.flatMap(files).map(\.path)
        let folder = Self.folder.resolvingSymlinksInPath().path
        let enumerator = try #require(FileManager.default.enumerator(atPath: folder))
        let present = enumerator.compactMap { $0 as? String }.filter { $0.contains(".") && !$0.hasSuffix(".docc") }
        #expect(Set(present) == Set(expected))
    }
}
