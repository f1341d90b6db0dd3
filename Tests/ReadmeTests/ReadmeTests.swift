import Foundation
import Testing

@Suite("README.md")
struct ReadmeTests {
    private static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func lines(_ path: String) throws -> [String] {
        try String(contentsOf: Self.package.appending(path: path), encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: .whitespaces) }
    }

    /// The blocks of Swift, their lines without indentation.
    private func swiftBlocks() throws -> [[String]] {
        var blocks: [[String]] = []
        var block: [String]?
        for line in try lines("README.md") {
            if line == "```swift" {
                block = []
            } else if line == "```", let finished = block {
                blocks.append(finished)
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    @Test("shows only Swift that the tour compiles and runs")
    func showsCompiledCode() throws {
        // The part about a kernel spec runs with the module that is made from it.
        let files = ["Tests/ReadmeTests/TourTests.swift", "Tests/KernelFamilies/KernelTests/TourTests.swift"]
        let tour = try files.flatMap(lines).joined(separator: "\n")
        let blocks = try swiftBlocks()
        #expect(blocks.count >= 4)
        for block in blocks {
            // Imports stand at the top of the tour, apart from the code that uses them.
            let code = block.filter { !$0.hasPrefix("import ") }.joined(separator: "\n")
                .trimmingCharacters(in: .newlines)
            #expect(tour.contains(code), "not in TourTests.swift:\n\(code)")
        }
    }

    @Test("names only files that exist")
    func namesExistingFiles() throws {
        let text = try lines("README.md").joined(separator: "\n")
        let paths = text.matches(of: /`((?:Sources|Tests|specs|Generated)\/[A-Za-z0-9_\/.\-]*)`/).map { String($0.1) }
        #expect(!paths.isEmpty)
        for path in paths {
            #expect(FileManager.default.fileExists(atPath: Self.package.appending(path: path).path), "no file \(path)")
        }
    }
}
