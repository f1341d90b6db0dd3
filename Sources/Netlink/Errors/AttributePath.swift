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
    }

    /// An attribute that was looked for.
    private struct Place {
        var path: AttributePath

        /// What the attribute holds, if that is attributes.
        var contents: Level?
    }

    /// Deeper nests than the kernel itself follows are not looked into.
    private static let maximumDepth = 32

    private static func walk(
        to offset: Int,
        in payload: Payload,
        from start: Int,
        level: Level,
        depth: Int
    ) -> Place {
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            let end = attribute.offset + 4 + attribute.payload.count
            guard offset >= attribute.offset else { break }
            if offset >= end, offset != attribute.offset { continue }
            let step = step(to: attribute.number, in: level)
            let inner = contents(of: attribute.number, in: level)
            guard offset > attribute.offset, let inner, depth < maximumDepth else {
                return Place(path: AttributePath([step]), contents: inner)
            }
            let rest = walk(to: offset, in: attribute.payload, from: 0, level: inner, depth: depth + 1)
            return Place(path: AttributePath([step] + rest.path.steps), contents: rest.contents)
        }
        return Place(path: AttributePath([]), contents: nil)
    }

    private static func step(to number: Int, in level: Level?) -> Step {
        switch level {
        case .set(let set): .name(set.name(of: number))
        case .array, .chain: .index(number)
        case nil: .name("attr-\(number)")
        }
    }

    private static func contents(of number: Int, in level: Level) -> Level? {
        switch level {
        case .set(let set): set[number].flatMap { contents(of: $0.type) }
        case .array(let element): contents(of: element)
        case .chain(let names, let set):
            names.count > 1 ? .chain(Array(names.dropFirst()), set) : .set(set.descriptor)
        }
    }

    private static func contents(of type: AttributeDescriptor.PayloadType) -> Level? {
        switch type {
        case .nest(let set): .set(set.descriptor)
        case .indexedArray(let element): .array(of: element)
        case .nestTypeValue(let names, let set): .chain(names, set)
        default: nil
        }
    }
}
