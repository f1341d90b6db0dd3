import Netlink
import Testing

/// Expects two messages to carry the same attributes, byte for byte.
///
/// Each level is compared as a multiset: kernel and spec need not agree about the order. The bit that marks nests and
/// filler are ignored, and so is what stands in texts after the first NUL. Filler is empty and not described.
///
/// - Parameters:
///   - received: A message of the kernel.
///   - encoded: The message decoded and encoded again.
///   - set: What the top level of the messages holds.
///   - sourceLocation: Where the expectation stands.
func expectSameAttributes<Set: MessageAttributeSet>(
    _ received: [UInt8],
    _ encoded: [UInt8],
    in set: Set.Type,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let start = Set.attributesOffset
    let headers = (received.prefix(start).dropFirst(16), encoded.prefix(start).dropFirst(16))
    #expect(headers.0.elementsEqual(headers.1), "the fixed header", sourceLocation: sourceLocation)
    let left = AttributeTree.level(Payload(received.rawSpan).dropping(start), in: Set.self, outer: [])
    let right = AttributeTree.level(Payload(encoded.rawSpan).dropping(start), in: Set.self, outer: [])
    AttributeTree.expectSame(left, right, at: "", sourceLocation)
}

/// Whether two messages carry the same attributes, as ``expectSameAttributes(_:_:in:sourceLocation:)`` compares them.
func haveSameAttributes<Set: MessageAttributeSet>(_ left: [UInt8], _ right: [UInt8], in set: Set.Type) -> Bool {
    let start = Set.attributesOffset
    func tree(_ message: [UInt8]) -> [AttributeTree] {
        AttributeTree.level(Payload(message.rawSpan).dropping(start), in: Set.self, outer: [])
    }
    return left.prefix(start).dropFirst(16).elementsEqual(right.prefix(start).dropFirst(16))
        && tree(left) == tree(right)
}

/// Expects what a dump sends to be the same after it has been decoded and encoded.
///
/// - Parameters:
///   - request: The dump.
///   - socket: The socket that makes it.
///   - sourceLocation: Where the expectation stands.
/// - Returns: The number of messages.
/// - Throws: Why there is no dump, or why a message cannot be decoded or encoded.
@discardableResult
func expectSameAfterDecoding<Request: DumpRequest>(
    _ request: Request,
    _ socket: inout NetlinkSocket,
    sourceLocation: SourceLocation = #_sourceLocation
) throws -> Int {
    var count = 0
    var messages: [[UInt8]] = []
    try socket.dumpMessages(request) { message in messages.append([UInt8](message.payload.span)) }
    for bytes in messages {
        let reply = try Request.Reply(Message(bytes.rawSpan))
        let copy = try encoded(reply)
        expectSameAttributes(bytes, copy, in: Request.Reply.Attributes.self, sourceLocation: sourceLocation)
        count += 1
    }
    return count
}

/// The bytes of a message, with a netlink header that tells nothing but its length.
func encoded<Contents: NetlinkContents>(_ contents: Contents) throws -> [UInt8] {
    var buffer = MessageBuffer()
    try buffer.append(Contents.self, 0, type: .noop, flags: [], sequence: 0, header: contents.header) { attributes in
        contents.encode(into: &attributes)
    }
    return [UInt8](buffer.bytes)
}

/// An attribute and what is in it, in a form that can be compared.
private struct AttributeTree: Hashable {
    var number: Int
    var name: String
    var bytes: [UInt8] = []
    var members: [AttributeTree]?

    /// The values of one level that can choose the format of a sub-message.
    typealias Selectors = [String: String]

    /// The attributes of a level, sorted so that equal multisets are equal.
    static func level(_ payload: Payload, in set: any AttributeSet.Type, outer: [Selectors]) -> [AttributeTree] {
        level(payload, outer: outer + [selectors(payload, in: set)]) { number in
            set.attributes.last { Int($0.number) == number }.map { ($0.name, $0.type) }
        }
    }

    private static func level(
        _ payload: Payload,
        outer: [Selectors],
        _ describe: (Int) -> (String, AttributeDescriptor.PayloadType)?
    ) -> [AttributeTree] {
        var result: [AttributeTree] = []
        var attributes = Attributes(payload)
        do {
            while let attribute = try attributes.next() {
                if let (name, type) = describe(attribute.number) {
                    result.append(tree(attribute, name, type, outer))
                } else if attribute.payload.count > 0 {
                    result.append(tree(attribute, "attr-\(attribute.number)", .bytes, outer))
                }
            }
        } catch {
            result.append(AttributeTree(number: -1, name: "malformed", bytes: [UInt8](payload.span)))
        }
        return result.sorted { ($0.number, "\($0)") < ($1.number, "\($1)") }
    }

    private static func tree(
        _ attribute: Attribute,
        _ name: String,
        _ type: AttributeDescriptor.PayloadType,
        _ outer: [Selectors]
    ) -> AttributeTree {
        var tree = AttributeTree(number: attribute.number, name: name)
        switch type {
        case .nest(let set):
            tree.members = level(attribute.payload, in: set, outer: outer)
        case .list(let element):
            return self.tree(attribute, name, element, outer)
        case .indexedArray(let element):
            tree.members = level(attribute.payload, outer: outer) { ("[\($0)]", element) }
        case .subMessage(let message, let selector, let outward):
            let value = outer.count > outward ? outer[outer.count - 1 - outward][selector] : nil
            guard let format = message.formats.first(where: { $0.selector == value }), let set = format.attributes
            else {
                tree.bytes = [UInt8](attribute.payload.span)
                break
            }
            let start = format.header?.alignedSize ?? 0
            tree.bytes = [UInt8](attribute.payload.span.extracting(first: start))
            tree.members = level(attribute.payload.dropping(start), in: set, outer: outer)
        case .string:
            tree.bytes = [UInt8]([UInt8](attribute.payload.span).prefix { $0 != 0 })
        default:
            tree.bytes = [UInt8](attribute.payload.span)
        }
        return tree
    }

    private static func selectors(_ payload: Payload, in set: any AttributeSet.Type) -> Selectors {
        var result: Selectors = [:]
        var attributes = Attributes(payload)
        while let attribute = try? attributes.next() {
            guard let description = set.attributes.last(where: { Int($0.number) == attribute.number }) else { continue }
            if case .string = description.type { result[description.name] = attribute.payload.string }
        }
        return result
    }

    static func expectSame(
        _ left: [AttributeTree],
        _ right: [AttributeTree],
        at path: String,
        _ sourceLocation: SourceLocation
    ) {
        let (names, others) = (left.map { path + ".\($0.name)" }, right.map { path + ".\($0.name)" })
        #expect(names == others, sourceLocation: sourceLocation)
        guard names == others else { return }
        for (left, right) in zip(left, right) where left != right {
            let place = path + ".\(left.name)"
            #expect(left.bytes == right.bytes, "\(place)", sourceLocation: sourceLocation)
            if let left = left.members, let right = right.members {
                expectSame(left, right, at: place, sourceLocation)
            } else {
                #expect(left == right, "\(place)", sourceLocation: sourceLocation)
            }
        }
    }
}
