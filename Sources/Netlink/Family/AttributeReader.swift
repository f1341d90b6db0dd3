/// Reads attributes for people, from their bytes and the descriptions of their sets.
struct AttributeReader {
    /// Deeper nests than the kernel itself follows are not looked into.
    private static var maximumDepth: Int { 32 }

    /// The levels around the one being read, from the outermost in: sub-messages look for their selectors in them.
    private var levels: [Level] = []

    private struct Level {
        var set: AttributeSetDescriptor
        var members: [DescribedValue.Member]
    }

    /// The attributes of one level by name, lists as such, in the order of the message.
    ///
    /// - Parameters:
    ///   - payload: The bytes that hold the attributes.
    ///   - start: The offset of the first one.
    ///   - set: The set that they belong to.
    /// - Returns: The values; what follows a malformed attribute is left out.
    static func members(
        of payload: Payload,
        from start: Int = 0,
        in set: AttributeSetDescriptor
    ) -> [DescribedValue.Member] {
        var reader = AttributeReader()
        return reader.members(of: payload, from: start, in: set)
    }

    /// The contents of a sub-message.
    static func described(_ payload: Payload, as type: any SubMessage.Type, _ selector: String?) -> DescribedValue {
        var reader = AttributeReader()
        return reader.subMessage(payload, type, selector)
    }

    /// The text by which an attribute can choose a sub-message's format: a string, or the name of a number.
    static func selector(_ payload: Payload, as type: AttributeDescriptor.PayloadType) -> String? {
        var reader = AttributeReader()
        switch type {
        case .string, .named:
            return switch reader.value(of: payload, as: type) {
            case .string(let text), .word(let text): text
            default: nil
            }
        default: return nil
        }
    }

    private mutating func members(
        of payload: Payload,
        from start: Int = 0,
        in set: AttributeSetDescriptor
    ) -> [DescribedValue.Member] {
        guard levels.count < Self.maximumDepth else { return [] }
        levels.append(Level(set: set, members: []))
        defer { levels.removeLast() }
        let innermost = levels.count - 1
        // Selectors may stand behind what they select, so sub-messages are read last.
        var subMessages: [(index: Int, number: Int)] = []
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            let name = set.name(of: attribute.number)
            switch set[attribute.number]?.type {
            case .subMessage:
                subMessages.append((levels[innermost].members.count, attribute.offset))
                levels[innermost].members.append(DescribedValue.Member(name: name, value: .present))
            case .list(let element):
                append(value(of: attribute.payload, as: element), to: name, at: innermost)
            case let type:
                let value = type.map { self.value(of: attribute.payload, as: $0) } ?? unknown(attribute)
                levels[innermost].members.append(DescribedValue.Member(name: name, value: value))
            }
        }
        for (index, offset) in subMessages { readSubMessage(index, offset, payload, start, at: innermost) }
        return levels[innermost].members
    }

    private mutating func append(_ element: DescribedValue, to name: String, at level: Int) {
        if let index = levels[level].members.firstIndex(where: { $0.name == name }),
            case .list(let elements) = levels[level].members[index].value
        {
            levels[level].members[index].value = .list(elements + [element])
        } else {
            levels[level].members.append(DescribedValue.Member(name: name, value: .list([element])))
        }
    }

    private mutating func readSubMessage(_ index: Int, _ offset: Int, _ payload: Payload, _ start: Int, at level: Int) {
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            guard attribute.offset == offset, let type = levels[level].set[attribute.number]?.type,
                case .subMessage(let message, let name, let outward) = type
            else { continue }
            let value = subMessage(attribute.payload, message, selector(name, outward))
            levels[level].members[index].value = value
            return
        }
    }

    private func selector(_ name: String, _ outwardLevels: Int) -> String? {
        guard levels.count > outwardLevels else { return nil }
        let level = levels[levels.count - 1 - outwardLevels]
        return switch level.members.first(where: { $0.name == name })?.value {
        case .string(let text), .word(let text): text
        default: nil
        }
    }

    private mutating func subMessage(
        _ payload: Payload,
        _ type: any SubMessage.Type,
        _ selector: String?
    ) -> DescribedValue {
        guard let format = type.format(selector) else { return .word(payload.hexadecimalDigits) }
        var members: [DescribedValue.Member] = []
        var start = 0
        if let header = format.header {
            members = header.init(payload).describedMembers
            start = header.alignedSize
        }
        guard let attributes = format.attributes else { return .object(members) }
        return .object(self.members(of: payload.dropping(start), in: attributes.descriptor) + members)
    }

    private func unknown(_ attribute: Attribute) -> DescribedValue { .word(attribute.payload.hexadecimalDigits) }

    private mutating func value(of payload: Payload, as type: AttributeDescriptor.PayloadType) -> DescribedValue {
        switch type {
        case .flag: return .present
        case .u8, .u16, .u32, .u64, .s8, .s16, .s32, .s64, .uint, .sint, .bigEndian, .littleEndian:
            return Self.number(payload, type)
        case .hexadecimal(let number):
            guard let value = payload.unsigned(number.byteOrder) else { return .word(payload.hexadecimalDigits) }
            return .word("0x" + String(value, radix: 16))
        case .named(let number, let names):
            // A narrower number than the type's has its sign in another bit.
            let value =
                number.isSigned
                ? payload.signed(number.byteOrder).map(UInt64.init(bitPattern:)) : payload.unsigned(number.byteOrder)
            return value.map { Self.named($0, names) } ?? .word(payload.hexadecimalDigits)
        case .string: return .string(payload.string)
        case .bytes: return .word(payload.hexadecimalDigits)
        case .value(let value): return .word(Self.text(of: payload, as: value))
        case .structure(let structure): return .object(structure.init(payload).describedMembers)
        case .integers(let element): return integers(payload, element)
        case .bitfield32: return Self.bitfield(payload) { .number("\($0)") }
        case .bitfield(let names): return Self.bitfield(payload) { Self.named(UInt64($0), names) }
        case .nest(let set): return .object(members(of: payload, in: set.descriptor))
        case .sequence(let set): return .list(members(of: payload, in: set.descriptor).map { .object([$0]) })
        case .subMessage(let message, let name, let outward):
            return subMessage(payload, message, selector(name, outward))
        case .indexedArray(let element): return array(payload, of: element)
        case .nestTypeValue(let names, let set): return .list(chain(payload, names[...], set.descriptor))
        case .list(let element): return .list([value(of: payload, as: element)])
        }
    }
}

