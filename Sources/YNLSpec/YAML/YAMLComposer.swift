/// Builds the tree of a YAML file.
///
/// It refuses what specs do not need and what would make reading one dangerous: tags, merge keys, further documents,
/// keys that occur twice, trees too deep or too large.
struct YAMLComposer: ~Copyable {
    /// What a file may contain at most; the kernel's largest spec takes 80 kB, 7,000 nodes and 12 levels.
    enum Limit {
        static let bytes = 4 << 20
        static let depth = 64
        static let nodes = 200_000
    }

    /// The file cannot be read on; the reporter knows why.
    private struct Stop: Error {}

    private let reporter: Reporter
    private var events: YAMLEventReader

    /// Nodes that aliases can repeat.
    ///
    /// One is added after it is complete, so that none can contain itself.
    private var anchored: [String: YAMLNode] = [:]

    /// Anchors of nodes that are not complete yet.
    private var openAnchors: [String: TextRange] = [:]

    private var nodeCount = 0

    /// Reads the tree of a file; `nil` if anything in it had to be reported.
    static func compose(_ source: SourceFile, reporter: Reporter) -> YAMLNode? {
        guard isReadable(source, reporter) else { return nil }
        let errorsBefore = reporter.errorCount
        do {
            let events = try YAMLEventReader(source.bytes, file: reporter.number(of: source))
            var composer = YAMLComposer(reporter, events)
            let root = try composer.document()
            return reporter.errorCount == errorsBefore ? root : nil
        } catch let error as YAMLSyntaxError {
            report(error, in: source, reporter)
        } catch {
            // The place that threw has reported why.
        }
        return nil
    }

    private init(_ reporter: Reporter, _ events: consuming YAMLEventReader) {
        self.reporter = reporter
        self.events = events
    }
}

// MARK: - Nodes

