/// What a configuration file or the command line says about one spec.
public struct Choices: Sendable {
    let spec: SpecChoices

    /// The text that says it.
    let source: SourceFile

    init(_ spec: SpecChoices, in source: SourceFile) {
        self.spec = spec
        self.source = source
    }

    /// The path of the overlay to use instead of the one beside the spec; relative to the folder of the file that says so.
    public var overlay: String? { spec.overlay?.value }

    /// Creates choices from options of the command line.
    ///
    /// Mistakes are shown in the options' text, as those in a file are shown in its lines.
    ///
    /// - Parameters:
    ///   - operations: The names of operations with commas in between, as behind `--operations`; `nil` is all of them.
    ///   - formats: The names of formats in the same way, as behind `--formats`, or `all`.
    public init(operations: String?, formats: String?) {
        var line = CommandLineText()
        var spec = SpecChoices()
        if let operations { spec.operations = line.names("--operations", operations) }
        if let formats { spec.formats = formats == "all" ? .all : .named(line.names("--formats", formats)) }
        self.init(spec, in: SourceFile(path: "<command line>", text: line.text))
    }
}

/// Options as a line of text, so that diagnostics can point into it.
private struct CommandLineText {
    private(set) var text = ""

    /// Adds an option, and finds the names in its value; an empty value has none.
    mutating func names(_ option: String, _ value: String) -> [Located<String>] {
        text += (text.isEmpty ? "" : " ") + option + " "
        var names: [Located<String>] = []
        for part in value.split(separator: ",", omittingEmptySubsequences: value.isEmpty) {
            if !names.isEmpty { text += "," }
            let start = position
            text += part
            names.append(Located(value: String(part), range: TextRange(start: start, end: position, file: 0)))
        }
        return names
    }

    private var position: TextRange.Position {
        TextRange.Position(line: 1, column: UInt32(clamping: text.unicodeScalars.count + 1))
    }
}
