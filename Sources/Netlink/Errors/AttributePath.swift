/// The way to an attribute in a message, in the kernel's names: `.header.dev-name`.
///
/// An index in brackets stands for a number that is data, as in an array: `.ops[3].id`.
public struct AttributePath: Hashable, Sendable {
    /// One step of a path.
    public enum Step: Hashable, Sendable {
        /// An attribute by its kernel name.
        case name(String)

        /// An attribute whose number is an index.
        case index(Int)
    }

    /// The steps, from the top level of the message inwards.
    public let steps: [Step]

    /// Creates a path of steps.
    public init(_ steps: [Step]) {
        self.steps = steps
    }

    /// The path with another step at its end.
    public func appending(_ step: Step) -> AttributePath {
        AttributePath(steps + [step])
    }
}

extension AttributePath: CustomStringConvertible {
    /// The names with a dot before each, as the kernel's own library writes them.
    public var description: String {
        steps.map { step in
            switch step {
            case .name(let name): ".\(name)"
            case .index(let index): "[\(index)]"
            }
        }.joined()
    }
}

extension AttributePath {
    /// Finds the attribute that has its header, or any of its bytes, at an offset of a message.
    ///
    /// The message itself tells the way: nothing need be recorded while it is built.
    ///
    /// - Parameters:
    ///   - offset: The distance from the start of the message; extended acknowledgements give it.
    ///   - message: The message as it was sent.
    ///   - start: The offset of the first attribute.
    ///   - set: What the top level holds.
    init(toOffset offset: Int, in message: Payload, from start: Int, set: AttributeSetDescriptor) {
        self = Self.walk(to: offset, in: message, from: start, level: .set(set), depth: 0).path
    }

    /// Names an attribute that is absent.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - nest: The distance from the start of the message to the nest that lacks it; `nil` is the top level.
    ///   - message: The message as it was sent.
    ///   - start: The offset of the first attribute.
    ///   - set: What the top level holds.
    init(
        toMissing number: Int,
        inNestAt nest: Int?,
        of message: Payload,
        from start: Int,
        set: AttributeSetDescriptor
    ) {
        let top = Level.set(set)
        guard let nest else {
            self.init([Self.step(to: number, in: top)])
            return
        }
        let place = Self.walk(to: nest, in: message, from: start, level: top, depth: 0)
        self = place.path.appending(Self.step(to: number, in: place.contents))
    }

    /// What a level of a message holds.
    private enum Level {
        case set(AttributeSetDescriptor)
        case array(of: AttributeDescriptor.PayloadType)
        case chain([String], any AttributeSet.Type)

        /// The set, if the level is one.
        var attributes: AttributeSetDescriptor? {
            if case .set(let set) = self { set } else { nil }
        }
    }

    /// An attribute that was looked for.
    private struct Place {
        var path: AttributePath

        /// What the attribute holds, if that is attributes.
        var contents: Level?
    }

    /// What is inside an attribute that is on the way.
    private struct Inside {
        var level: Level

        /// The offset of the first attribute, behind a sub-message's C struct.
        var start = 0

        /// The value that chose a sub-message's format.
        var selector: String?
    }

    /// Deeper nests than the kernel itself follows are not looked into.
    private static let maximumDepth = 32

    private static func walk(
        to offset: Int,
        in payload: Payload,
        from start: Int,
        level: Level,
        outer: [Selectors] = [],
        depth: Int
    ) -> Place {
        let levels = outer + [Selectors(of: payload, from: start, in: level.attributes)]
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            let end = attribute.offset + 4 + attribute.payload.count
            guard offset >= attribute.offset else { break }
            if offset >= end, offset != attribute.offset { continue }
            let inside = inside(attribute.number, of: level, levels)
            let step = step(to: attribute.number, in: level, selector: inside?.selector)
            guard offset > attribute.offset, let inside, depth < maximumDepth else {
                return Place(path: AttributePath([step]), contents: inside?.level)
            }
            let rest = walk(
                to: offset,
                in: attribute.payload,
                from: inside.start,
                level: inside.level,
                outer: levels,
                depth: depth + 1
            )
            return Place(
                path: AttributePath([step] + rest.path.steps),
                contents: rest.path.steps.isEmpty ? inside.level : rest.contents
            )
        }
        return Place(path: AttributePath([]), contents: nil)
    }

    private static func step(to number: Int, in level: Level?, selector: String? = nil) -> Step {
        switch level {
        case .set(let set): .name(set.name(of: number) + (selector.map { "(\($0))" } ?? ""))
        case .array, .chain: .index(number)
        case nil: .name("attr-\(number)")
        }
    }

    private static func inside(_ number: Int, of level: Level, _ levels: [Selectors]) -> Inside? {
        switch level {
        case .set(let set): set[number].flatMap { inside($0.type, levels) }
        case .array(let element): inside(element, levels)
        case .chain(let names, let set):
            Inside(level: names.count > 1 ? .chain(Array(names.dropFirst()), set) : .set(set.descriptor))
        }
    }

    private static func inside(_ type: AttributeDescriptor.PayloadType, _ levels: [Selectors]) -> Inside? {
        switch type {
        case .nest(let set), .sequence(let set): return Inside(level: .set(set.descriptor))
        case .indexedArray(let element): return Inside(level: .array(of: element))
        case .nestTypeValue(let names, let set): return Inside(level: .chain(names, set))
        case .list(let element): return inside(element, levels)
        case .subMessage(let message, let name, let outward):
            let selector = levels.count > outward ? levels[levels.count - 1 - outward][name] : nil
            guard let format = message.format(selector), let attributes = format.attributes else { return nil }
            return Inside(
                level: .set(attributes.descriptor),
                start: format.header?.alignedSize ?? 0,
                selector: selector
            )
        default: return nil
        }
    }
}

/// The attributes of one level that can choose the format of a sub-message, by name.
private struct Selectors {
    private var values: [String: String] = [:]

    subscript(name: String) -> String? { values[name] }

    init(of payload: Payload, from start: Int, in set: AttributeSetDescriptor?) {
        guard let set else { return }
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            guard let description = set[attribute.number] else { continue }
            values[description.name] = AttributeReader.selector(attribute.payload, as: description.type)
        }
    }
}
