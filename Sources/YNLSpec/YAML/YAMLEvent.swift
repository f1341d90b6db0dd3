/// One step through a YAML text; its texts are with the reader until the next one.
struct YAMLEvent {
    /// What the step is.
    enum Kind {
        case streamStart
        case documentStart
        case alias
        case scalar
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
        case documentEnd
        case streamEnd
    }

    let kind: Kind

    /// Where the step is.
    let range: TextRange
}

/// Why a text is not YAML.
struct YAMLSyntaxError: Error {
    /// Where the trouble is.
    enum Place {
        case position(TextRange.Position)
        case byte(Int)
    }

    let problem: String
    let place: Place

    /// What the parser was doing, and since where.
    let context: (description: String, position: TextRange.Position)?
}