extension YAMLComposer {
    private mutating func document() throws -> YAMLNode {
        _ = try events.next()
        let start = try events.next()
        guard case .documentStart = start.kind else { throw stop("the file is empty", at: start) }
        let first = try events.next()
        let root = try node(first, depth: 1)
        _ = try events.next()
        let end = try events.next()
        guard case .streamEnd = end.kind else {
            throw stop("a spec is one YAML document, and here another begins", at: end)
        }
        return root
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws -> YAMLNode {
        guard depth <= Limit.depth else { throw stop("nested deeper than \(Limit.depth) levels", at: event) }
        if event.kind == .alias { return try repeated(event) }
        try count(1, event)
        if let tag = events.tag { reporter.error("tag \(tag.quoted) is not supported; remove it", at: event.range) }
        guard let anchor = events.anchor else { return try content(event, depth: depth) }

        openAnchors[anchor] = event.range
        let node = try content(event, depth: depth)
        openAnchors[anchor] = nil
        anchored[anchor] = node
        return node
    }

    private mutating func content(_ event: YAMLEvent, depth: Int) throws -> YAMLNode {
        switch event.kind {
        case .scalar: return YAMLNode(content: .scalar(events.scalar), range: event.range)
        case .sequenceStart: return try sequence(event, depth: depth)
        case .mappingStart: return try mapping(event, depth: depth)
        default: throw stop("a value is missing here", at: event)
        }
    }

    private mutating func sequence(_ start: YAMLEvent, depth: Int) throws -> YAMLNode {
        var elements: [YAMLNode] = []
        elements.reserveCapacity(8)
        while true {
            let event = try events.next()
            if event.kind == .sequenceEnd { break }
            elements.append(try node(event, depth: depth + 1))
        }
        return YAMLNode(content: .sequence(elements), range: start.range)
    }

    private mutating func mapping(_ start: YAMLEvent, depth: Int) throws -> YAMLNode {
        var pairs: [YAMLNode.Pair] = []
        pairs.reserveCapacity(4)
        var hashed: [YAMLKey: TextRange] = [:]
        while true {
            let event = try events.next()
            if event.kind == .mappingEnd { break }
            let key = try key(event)
            let value = try node(try events.next(), depth: depth + 1)
            if let first = Self.range(of: key, among: pairs, &hashed) {
                reportDuplicate(key, event.range, first: first)
            } else {
                pairs.append(YAMLNode.Pair(key: key, keyRange: event.range, value: value))
            }
        }
        return YAMLNode(content: .mapping(pairs), range: start.range)
    }

    /// Where a key stands already.
    ///
    /// Nearly all mappings have a handful of keys, which are compared faster than hashed; a large one must not cost the
    /// square of its size.
    private static func range(
        of key: YAMLKey,
        among pairs: [YAMLNode.Pair],
        _ hashed: inout [YAMLKey: TextRange]
    ) -> TextRange? {
        // By indices, since `first` copies every pair that it looks at.
        guard pairs.count > 16 else { return pairs.indices.first { pairs[$0].key == key }.map { pairs[$0].keyRange } }
        if hashed.isEmpty {
            hashed = Dictionary(pairs.map { ($0.key, $0.keyRange) }, uniquingKeysWith: { first, _ in first })
        } else if let last = pairs.last {
            hashed[last.key] = last.keyRange
        }
        return hashed[key]
    }

    private func key(_ event: YAMLEvent) throws -> YAMLKey {
        guard event.kind == .scalar, events.anchor == nil, events.tag == nil else {
            throw stop("a key must be a plain word", at: event)
        }
        let key = events.key
        if case .other("<<") = key, events.isPlain {
            reporter.error("merge keys are not supported; repeat the entries", at: event.range)
        }
        return key
    }

    private mutating func repeated(_ event: YAMLEvent) throws -> YAMLNode {
        let name = events.anchor ?? ""
        if let node = anchored[name] {
            try count(node.size, event)
            return node
        }
        guard let anchor = openAnchors[name] else {
            throw stop("no anchor '&\(name)' stands above this alias", at: event)
        }
        reporter.error(
            "alias '*\(name)' stands inside the node that it repeats",
            at: event.range,
            notes: [.init(message: "the node begins here", range: anchor)]
        )
        throw Stop()
    }

    private mutating func count(_ nodes: Int, _ event: YAMLEvent) throws {
        nodeCount += nodes
        guard nodeCount <= Limit.nodes else {
            throw stop("with all aliases written out the file has more than \(Limit.nodes) nodes", at: event)
        }
    }
}

// MARK: - Reports

extension YAMLComposer {
    private static func isReadable(_ source: SourceFile, _ reporter: Reporter) -> Bool {
        let start = reporter.beginning(of: source)
        guard source.bytes.count <= Limit.bytes else {
            reporter.error(
                "the file has \(source.bytes.count) bytes; a spec has at most \(Limit.bytes)",
                at: start
            )
            return false
        }
        guard !source.bytes.isEmpty else {
            reporter.error("the file is empty", at: start)
            return false
        }
        do {
            _ = try UTF8Span(validating: source.bytes.span)
            return true
        } catch {
            let position = reporter.position(ofByte: error.byteOffsets.lowerBound, in: source)
            reporter.error("the file is not UTF-8", at: reporter.range(of: position, in: source))
            return false
        }
    }

    private static func report(_ error: YAMLSyntaxError, in source: SourceFile, _ reporter: Reporter) {
        let position =
            switch error.place {
            case .position(let position): position
            case .byte(let offset): reporter.position(ofByte: offset, in: source)
            }
        let notes = error.context.map { context in
            [Reporter.Note(message: context.description, range: reporter.range(of: context.position, in: source))]
        }
        reporter.error("not YAML: \(error.problem)", at: reporter.range(of: position, in: source), notes: notes ?? [])
    }

    private func reportDuplicate(_ key: YAMLKey, _ range: TextRange, first: TextRange) {
        reporter.error(
            "key \(key.text.quoted) occurs twice in this mapping",
            at: range,
            notes: [.init(message: "first defined here", range: first)]
        )
    }

    private func stop(_ message: String, at event: YAMLEvent) -> Stop {
        reporter.error(message, at: event.range)
        return Stop()
    }
}
