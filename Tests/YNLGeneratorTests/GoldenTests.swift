import Foundation
import Testing
import YNLGenerator

/// The text that small specs become, construct by construct.
@Suite struct GoldenTests {
    /// The environment variable that makes the tests write what they would compare.
    private static let variable = "YNL_UPDATE_GOLDEN"

    @Test(arguments: Golden.all)
    func `Specs become the Swift source in the folder Golden`(golden: Golden) throws {
        let generated = Generated(try golden.sources(), generator: golden.generator)
        let text = try #require(generated.module, "\(generated.diagnostics)").text
        let expected = try golden.expected()
        guard text != expected else { return }
        if ProcessInfo.processInfo.environment[Self.variable] == "1" { return try golden.update(text) }
        let diff = UnifiedDiff(from: expected, to: text, oldName: golden.file, newName: "generated")
        Issue.record("If this is meant, run the tests with \(Self.variable)=1 and look at the change.\n\(diff)")
    }

    @Test(arguments: Golden.all)
    func `No line is longer than 120 columns`(golden: Golden) throws {
        for line in try golden.expected().split(separator: "\n") { #expect(line.count <= 120) }
    }
}
