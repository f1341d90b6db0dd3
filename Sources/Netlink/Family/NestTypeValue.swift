/// One entry of a chain of nests whose numbers are data (`nest-type-value` in a spec).
///
/// The controller's policy dump has such chains: inside a nest with the policy's number is one with the attribute's
/// number, and inside that are the attributes that describe it.
public protocol NestTypeValue: Hashable, Sendable, CustomStringConvertible {
    /// What is inside the innermost nest.
    associatedtype Contents: NestContents

    /// How many nests there are around the contents.
    static var depth: Int { get }

    /// The kernel's names of the numbers, from the outermost in.
    static var typeValueNames: [String] { get }

    /// The numbers of the nests, from the outermost in.
    var typeValues: [UInt16] { get }

    /// What is inside the innermost nest.
    var contents: Contents { get }

    /// Creates an entry.
    ///
    /// - Parameters:
    ///   - typeValues: The numbers of the nests, ``depth`` of them.
    ///   - contents: What is inside.
    init(typeValues: [UInt16], contents: Contents)
}

extension NestTypeValue {
    /// The numbers and the contents with the kernel's names: `{policy-id: 0, attr-id: 1, {type: u32}}`.
    public var description: String {
        let numbers = zip(Self.typeValueNames, typeValues).map { "\($0): \($1)" }
        return "{" + (numbers + ["\(contents)"]).joined(separator: ", ") + "}"
    }

    /// Reads all entries below a nest.
    static func read(
        _ payload: Payload,
        below outer: [UInt16],
        into entries: inout [Self]
    ) throws(DecodeError) {
        guard outer.count < depth else {
            return entries.append(Self(typeValues: outer, contents: try Contents(payload.nested)))
        }
        var items = Attributes(payload)
        while let item = try items.next() {
            try read(item.payload, below: outer + [UInt16(truncatingIfNeeded: item.number)], into: &entries)
        }
    }
}

extension AttributeBuilder {
    /// Writes entries of a chain of nests.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - entries: The entries; each gets nests of its own.
    public mutating func put<Entry: NestTypeValue>(_ number: UInt16, _ entries: [Entry]) {
        putNest(number, AnyAttributes.self) { items in
            for entry in entries { items.putChain(entry.typeValues[...], entry.contents) }
        }
    }

    private mutating func putChain<Contents: NestContents>(_ numbers: ArraySlice<UInt16>, _ contents: Contents) {
        guard let number = numbers.first, accepts(number) else { return }
        if numbers.count == 1 {
            putNest(number, Contents.Attributes.self) { contents.encode(into: &$0) }
        } else {
            putNest(number, AnyAttributes.self) { $0.putChain(numbers.dropFirst(), contents) }
        }
    }
}
