/// The things of one kind that a spec can refer to by name.
struct NameTable<ID> {
    private struct Entry {
        let id: ID
        let range: TextRange
    }

    private let noun: String
    private let reporter: Reporter
    private let isComplete: Bool
    private var names: [String] = []
    private var entries: [String: Entry] = [:]

    /// Creates a table; a name that occurs twice is reported.
    init<Element>(
        _ noun: String,
        _ list: List<Element>,
        reporter: Reporter,
        name: (Element) -> Located<String>,
        id: (Int) -> ID
    ) {
        self.noun = noun
        self.reporter = reporter
        isComplete = list.isComplete
        for (index, element) in list.elements.enumerated() { insert(name(element), id(index)) }
    }

    private mutating func insert(_ name: Located<String>, _ id: ID) {
        if let first = entries[name.value] {
            reporter.reportRepetition(noun, name, first: first.range)
        } else {
            names.append(name.value)
            entries[name.value] = Entry(id: id, range: name.range)
        }
    }

    /// What a name stands for, or `nil`; an unknown name is reported.
    func id(of reference: Located<String>) -> ID? {
        if let entry = entries[reference.value] { return entry.id }
        if isComplete {
            reporter.error(
                "there is no \(noun) \(reference.value.quoted)",
                at: reference.range,
                notes: .didYouMean(reference.value, among: names)
            )
        }
        return nil
    }

    /// What a name stands for, or `nil`; nothing is reported.
    subscript(name: String) -> ID? { entries[name]?.id }

    /// Where a name is defined.
    func range(of name: String) -> TextRange? { entries[name]?.range }
}
