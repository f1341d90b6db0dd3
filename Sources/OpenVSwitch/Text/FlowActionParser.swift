import Netlink
import OVSFlow

/// Reads actions from text.
struct FlowActionParser {
    var scanner: FlowScanner

    private var depth = 0

    init(_ scanner: FlowScanner) { self.scanner = scanner }

    /// Passes actions up to a closing parenthesis or the end.
    mutating func list() throws(FlowTextError) -> [FlowAttribute] {
        // As many levels as Open vSwitch takes.
        guard depth < 32 else { throw scanner.error("fewer levels of actions") }
        depth += 1
        defer { depth -= 1 }
        var result: [FlowAttribute] = []
        scanner.takeSeparators()
        if takeDrop() { return [] }
        while !scanner.isAtEnd, !scanner.has(")") {
            let start = scanner.position
            let action = try action()
            guard action.bytes.count <= 65_531,
                (try? Payload([action].encoded.rawSpan).sequence(of: OVSFlow.Action.self)) != nil
            else { throw scanner.error("an action that can be sent", at: start) }
            result.append(action)
            if !scanner.takeSeparators(), !scanner.isAtEnd, !scanner.has(")") {
                throw scanner.error("a comma or the end")
            }
        }
        return result
    }

    /// Passes the word for no actions, unless there is a reason behind it or another action.
    private mutating func takeDrop() -> Bool {
        var ahead = scanner
        guard ahead.takeWord() == "drop" else { return false }
        _ = ahead.take { " \t\r\n".utf8.contains($0) }
        guard ahead.isAtEnd || ahead.has(")") else { return false }
        scanner = ahead
        return true
    }

    private mutating func action() throws(FlowTextError) -> FlowAttribute {
        let start = scanner.position
        if scanner.next?.isDecimalDigit == true { return FlowAttribute(number: 1, bytes: try hostNumber(size: 4)) }
        let name = scanner.takeWord()
        if let word = FlowActionPrinter.words.first(where: { $0.name == name }) {
            if scanner.take("(") { try scanner.expect(")") }
            return FlowAttribute(number: word.number, bytes: [])
        }
        if let form = FlowForms.actions.first(where: { $0.name == name }) {
            try scanner.expect("(")
            var fields = FlowKeyParser(scanner, takesMasks: false)
            let bytes = try fields.fields(of: form).values.first?.bytes ?? []
            scanner = fields.scanner
            return FlowAttribute(number: form.number, bytes: bytes)
        }
        if let attribute = try rawAttribute("action", name) { return attribute }
        switch name {
        case "ct":
            guard scanner.has("(") else { return FlowAttribute(number: 12, bytes: []) }
            return try nest(12, Self.connection)
        case "userspace": return try nest(2, Self.userspace)
        case "sample": return try nest(6, Self.sample)
        case "check_pkt_len": return try nest(21, Self.length)
        case "dec_ttl": return try nest(23, [("le_1", 1, .actions)])
        case "psample": return try nest(25, [("group", 1, .number(4)), ("cookie", 2, .cookie)])
        case "clone":
            try scanner.expect("(")
            let actions = try list()
            try scanner.expect(")")
            return FlowAttribute(number: 20, bytes: actions.encoded)
        case "hash": return try hash()
        case "set": return try set()
        case "push_nsh":
            try scanner.expect("(")
            var fields = FlowKeyParser(scanner, takesMasks: false)
            let bytes = try fields.pushedNSH(at: start)
            scanner = fields.scanner
            return FlowAttribute(number: 17, bytes: bytes)
        default: throw scanner.error("an action", at: start)
        }
    }

    private mutating func hash() throws(FlowTextError) -> FlowAttribute {
        try scanner.expect("(")
        let start = scanner.position
        let name = scanner.takeWord()
        guard let index = FlowActionPrinter.hashes.firstIndex(of: name) else {
            throw scanner.error(FlowKeyParser.list(FlowActionPrinter.hashes), at: start)
        }
        try scanner.expect("(")
        let basis = try hostNumber(size: 4)
        try scanner.expect("))")
        return FlowAttribute(number: 8, bytes: Self.hostOrder(UInt64(index), size: 4) + basis)
    }

    private mutating func set() throws(FlowTextError) -> FlowAttribute {
        try scanner.expect("(")
        let start = scanner.position
        var parser = FlowKeyParser(scanner, takesMasks: true)
        let key = try parser.key()
        let end = parser.scanner
        // Tunnels and what is in VLANs are always set as a whole.
        let isWhole = key.values.contains { $0.number == 1 || $0.number == 16 }
        let isMasked = parser.isPartial && !isWhole
        if isWhole {
            parser = FlowKeyParser(scanner, takesMasks: false)
            _ = try parser.key()
        }
        guard key.values.count == key.masks.count else { throw end.error("a key", at: start) }
        scanner = end
        try scanner.expect(")")
        guard isMasked else { return FlowAttribute(number: 3, bytes: key.values.encoded) }
        var result: [FlowAttribute] = []
        for value in key.values {
            let mask = key.masks[number: value.number]?.bytes ?? []
            var bytes = value.bytes + mask
            if value.number == 28 {
                let masks = [FlowAttribute](bytes: mask) ?? []
                bytes =
                    ([FlowAttribute](bytes: value.bytes) ?? []).map {
                        FlowAttribute(number: $0.number, bytes: $0.bytes + (masks[number: $0.number]?.bytes ?? []))
                    }.encoded
            }
            result.append(FlowAttribute(number: value.number, bytes: bytes))
        }
        return FlowAttribute(number: 11, bytes: result.encoded)
    }
}

