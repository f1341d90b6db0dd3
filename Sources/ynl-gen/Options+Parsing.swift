import YNLSpec

/// A command line that cannot be understood, or that asks for what cannot be.
struct UsageError: Error {
    /// What is wrong, as a sentence.
    let message: String

    init(_ message: String) { self.message = message }
}

extension Options {
    /// Understands the arguments behind the tool's name.
    ///
    /// By hand, since a library for it would take longer to build than the tool, in every package with the build plugin.
    init(parsing arguments: [String]) throws(UsageError) {
        var rest = arguments[...]
        var names: [String] = []
        while let argument = rest.popFirst() {
            if argument == "--" {
                names += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                names.append(argument)
                continue
            }
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            try take(parts[0], parts.dropFirst().first, &rest)
        }
        guard !help else { return }
        if names.isEmpty { throw UsageError("Missing expected argument '<spec> ...'") }
        specs = names.filter { !$0.hasSuffix(OverlayFile.suffix) && !ConfigurationFile.isConfiguration($0) }
        try validate()
    }

    private mutating func take(
        _ option: String,
        _ attached: String?,
        _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        func value() throws(UsageError) -> String {
            // An empty one comes from a variable that is not set, and would mean the root folder.
            guard let value = attached ?? rest.popFirst(), !value.isEmpty else {
                throw UsageError("Missing value for '\(option)'")
            }
            return value
        }
        switch option {
        case "--output": output = try value()
        case "--file": file = try value()
        case "--overlay": overlay = try value()
        case "--config": config = try value()
        case "--configured-specs": configuredSpecs = try value().split(separator: ",").map(String.init)
        case "--operations": operations = try value()
        case "--formats": formats = try value()
        case "--module": module = try value()
        case "--part-of": partOf = try value()
        case "--access": access = try Self.word(try value(), of: option)
        case "--faces": faces = try Self.word(try value(), of: option)
        case "--diagnostics": diagnostics = try Self.word(try value(), of: option)
        case "--check" where attached == nil: check = true
        case "--help" where attached == nil, "-h" where attached == nil: help = true
        default: throw Self.unknown(option)
        }
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String,
        of option: String
    ) throws(UsageError) -> Word {
        if let word = Word(rawValue: text) { return word }
        let words = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: " or ")
        throw UsageError("The value '\(text)' is invalid for '\(option)'; it must be \(words).")
    }

    private static func unknown(_ option: String) -> UsageError {
        let names = [
            "--output", "--file", "--overlay", "--config", "--configured-specs", "--operations", "--formats",
            "--module",
            "--part-of", "--access", "--faces", "--diagnostics", "--check", "--help",
        ]
        let nearest = option.nearest(among: names).map { ". Did you mean '\($0)'?" }
        return UsageError("Unknown option '\(option)'\(nearest ?? "")")
    }
}