extension AttributeReader {
    private mutating func integers(
        _ payload: Payload,
        _ element: AttributeDescriptor.PayloadType
    ) -> DescribedValue {
        guard let size = element.integerSize, size > 0, payload.count % size == 0 else {
            return .word(payload.hexadecimalDigits)
        }
        var elements: [DescribedValue] = []
        for offset in stride(from: 0, to: payload.count, by: size) {
            elements.append(value(of: payload.part(from: offset, count: size), as: element))
        }
        return .list(elements)
    }

    /// The elements of an array; those that are nests keep their numbers, as in the kernel's own library.
    private mutating func array(_ payload: Payload, of element: AttributeDescriptor.PayloadType) -> DescribedValue {
        var elements: [DescribedValue] = []
        var items = Attributes(payload)
        while let item = try? items.next() {
            let value = value(of: item.payload, as: element)
            if case .nest = element {
                elements.append(.object([DescribedValue.Member(name: "\(item.number)", value: value)]))
            } else {
                elements.append(value)
            }
        }
        return .list(elements)
    }

    /// The entries of a chain of nests: the numbers by their names, and the attributes inside.
    private mutating func chain(
        _ payload: Payload,
        _ names: ArraySlice<String>,
        _ set: AttributeSetDescriptor
    ) -> [DescribedValue] {
        guard let name = names.first else { return [.object(members(of: payload, in: set))] }
        var entries: [DescribedValue] = []
        var items = Attributes(payload)
        while let item = try? items.next() {
            let number = DescribedValue.Member(name: name, value: .number("\(item.number)"))
            for case .object(let members) in chain(item.payload, names.dropFirst(), set) {
                entries.append(.object([number] + members))
            }
        }
        return entries
    }

    private static func number(_ payload: Payload, _ type: AttributeDescriptor.PayloadType) -> DescribedValue {
        let order = type.byteOrder
        let text = type.isSigned ? payload.signed(order).map { "\($0)" } : payload.unsigned(order).map { "\($0)" }
        return text.map { .number($0) } ?? .word(payload.hexadecimalDigits)
    }

    /// A number by its name, or the names of its bits.
    static func named<Value: NamedValue>(_ number: UInt64, _ type: Value.Type) -> DescribedValue {
        Value(rawValue: Value.RawValue(truncatingIfNeeded: number)).described
    }

    private static func bitfield(_ payload: Payload, _ part: (UInt32) -> DescribedValue) -> DescribedValue {
        guard payload.count == 8 else { return .word(payload.hexadecimalDigits) }
        let bits = Bitfield32(payload)
        return .object([
            DescribedValue.Member(name: "value", value: part(bits.value)),
            DescribedValue.Member(name: "selector", value: part(bits.selector)),
        ])
    }

    private static func text<Value: WireValue>(of payload: Payload, as type: Value.Type) -> String {
        guard let value = try? Value(payload) else { return payload.hexadecimalDigits }
        return "\(value)"
    }
}

extension NamedValue {
    /// The name, the names of the bits, or the number where there is none.
    var described: DescribedValue {
        if let flags = self as? any OptionSet & NamedValue { return flags.describedBits }
        return Self.names.name(of: rawValue).map { .word($0) } ?? .number("\(rawValue)")
    }
}

extension NamedValue where Self: OptionSet {
    fileprivate var describedBits: DescribedValue { .list(setNames.map { .word($0) }) }
}

extension Payload {
    /// The bytes as pairs of hexadecimal digits.
    var hexadecimalDigits: String {
        [UInt8](span).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// A part of the payload, as far as the payload goes.
    @_lifetime(copy self)
    fileprivate func part(from offset: Int, count: Int) -> Payload {
        let rest = dropping(offset)
        return unsafe rest.slice(from: 0, count: min(max(count, 0), rest.count))
    }

    /// The number that the payload is, or `nil` if no integer has its length.
    fileprivate func unsigned(_ order: ByteOrder) -> UInt64? {
        switch count {
        case 1: UInt64(member(UInt8.self, at: 0))
        case 2: UInt64(member(UInt16.self, at: 0).ordered(order))
        case 4: UInt64(member(UInt32.self, at: 0).ordered(order))
        case 8: member(UInt64.self, at: 0).ordered(order)
        default: nil
        }
    }

    fileprivate func signed(_ order: ByteOrder) -> Int64? {
        switch count {
        case 1: Int64(member(Int8.self, at: 0))
        case 2: Int64(member(Int16.self, at: 0).ordered(order))
        case 4: Int64(member(Int32.self, at: 0).ordered(order))
        case 8: member(Int64.self, at: 0).ordered(order)
        default: nil
        }
    }
}
