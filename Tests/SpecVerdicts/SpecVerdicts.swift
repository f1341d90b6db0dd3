import Foundation
import YNLSpec

/// Says of each spec named as an argument, or on a line of the standard input, whether it is accepted.
///
/// One line a spec, its fields separated by tabs: the path, `accept` or `reject`, the lines of what was reported (errors
/// if there are any, else warnings) and of their notes separated by commas, and what was reported, separated by ` | `.
@main struct SpecVerdicts {
    static func main() {
        for path in CommandLine.arguments.dropFirst() { printVerdict(on: path) }
        guard CommandLine.arguments.count == 1 else { return }
        while let path = readLine() { printVerdict(on: path) }
    }

    private static func printVerdict(on path: String) {
        guard let data = FileManager.default.contents(atPath: path) else {
            return print(path, "unreadable", separator: "\t")
        }
        var diagnostics = Diagnostics()
        let family = Family.load(SourceFile(path: path, bytes: Array(data)), diagnostics: &diagnostics)
        let findings = family == nil ? diagnostics.errors : diagnostics.warnings
        print(
            path,
            family == nil ? "reject" : "accept",
            findings.flatMap(\.lines).map(String.init).joined(separator: ","),
            findings.map(\.message).joined(separator: " | "),
            separator: "\t"
        )
    }
}

extension Diagnostic {
    /// The lines that the diagnostic points at.
    fileprivate var lines: [Int] { [location.line] + notes.map(\.location.line) }
}