// MARK: - Nests

extension FlowActionParser {
    /// How the text of an attribute in a nest goes on behind its name.
    private enum Part {
        case flag
        /// An equals sign and a number of so many bytes.
        case number(Int)
        /// The same with a mask, which is all ones if there is none.
        case masked(Int)
        case string
        /// A list of actions in parentheses.
        case actions
        /// Bytes in parentheses.
        case bytes
        case cookie, percentage, nat
    }

    private static var connection: [(String, UInt16, Part)] {
        [
            ("commit", 1, .flag), ("force_commit", 7, .flag), ("zone", 2, .number(2)), ("mark", 3, .masked(4)),
            ("label", 4, .masked(16)), ("helper", 5, .string), ("eventmask", 8, .number(4)), ("timeout", 9, .string),
            ("nat", 6, .nat),
        ]
    }

    private static var userspace: [(String, UInt16, Part)] {
        [("pid", 1, .number(4)), ("userdata", 2, .bytes), ("tunnel_out_port", 3, .number(4)), ("actions", 4, .flag)]
    }

    private static var sample: [(String, UInt16, Part)] { [("sample", 1, .percentage), ("actions", 2, .actions)] }

    private static var length: [(String, UInt16, Part)] {
        [("size", 1, .number(2)), ("gt", 2, .actions), ("le", 3, .actions)]
    }

    /// Passes the attributes of a nest with the parentheses around them.
    private mutating func nest(
        _ number: UInt16,
        _ parts: [(name: String, number: UInt16, part: Part)]
    ) throws(FlowTextError) -> FlowAttribute {
        try scanner.expect("(")
        var contents: [FlowAttribute] = []
        while scanner.next != UInt8(ascii: ")") {
            let start = scanner.position
            let name = scanner.takeWord()
            let attribute: FlowAttribute
            if let part = parts.first(where: { $0.name == name }) {
                attribute = FlowAttribute(number: part.number, bytes: try bytes(of: part.part))
            } else if let raw = try rawAttribute("attr", name) {
                attribute = raw
            } else {
                throw scanner.error(FlowKeyParser.list(parts.map(\.name)), at: start)
            }
            guard contents[number: attribute.number] == nil else {
                throw scanner.error("no second \(name)", at: start)
            }
            contents.append(attribute)
            guard scanner.take(",") else { break }
            _ = scanner.take { $0 == UInt8(ascii: " ") }
        }
        guard scanner.take(")") else { throw scanner.error("a comma or \")\"") }
        return FlowAttribute(number: number, bytes: contents.encoded)
    }

    private mutating func bytes(of part: Part) throws(FlowTextError) -> [UInt8] {
        switch part {
        case .flag: return []
        case .nat: return try nat().encoded
        case .actions:
            try scanner.expect("(")
            let actions = try list()
            try scanner.expect(")")
            return actions.encoded
        case .bytes:
            try scanner.expect("(")
            let bytes = try scanner.hexadecimalPairs()
            try scanner.expect(")")
            return bytes
        default: try scanner.expect("=")
        }
        switch part {
        case .number(let size): return try hostNumber(size: size)
        case .masked(let size):
            let value = try hostNumber(size: size)
            return value + (scanner.take("/") ? try hostNumber(size: size) : [UInt8](repeating: 0xff, count: size))
        case .cookie:
            try scanner.expect("0x")
            return try scanner.hexadecimalPairs()
        case .percentage:
            let start = scanner.position
            let digits = scanner.take { $0.isDecimalDigit || $0 == UInt8(ascii: ".") }
            guard let probability = SampleProbability(percentage: digits), scanner.take("%") else {
                throw scanner.error("a percentage", at: start)
            }
            return Self.hostOrder(UInt64(probability.rawValue), size: 4)
        default:
            let name = scanner.take(while: \.isInName)
            guard !name.isEmpty else { throw scanner.error("a name") }
            return Array(name.utf8) + [0]
        }
    }

    /// Passes the bytes of an attribute that goes by its number, or returns `nil` if the name is none of those.
    mutating func rawAttribute(_ prefix: String, _ name: String) throws(FlowTextError) -> FlowAttribute? {
        guard name.hasPrefix(prefix), let number = UInt16(name.dropFirst(prefix.utf8.count)), number < 0x4000 else {
            return nil
        }
        try scanner.expect("(")
        let isNested = scanner.take("nested,")
        _ = scanner.take("0x")
        let bytes = try scanner.hexadecimalPairs()
        try scanner.expect(")")
        return FlowAttribute(number: number, bytes: bytes, isNested: isNested)
    }

    /// Passes a number and returns its bytes in host order.
    private mutating func hostNumber(size: Int) throws(FlowTextError) -> [UInt8] {
        let bytes =
            size < 8
            ? FlowField("", .decimal, at: 0, size: size).value(try scanner.number(upTo: 1 << (8 * UInt64(size)) - 1))
            : try scanner.bytes(ofNumberWith: size)
        return UInt16(1).littleEndian == 1 ? bytes.reversed() : bytes
    }

    private static func hostOrder(_ number: UInt64, size: Int) -> [UInt8] {
        let field = FlowField("", .decimal, at: 0, size: size, isHostOrder: true)
        var bytes = [UInt8](repeating: 0, count: size)
        field.put(field.value(number), into: &bytes)
        return bytes
    }
}
