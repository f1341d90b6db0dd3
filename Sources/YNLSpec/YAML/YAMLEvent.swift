/// One step through a YAML text.
struct YAMLEvent {
    /// What the step is.
    enum Kind {
        case streamStart
        case documentStart
        case alias(String)
        case scalar(YAMLScalar)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
        case documentEnd
        case streamEnd
    }

    /// A place in the text, counted from 0.
    struct Mark {
        let line: Int
        let column: Int
    }

    let kind: Kind

    /// The name that the node can be repeated by.
    let anchor: String?

    /// The type that the text claims the node to have.
    let tag: String?

    let start: Mark
    let end: Mark
}

/// Why a text is not YAML.
struct YAMLSyntaxError: Error {
    /// Where the trouble is.
    enum Place {
        case mark(YAMLEvent.Mark)
        case byte(Int)
    }

    let problem: String
    let place: Place

    /// What the parser was doing, and since where.
    let context: (description: String, mark: YAMLEvent.Mark)?
}
