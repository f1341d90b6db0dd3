/// Writes attributes as text, with the kernel's names, from their bytes and the description of their set.
enum AttributePrinter {
    /// The attributes of one level, in braces.
    static func text(of payload: Payload, from start: Int = 0, in set: AttributeSetDescriptor) -> String {
        var parts: [String] = []
        var attributes = Attributes(payload, from: start)
        while let attribute = try? attributes.next() {
            let name = set.name(of: attribute.number)
            guard let type = set[attribute.number]?.type else {
                parts.append("\(name): \(hex(attribute.payload))")
                continue
            }
            if case .flag = type {
                parts.append(name)
            } else {
                parts.append("\(name): \(text(of: attribute.payload, as: type))")
            }
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    private static func text(of payload: Payload, as type: AttributeDescriptor.PayloadType) -> String {
        switch type {
        case .flag: return ""
        case .unsigned: return unsigned(payload, bigEndian: false).map { "\($0)" } ?? hex(payload)
        case .unsignedBigEndian: return unsigned(payload, bigEndian: true).map { "\($0)" } ?? hex(payload)
        case .signed: return signed(payload, bigEndian: false).map { "\($0)" } ?? hex(payload)
        case .signedBigEndian: return signed(payload, bigEndian: true).map { "\($0)" } ?? hex(payload)
        case .named(let values): return named(payload, values)
        case .string: return "\"\(payload.string)\""
        case .bytes: return hex(payload)
        case .structure(let structure): return "\(structure.init(payload))"
        case .bitfield32: return "\(Bitfield32(payload))"
        case .nest(let set): return text(of: payload, in: set.descriptor)
        case .indexedArray(let element): return array(payload, of: element)
        case .nestTypeValue(let names, let set): return chain(payload, names[...], set.descriptor)
        }
    }

    private static func array(_ payload: Payload, of element: AttributeDescriptor.PayloadType) -> String {
        var parts: [String] = []
        var items = Attributes(payload)
        while let item = try? items.next() {
            parts.append("\(item.number): \(text(of: item.payload, as: element))")
        }
        return "[" + parts.joined(separator: ", ") + "]"
    }

    private static func chain(
        _ payload: Payload,
        _ names: ArraySlice<String>,
        _ set: AttributeSetDescriptor
    ) -> String {
        guard let name = names.first else { return text(of: payload, in: set) }
        var parts: [String] = []
        var items = Attributes(payload)
        while let item = try? items.next() {
            parts.append("\(name) \(item.number): \(chain(item.payload, names.dropFirst(), set))")
        }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    private static func named<Value: NamedValue>(_ payload: Payload, _ type: Value.Type) -> String {
        guard payload.count >= MemoryLayout<Value.RawValue>.size else { return hex(payload) }
        return "\(Value(rawValue: payload.member(Value.RawValue.self, at: 0)))"
    }

    private static func unsigned(_ payload: Payload, bigEndian: Bool) -> UInt64? {
        switch payload.count {
        case 1: UInt64(payload.member(UInt8.self, at: 0))
        case 2: UInt64(ordered(payload.member(UInt16.self, at: 0), bigEndian))
        case 4: UInt64(ordered(payload.member(UInt32.self, at: 0), bigEndian))
        case 8: ordered(payload.member(UInt64.self, at: 0), bigEndian)
        default: nil
        }
    }

    private static func signed(_ payload: Payload, bigEndian: Bool) -> Int64? {
        switch payload.count {
        case 1: Int64(payload.member(Int8.self, at: 0))
        case 2: Int64(ordered(payload.member(Int16.self, at: 0), bigEndian))
        case 4: Int64(ordered(payload.member(Int32.self, at: 0), bigEndian))
        case 8: ordered(payload.member(Int64.self, at: 0), bigEndian)
        default: nil
        }
    }

    private static func ordered<Value: FixedWidthInteger>(_ value: Value, _ bigEndian: Bool) -> Value {
        bigEndian ? Value(bigEndian: value) : value
    }

    private static func hex(_ payload: Payload) -> String {
        var text = ""
        for byte in [UInt8](payload.span) {
            text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return text.isEmpty ? "empty" : text
    }
}
