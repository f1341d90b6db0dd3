import Netlink

/// Makes attributes of a set as a kernel might send them: boundary numbers, empty and long texts and bytes, nests in
/// nests, sub-messages of every format.
struct RandomAttributes {
    var random: SplitMix

    /// The values of the attributes that choose sub-messages' formats, from the outermost level in.
    private var selectors: [[String: String]] = []

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// How deep nests go.
    private static let depth = 4

    /// A level with some of a set's attributes and one that the set does not know.
    mutating func level(of set: any AttributeSet.Type, including number: UInt16? = nil) -> [UInt8] {
        let descriptors = set.attributes
        let chosen = choose(descriptors, including: number)
        selectors.append(chosenSelectors(chosen))
        defer { selectors.removeLast() }
        var parts: [[UInt8]] = []
        for descriptor in chosen {
            if let value = selectors[selectors.count - 1][descriptor.name] {
                parts.append(attribute(descriptor.number, selector(value, descriptor.type)))
                continue
            }
            let isList = if case .list = descriptor.type { true } else { false }
            for _ in 0..<(isList ? Int.random(in: 1...3, using: &random) : 1) {
                parts.append(attribute(descriptor.number, payload(descriptor.type), descriptor.type))
            }
        }
        if random.happens(oneIn: 4) {
            parts.append(attribute(9000, random.bytes(Int.random(in: 0...9, using: &random))))
        }
        return parts.flatMap { $0 }
    }

    private mutating func choose(
        _ descriptors: [AttributeDescriptor],
        including number: UInt16?
    ) -> [AttributeDescriptor] {
        let share = Int.random(in: 1...6, using: &random)
        var chosen = descriptors.filter { $0.number == number || (number == nil && random.happens(oneIn: share)) }
        // What chooses a format comes along with the sub-message.
        for case .subMessage(_, let name, 0) in chosen.map(\.type) where !chosen.contains(where: { $0.name == name }) {
            chosen += descriptors.filter { $0.name == name }
        }
        return chosen
    }

    private mutating func chosenSelectors(_ descriptors: [AttributeDescriptor]) -> [String: String] {
        var values: [String: String] = [:]
        for case .subMessage(let message, let name, 0) in descriptors.map(\.type) where values[name] == nil {
            values[name] = message.formats.randomElement(using: &random)?.selector
        }
        return values
    }

    private func selector(_ text: String, _ type: AttributeDescriptor.PayloadType) -> [UInt8] {
        switch type {
        case .named(let number, let names): return Self.number(text, number, names)
        default: return Array(text.utf8) + [0]
        }
    }

    private static func number<Value: NamedValue>(
        _ name: String,
        _ type: AttributeDescriptor.PayloadType,
        _ names: Value.Type
    ) -> [UInt8] {
        let value = UInt32(truncatingIfNeeded: Value(named: name)?.rawValue ?? 0)
        if case .bigEndian = type { return bytes(of: value.bigEndian) }
        return bytes(of: value)
    }

    private mutating func payload(_ type: AttributeDescriptor.PayloadType) -> [UInt8] {
        switch type {
        case .flag: return []
        case .string: return text() + [0]
        case .bytes: return random.bytes(length())
        case .value: return random.bytes([4, 16, 6, 0, 1, 8, 15].randomElement(using: &random) ?? 4)
        case .structure(let structure): return bytes(of: structure)
        case .integers(let number):
            return (0..<Int.random(in: 0...4, using: &random)).flatMap { _ in payload(number) }
        case .bitfield32, .bitfield: return random.bytes(8)
        case .nest(let set): return nest(set)
        case .subMessage(let message, let name, let outward): return subMessage(message, name, outward)
        case .indexedArray(let element): return array(element)
        case .nestTypeValue(let names, let set): return chain(names.count, set)
        case .list(let element): return payload(element)
        default: return integer(type)
        }
    }

    private mutating func nest(_ set: any AttributeSet.Type) -> [UInt8] {
        selectors.count < Self.depth ? level(of: set) : []
    }

