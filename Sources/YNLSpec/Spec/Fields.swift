/// The entries of a mapping, read by key.
///
/// Asking for a key declares it: what the mapping has and nobody asked for is reported as unknown, and so is what was
/// asked for and may not stand at this schema level.
struct Fields: ~Copyable {
    /// Whether a key must be there.
    enum Presence {
        case optional
        case required
    }

    /// What every part of the spec needs to know.
    var context: SchemaContext

    /// Where the mapping begins.
    let mark: TextRange

    private let noun: String
    private let pairs: [YAMLNode.Pair]

    /// The keys that were asked for; each is asked for once.
    private var asked: [(key: SpecKey, isAllowed: Bool)] = []

    /// How many of them the mapping has.
    private var foundCount = 0

    private var missing: [SpecKey] = []
    private let errorsBefore: Int

    init?(of node: YAMLNode, as noun: String, in context: SchemaContext) {
        guard let pairs = node.pairs else {
            context.reporter.error("\(noun) must be a mapping, not \(node.kindDescription)", at: node.mark)
            return nil
        }
        self.context = context
        self.noun = noun
        self.pairs = pairs
        mark = node.mark
        errorsBefore = context.reporter.errorCount
        asked.reserveCapacity(24)
    }

    /// Whether the mapping is flawless; to be asked after everything was read.
    ///
    /// What a broken mapping seems to lack may well be there and unreadable, and is not worth a report of its own.
    var isSound: Bool {
        context.reporter.errorCount == errorsBefore && missing.isEmpty && foundCount == pairs.count
    }

    /// Reports what one mapping as a whole got wrong: keys that it lacks, and keys that it may not have.
    func reportMistakes() {
        guard foundCount < pairs.count || !missing.isEmpty else { return }
        let known = asked.filter(\.isAllowed).map(\.key.rawValue)
        let unknown = pairs.filter { !isAsked($0.key) }
        for pair in unknown {
            context.reporter.error(
                "unknown key \(pair.key.text.quoted) in \(noun)",
                at: pair.keyRange,
                notes: .didYouMean(pair.key.text, among: known)
            )
        }
        let misspelled = Set(unknown.prefix(known.count).compactMap { $0.key.text.nearest(among: known) })
        for key in missing where !misspelled.contains(key.rawValue) {
            context.reporter.error("\(noun) lacks the key '\(key.rawValue)'", at: mark)
        }
    }

    /// The value of a key, whatever it is.
    mutating func node(_ key: SpecKey, _ presence: Presence = .optional, in dialects: Dialects = .all) -> YAMLNode? {
        index(of: key, presence, in: dialects).map { pairs[$0].value }
    }

    /// The key itself, to point at; only of use after its value was read.
    func keyRange(_ key: SpecKey) -> TextRange? {
        place(of: key).map { pairs[$0].keyRange }
    }

    /// Those of some keys that the mapping has, in the order of the file.
    func keys(among keys: [SpecKey]) -> [Located<SpecKey>] {
        pairs.compactMap { pair in
            guard case .known(let key) = pair.key, keys.contains(key) else { return nil }
            return Located(value: key, range: pair.keyRange)
        }
    }

    /// The value of a key, read as a type that can be read from any node.
    mutating func decode<Value: SpecDecodable>(
        _ key: SpecKey,
        as type: Value.Type = Value.self,
        _ presence: Presence = .optional,
        in dialects: Dialects = .all
    ) -> Value? {
        node(key, presence, in: dialects).flatMap { Value($0, in: context) }
    }

    /// A list under a key; without the key an empty one.
    mutating func list<Element: SpecDecodable>(
        _ key: SpecKey,
        of type: Element.Type = Element.self,
        _ presence: Presence = .optional,
        in dialects: Dialects = .all
    ) -> List<Element> {
        guard let node = node(key, presence, in: dialects) else { return List(isComplete: presence == .optional) }
        return List(node, in: context) ?? List(isComplete: false)
    }

    /// The entries of a mapping under a key, whose own keys are free.
    mutating func entries(_ key: SpecKey) -> [YAMLNode.Pair] {
        guard let node = node(key) else { return [] }
        if let pairs = node.pairs { return pairs }
        context.reporter.error("'\(key.rawValue)' must be a mapping, not \(node.kindDescription)", at: node.mark)
        return []
    }

    /// Declares a key of a later schema: it is allowed, and worth a warning.
    mutating func noteNewer(_ key: SpecKey) {
        guard let range = keyRange(key) else { return }
        context.reporter.warning("key '\(key.rawValue)' is not in the kernel's schema of January 2026", at: range)
    }

    /// Asks for a key; the result is where its entry is, if there is one that may be read.
    private mutating func index(of key: SpecKey, _ presence: Presence, in dialects: Dialects) -> Int? {
        assert(!isAsked(.known(key)), "a key is asked for once")
        let isAllowed = dialects.allows(context.dialect)
        asked.append((key, isAllowed))
        guard let index = place(of: key) else {
            if presence == .required { missing.append(key) }
            return nil
        }
        foundCount += 1
        guard isAllowed else {
            reportLevel(of: key, at: pairs[index].keyRange, dialects)
            return nil
        }
        return index
    }

    private func place(of key: SpecKey) -> Int? {
        // By indices, since `firstIndex` copies every pair that it looks at.
        pairs.indices.first { pairs[$0].key == key }
    }

    private func isAsked(_ key: YAMLKey) -> Bool {
        asked.contains { .known($0.key) == key }
    }

    private func reportLevel(of key: SpecKey, at range: TextRange, _ dialects: Dialects) {
        let level = context.dialect?.rawValue ?? ""
        context.reporter.error(
            "key '\(key.rawValue)' is not allowed in \(noun) at level '\(level)'; it needs \(dialects.names)",
            at: range
        )
    }
}
