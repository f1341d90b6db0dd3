/// A place where the spec says something else than the kernel does, or nothing.
///
/// A mapping as the value adds a part that the spec lacks: an operation, an attribute set, an attribute, a format.
struct Correction {
    let path: Located<String>
    let value: YAMLNode
}

extension Correction: SpecObject {
    static let noun = "a correction"

    init?(from fields: inout Fields) {
        let path = fields.string(.path, .required)
        let value = fields.node(.value, .required)
        let reason = fields.string(.reason, .required)
        if let reason, reason.value.isEmpty {
            fields.context.reporter.error("a correction needs a reason", at: reason.range)
        }
        guard let path, let value, reason != nil else { return nil }
        self.path = path
        self.value = value
    }
}

extension Correction {
    /// The spec's tree with the correction in place.
    func applied(to root: YAMLNode, reporter: Reporter) -> YAMLNode {
        let steps = path.value.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return replacing(steps[...], in: root, reporter) ?? root
    }

    /// The node with the value at the end of the path; `nil` if the path leads nowhere, which is reported.
    private func replacing(_ steps: ArraySlice<String>, in node: YAMLNode, _ reporter: Reporter) -> YAMLNode? {
        guard let step = steps.first else {
            if value.pairs != nil {
                reporter.error("a mapping adds what the spec lacks; it replaces nothing", at: value.mark)
                return nil
            }
            if node.says(value) {
                reporter.warning("the spec says so itself; the correction is not needed", at: path.range)
            }
            return value
        }
        switch node.content {
        case .mapping(let pairs): return replacing(step, steps.dropFirst(), in: node, pairs, reporter)
        case .sequence(let elements): return replacing(step, steps.dropFirst(), in: node, elements, reporter)
        case .scalar: return lost(at: step, among: [], reporter)
        }
    }

    private func replacing(
        _ key: String,
        _ rest: ArraySlice<String>,
        in node: YAMLNode,
        _ pairs: [YAMLNode.Pair],
        _ reporter: Reporter
    ) -> YAMLNode? {
        var pairs = pairs
        if let index = pairs.firstIndex(where: { $0.key.text == key }) {
            guard let value = replacing(rest, in: pairs[index].value, reporter) else { return nil }
            pairs[index].value = value
        } else if rest.isEmpty {
            pairs.append(YAMLNode.Pair(key: YAMLKey(key), keyRange: path.range, value: value))
        } else {
            return lost(at: key, among: pairs.map(\.key.text), reporter)
        }
        return node.replacingContent(.mapping(pairs))
    }

    private func replacing(
        _ name: String,
        _ rest: ArraySlice<String>,
        in node: YAMLNode,
        _ elements: [YAMLNode],
        _ reporter: Reporter
    ) -> YAMLNode? {
        guard let index = elements.firstIndex(where: { $0.listName == name }) else {
            if rest.isEmpty, value.pairs != nil, value.listName == name {
                return node.replacingContent(.sequence(elements + [value]))
            }
            return lost(at: name, among: elements.compactMap(\.listName), reporter)
        }
        var elements = elements
        let item = elements[index].writtenOut(for: rest)
        guard let element = replacing(rest, in: item, reporter) else { return nil }
        elements[index] = element
        return node.replacingContent(.sequence(elements))
    }

    private func lost(at step: String, among names: [String], _ reporter: Reporter) -> YAMLNode? {
        reporter.error(
            "the path leads nowhere: the spec has no \(step.quoted) there",
            at: path.range,
            notes: .didYouMean(step, among: names)
        )
        return nil
    }
}

extension YAMLNode {
    /// What an item of a list goes by: its name, a format's value, or its text.
    fileprivate var listName: String? {
        switch content {
        case .scalar(let scalar): scalar.text
        case .mapping(let pairs):
            (pairs.first { $0.key == SpecKey.name } ?? pairs.first { $0.key == SpecKey.value })?.value.listName
        case .sequence: nil
        }
    }

    /// An item of a list that is its name alone, as a mapping, if a path leads on into it.
    fileprivate func writtenOut(for rest: ArraySlice<String>) -> YAMLNode {
        guard case .scalar = content, !rest.isEmpty else { return self }
        return replacingContent(.mapping([Pair(key: .known(.name), keyRange: range, value: self)]))
    }

    /// Whether two nodes mean the same.
    fileprivate func says(_ other: YAMLNode) -> Bool {
        switch (content, other.content) {
        case (.scalar(let left), .scalar(let right)): left.value == right.value
        case (.sequence(let left), .sequence(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.says($1) }
        default: false
        }
    }

    fileprivate func replacingContent(_ content: Content) -> YAMLNode {
        var node = self
        node.content = content
        return node
    }
}