    private mutating func integer(_ type: AttributeDescriptor.PayloadType) -> [UInt8] {
        let size = type.integerSize ?? 4
        let values: [UInt64] = [0, 1, .max, 1 << 31, 1 << 32, 0x7f, 0x80, random.next()]
        let value = values.randomElement(using: &random) ?? 0
        guard size == 0 else { return Array(Self.bytes(of: value).prefix(size)) }
        // Numbers of variable width take as few bytes as possible.
        if case .sint = type {
            let signed = Int64(bitPattern: value)
            return Int32(exactly: signed).map { Self.bytes(of: $0) } ?? Self.bytes(of: signed)
        }
        return UInt32(exactly: value).map { Self.bytes(of: $0) } ?? Self.bytes(of: value)
    }

    private mutating func text() -> [UInt8] {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: []
        case 1: random.bytes(length()).map { $0 == 0 ? 1 : $0 }
        case 2: Array("größe €😀\u{10FE41}".utf8)
        default: Array(repeating: UInt8(ascii: "a"), count: Int.random(in: 1...15, using: &random))
        }
    }

    private mutating func length() -> Int {
        [0, 1, 2, 3, 4, 6, 8, 14, 16, 32, 40, 64, 256, 1000].randomElement(using: &random) ?? 0
    }

    /// A struct, sometimes one byte shorter or some bytes longer; padding is 0.
    private mutating func bytes<Structure: WireStruct>(of type: Structure.Type) -> [UInt8] {
        var buffer = MessageBuffer()
        let source = random.bytes(Structure.size)
        let value = Structure(Payload(source.rawSpan))
        buffer.appendAttributes(of: AnyAttributes.self) { value.encode(as: 1, into: &$0) }
        let exact = Array([UInt8](buffer.bytes).dropFirst(4).prefix(Structure.size))
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return Array(exact.dropLast())
        case 1: return exact + random.bytes(5)
        default: return exact
        }
    }

    private mutating func subMessage(_ message: any SubMessage.Type, _ name: String, _ outward: Int) -> [UInt8] {
        let level = selectors.count - 1 - outward
        let selector = level >= 0 ? selectors[level][name] : nil
        guard let format = message.formats.first(where: { $0.selector == selector }) else {
            return random.bytes(length())
        }
        guard let header = format.header else { return format.attributes.map { nest($0) } ?? [] }
        guard let attributes = format.attributes else { return bytes(of: header) }
        return headerBytes(header) + nest(attributes)
    }

    private mutating func headerBytes<Structure: WireStruct>(_ type: Structure.Type) -> [UInt8] {
        var bytes = bytes(of: type)
        while bytes.count != Structure.size { bytes = self.bytes(of: type) }
        return bytes + [UInt8](repeating: 0, count: Structure.alignedSize - Structure.size)
    }

    private mutating func array(_ element: AttributeDescriptor.PayloadType) -> [UInt8] {
        (0..<Int.random(in: 0...3, using: &random)).flatMap { _ in
            attribute(UInt16.random(in: 0...20, using: &random), payload(element), element)
        }
    }

    private mutating func chain(_ depth: Int, _ set: any AttributeSet.Type) -> [UInt8] {
        let number = UInt16.random(in: 0...9, using: &random)
        return attribute(number, depth == 1 ? nest(set) : chain(depth - 1, set), .nest(set))
    }

    private func attribute(
        _ number: UInt16,
        _ payload: [UInt8],
        _ type: AttributeDescriptor.PayloadType = .bytes
    ) -> [UInt8] {
        let padding = [UInt8](repeating: 0, count: (4 - payload.count % 4) % 4)
        let length = UInt16(truncatingIfNeeded: payload.count + 4)
        return Self.bytes(of: length) + Self.bytes(of: number) + payload + padding
    }

    private static func bytes<Value: FixedWidthInteger>(of value: Value) -> [UInt8] {
        unsafe withUnsafeBytes(of: value) { unsafe Array($0) }
    }
}
