import Foundation
import Testing

/// The table of traps against the tests that it names.
@Suite("Tests/Traps.md")
struct TrapTableTests {
    /// One row: a trap, and what is said of its tests in each column.
    private struct Row {
        let number: Int
        let trap: String
        let columns: [String]

        /// The tests that the columns name.
        var tests: [String] { columns.flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.1) } } }
    }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.tests.appending(path: path), encoding: .utf8)
    }

    private func cells(of count: Int) throws -> [[String]] {
        try text("Traps.md").split(separator: "\n")
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
            .filter { $0.count == count }
    }

    private func rows() throws -> [Row] {
        try cells(of: 7).compactMap { cells in
            Int(cells[0]).map { Row(number: $0, trap: cells[1], columns: Array(cells[3...])) }
        }
    }

    /// The folders of the files, by name without `.swift`.
    private func folders() throws -> [String: String] {
        let files = try cells(of: 2).filter { $0[0].hasSuffix(".swift") }.map { ($0[0].dropLast(6), $0[1]) }
        return Dictionary(uniqueKeysWithValues: files.map { (String($0), $1) })
    }

    /// The names of a file's tests, of those on a booted kernel all functions.
    private func names(in source: String, all: Bool) -> [String] {
        var names: [String] = []
        var start = source.startIndex
        for function in source.matches(of: /func (?:`([^`]+)`|(\w+))[(<]/) {
            if all || source[start..<function.range.lowerBound].contains("@Test") {
                names.append(String(function.1 ?? function.2 ?? ""))
            }
            start = function.range.upperBound
        }
        return names
    }

    @Test("has each of the 47 traps once, with a test for each")
    func hasEachTrapOnce() throws {
        let rows = try rows()
        #expect(rows.map(\.number) == Array(1...47))
        for row in rows { #expect(!row.tests.isEmpty, "no test for trap \(row.number), \(row.trap)") }
    }

    @Test("names tests that exist")
    func namesExistingTests() throws {
        let folders = try folders()
        for row in try rows() {
            for test in row.tests {
                let parts = test.split(separator: ".", maxSplits: 1).map(String.init)
                guard parts.count == 2, let folder = folders[parts[0]] else {
                    Issue.record("\(test) has no file in the table")
                    continue
                }
                let source = try text("\(folder)/\(parts[0]).swift")
                let names = names(in: source, all: folder.hasPrefix("VM/"))
                #expect(names.contains(parts[1]), "no test \(parts[1]) in \(folder)/\(parts[0]).swift")
            }
        }
    }

    @Test("names all tests of the folders for traps")
    func namesAllTests() throws {
        let named = Set(try rows().flatMap(\.tests))
        for (file, folder) in try folders() where folder.hasSuffix("/Traps") {
            for name in names(in: try text("\(folder)/\(file).swift"), all: false) {
                #expect(named.contains("\(file).\(name)"), "\(file).\(name) is not in the table")
            }
        }
    }
}
