/// The entries of a mapping, read by key.
///
/// Asking for a key declares it: what the mapping has and nobody asked for is reported as unknown, and so is what was
/// asked for and may not stand at this schema level.
struct Fields {
    /// Whether a key must be there.
    enum Presence {
        case optional
        case required
    }

    /// What every part of the spec needs to know.
    var context: SchemaContext

    /// Where the mapping begins.
    let mark: SourceRange

    private let noun: String
    private let pairs: [YAMLNode.Pair]
    private var isRead: [Bool]
    private var known: [String] = []
    private var missing: [String] = []
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
        isRead = Array(repeating: false, count: pairs.count)
    }

    /// Whether the mapping is flawless; to be asked after everything was read.
    ///
    /// What a broken mapping seems to lack may well be there and unreadable, and is not worth a report of its own.
    var isSound: Bool {
        context.reporter.errorCount == errorsBefore && missing.isEmpty && isRead.allSatisfy(\.self)
    }

    /// Reports what one mapping as a whole got wrong: keys that it lacks, and keys that it may not have.
    func reportMistakes() {
        let unknown = zip(pairs, isRead).filter { !$0.1 }.map(\.0)
        for pair in unknown {
            context.reporter.error(
                "unknown key \(pair.key.quoted) in \(noun)",
                at: pair.keyRange,
                notes: .didYouMean(pair.key, among: known)
            )
        }
        let misspelled = Set(unknown.prefix(known.count).compactMap { $0.key.nearest(among: known) })
        for key in missing where !misspelled.contains(key) {
            context.reporter.error("\(noun) lacks the key '\(key)'", at: mark)
        }
    }

    /// The value of a key, whatever it is.
    mutating func node(_ key: String, _ presence: Presence = .optional, in dialects: Dialects = .all) -> YAMLNode? {
        entry(key, presence, in: dialects)?.value
    }

    /// The key itself, to point at; only of use after its value was read.
    func keyRange(_ key: String) -> SourceRange? {
        pairs.first { $0.key == key }?.keyRange
    }

    /// Those of some keys that the mapping has, in the order of the file.
    func keys(among keys: Set<String>) -> [Located<String>] {
        pairs.filter { keys.contains($0.key) }.map { Located(value: $0.key, range: $0.keyRange) }
    }

    /// The value of a key, read as a type that can be read from any node.
    mutating func decode<Value: SpecDecodable>(
        _ key: String,
        as type: Value.Type = Value.self,
        _ presence: Presence = .optional,
        in dialects: Dialects = .all
    ) -> Value? {
        node(key, presence, in: dialects).flatMap { Value($0, in: context) }
    }

    /// A list under a key; without the key an empty one.
    mutating func list<Element: SpecDecodable>(
        _ key: String,
        of type: Element.Type = Element.self,
        _ presence: Presence = .optional,
        in dialects: Dialects = .all
    ) -> List<Element> {
        guard let node = node(key, presence, in: dialects) else { return List(isComplete: presence == .optional) }
        return List(node, in: context) ?? List(isComplete: false)
    }

    /// The entries of a mapping under a key, whose own keys are free.
    mutating func entries(_ key: String) -> [YAMLNode.Pair] {
        guard let node = node(key) else { return [] }
        if let pairs = node.pairs { return pairs }
        context.reporter.error("'\(key)' must be a mapping, not \(node.kindDescription)", at: node.mark)
        return []
    }

    /// Declares a key of a later schema: it is allowed, and worth a warning.
    mutating func noteNewer(_ key: String) {
        guard let range = keyRange(key) else { return }
        context.reporter.warning("key '\(key)' is not in the kernel's schema of January 2026", at: range)
    }

    private mutating func entry(_ key: String, _ presence: Presence, in dialects: Dialects) -> YAMLNode.Pair? {
        let isAllowed = dialects.allows(context.dialect)
        if isAllowed { known.append(key) }
        guard let index = pairs.firstIndex(where: { $0.key == key }) else {
            if presence == .required { missing.append(key) }
            return nil
        }
        isRead[index] = true
        guard isAllowed else {
            let level = context.dialect?.rawValue ?? ""
            context.reporter.error(
                "key '\(key)' is not allowed in \(noun) at level '\(level)'; it needs \(dialects.names)",
                at: pairs[index].keyRange
            )
            return nil
        }
        return pairs[index]
    }
}
