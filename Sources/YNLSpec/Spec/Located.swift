/// A value of a spec, and where it stands.
struct Located<Value> {
    let value: Value
    let range: TextRange
}

extension Located: Sendable where Value: Sendable {}

/// A list of a spec.
struct List<Element> {
    var elements: [Element] = []

    /// Whether every element could be read.
    ///
    /// Where one could not, a name that is missing may be that one's, and is not worth a report of its own.
    var isComplete = true

    /// Where the list stands; `nil` if the spec has none.
    var range: TextRange?
}
