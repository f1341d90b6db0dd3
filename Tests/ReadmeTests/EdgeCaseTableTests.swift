import Foundation
import Testing

/// The table of edge cases against the tests that it names.
@Suite("Tests/KernelFamilies/README.md")
struct EdgeCaseTableTests {
    /// One row: a case, what must hold, and the file of the test.
    private struct Row {
        let number: Int
        let claim: String
        let file: String
    }

    private static let package = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.package.appending(path: path), encoding: .utf8)
    }

    private func rows() throws -> [Row] {
        try text("Tests/KernelFamilies/README.md").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, let number = Int(cells[0]) else { return nil }
            return Row(number: number, claim: cells[2], file: cells[3].filter { $0 != "`" })
        }
    }

    @Test("has each of the 62 cases once")
    func hasEachCaseOnce() throws {
        #expect(try rows().map(\.number) == Array(1...62))
    }

    @Test("names tests that exist")
    func namesExistingTests() throws {
        for row in try rows() {
            let test = "@Test func `\(row.number): \(row.claim)`"
            #expect(try text(row.file).contains(test), "no test '\(row.number): \(row.claim)' in \(row.file)")
        }
    }
}
