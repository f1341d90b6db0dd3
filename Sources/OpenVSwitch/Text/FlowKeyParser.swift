import Netlink
import OVSFlow

/// Reads keys and masks from text.
struct FlowKeyParser {
    var scanner: FlowScanner

    /// Whether values may have masks.
    let takesMasks: Bool

    /// Whether the key is part of an entry, and ends where the number of packets begins.
    let isEntry: Bool

    /// Whether a mask is written anywhere, or a field is not mentioned.
    private(set) var isPartial = false

    private var depth = 0

    /// Attributes of a key and of its mask.
    struct Attributes {
        var values: [FlowAttribute] = []
        var masks: [FlowAttribute] = []
    }

    init(_ scanner: FlowScanner, takesMasks: Bool, isEntry: Bool = false) {
        self.scanner = scanner
        self.takesMasks = takesMasks
        self.isEntry = isEntry
    }

    /// Passes the attributes of a key, up to a closing parenthesis or the end.
    mutating func key() throws(FlowTextError) -> Attributes {
        var result = Attributes()
        var isFirst = true
        while true {
            let isSeparated = scanner.takeSeparators()
            if scanner.isAtEnd || scanner.has(")") { return result }
            if !isFirst, !isSeparated { throw scanner.error("a comma or the end") }
            if isEntry, depth == 0, scanner.has("packets:") { return result }
            isFirst = false
            let start = scanner.position
            let name = scanner.takeWord()
            try attribute(name, at: start, into: &result)
        }
    }

    /// Passes the rest of an attribute behind its name.
    private mutating func attribute(
        _ name: String,
        at start: Int,
        into result: inout Attributes
    ) throws(FlowTextError) {
        var parsed = Attributes()
        if let form = FlowForms.key.first(where: { $0.name == name }) {
            try scanner.expect("(")
            // Open vSwitch writes so that a key without an Ethernet type does not match one with it.
            if form.number == 6, takesMasks, scanner.take("0/") {
                parsed.masks = [FlowAttribute(number: 6, bytes: try scanner.bytes(ofNumberWith: 2))]
                try scanner.expect(")")
            } else {
                parsed = try fields(of: form)
            }
        } else if name == "encap" || name == "tunnel" || name == "nsh" {
            try scanner.expect("(")
            parsed = try nest(name, at: start)
        } else if let raw = try rawAttribute(name, at: start) {
            parsed = raw
        } else {
            throw scanner.error("the name of a field", at: start)
        }
        for value in parsed.values {
            guard result.values[number: value.number] == nil else {
                throw scanner.error("no second \(name)", at: start)
            }
            guard value.bytes.count <= 65_531, (try? OVSFlow.Key(Payload([value].encoded.rawSpan))) != nil else {
                throw scanner.error("bytes that can be \(name)", at: start)
            }
            result.values.append(value)
        }
        for mask in parsed.masks { result.masks.put(mask) }
    }

    private mutating func nest(_ name: String, at start: Int) throws(FlowTextError) -> Attributes {
        depth += 1
        defer { depth -= 1 }
        // As many levels as Open vSwitch takes.
        guard depth < 32 else { throw scanner.error("fewer levels of \(name)", at: start) }
        let contents: Attributes
        let number: UInt16
        switch name {
        case "encap": (number, contents) = (1, try key())
        case "tunnel": (number, contents) = (16, try tunnel())
        default: (number, contents) = (28, try nsh())
        }
        try scanner.expect(")")
        return Attributes(
            values: [FlowAttribute(number: number, bytes: contents.values.encoded)],
            masks: [FlowAttribute(number: number, bytes: contents.masks.encoded)]
        )
    }
}

// MARK: - Fields

extension FlowKeyParser {
    /// Passes the fields of an attribute and the parenthesis behind them.
    mutating func fields(of form: FlowForm) throws(FlowTextError) -> Attributes {
        var (value, mask) = (form.initialValue, form.initialMask)
        if form.isSingle {
            try self.value(of: form.fields[0], into: &value, mask: &mask)
        } else {
            var values: [UInt8] = []
            var masks: [UInt8] = []
            var names: Set<String> = []
            while scanner.next != UInt8(ascii: ")") {
                let start = scanner.position
                var name = scanner.takeWord()
                // Open vSwitch reads other names of these ports than it prints.
                if form.number == 27, name == "tp_src" || name == "tp_dst" { name = name.dropFirst(3) + "_port" }
                guard let field = form.fields.first(where: { $0.name == name }) else {
                    throw scanner.error(Self.list(form.fields.map(\.name)), at: start)
                }
                if !names.insert(name).inserted {
                    guard form.name == "mpls" else { throw scanner.error("no second \(name)", at: start) }
                    // The next entry of the stack.
                    (values, masks, names) = (values + value, masks + mask, [name])
                    (value, mask) = (form.initialValue, form.initialMask)
                }
                try scanner.expect("=")
                try self.value(of: field, into: &value, mask: &mask)
                guard scanner.take(",") else { break }
                _ = scanner.take { $0 == UInt8(ascii: " ") }
            }
            if mask != form.fullMask { isPartial = true }
            (value, mask) = (values + value, masks + mask)
        }
        guard scanner.take(")") else { throw scanner.error("a comma or \")\"") }
        return Attributes(
            values: [FlowAttribute(number: form.number, bytes: value)],
            masks: [FlowAttribute(number: form.number, bytes: mask)]
        )
    }

    /// Passes the value of a field and its mask.
    private mutating func value(
        of field: FlowField,
        into value: inout [UInt8],
        mask: inout [UInt8]
    ) throws(FlowTextError) {
        let parsed = try scanner.value(of: field, takesMask: takesMasks)
        field.put(parsed.value, into: &value)
        field.put(parsed.mask ?? field.ones, into: &mask)
        if parsed.mask != nil { isPartial = true }
    }

    /// What to say where one of several names is needed.
    static func list(_ names: [String]) -> String { "one of " + names.joined(separator: ", ") }

    /// Passes fields of several attributes between one pair of parentheses.
    ///
    /// - Parameters:
    ///   - forms: The attributes.
    ///   - other: Passes what follows a name that no field has; `nil` if the name is wrong.
    /// - Throws: ``FlowTextError`` if there is something else.
    /// - Returns: The attributes that were mentioned.
    private mutating func inlineFields(
        _ forms: [FlowForm],
        other: (inout FlowKeyParser, String) throws(FlowTextError) -> Attributes?
    ) throws(FlowTextError) -> Attributes {
        var result = Attributes()
        var names: Set<String> = []
        while scanner.next != UInt8(ascii: ")") {
            let start = scanner.position
            let name = scanner.takeWord()
            guard names.insert(name).inserted else { throw scanner.error("no second \(name)", at: start) }
            let form = forms.first { $0.fields.contains { $0.name == name } }
            if let form, let field = form.fields.first(where: { $0.name == name }) {
                try scanner.expect("=")
                var value = result.values[number: form.number]?.bytes ?? form.initialValue
                var mask = result.masks[number: form.number]?.bytes ?? form.initialMask
                try self.value(of: field, into: &value, mask: &mask)
                result.values.put(FlowAttribute(number: form.number, bytes: value))
                result.masks.put(FlowAttribute(number: form.number, bytes: mask))
            } else if let others = try other(&self, name) {
                for value in others.values { result.values.put(value) }
                for mask in others.masks { result.masks.put(mask) }
            } else if let raw = try rawAttribute(name, at: start) {
                for value in raw.values { result.values.put(value) }
                for mask in raw.masks { result.masks.put(mask) }
            } else {
                throw scanner.error(Self.list(forms.flatMap { $0.fields.map(\.name) }), at: start)
            }
            guard scanner.take(",") else { break }
            _ = scanner.take { $0 == UInt8(ascii: " ") }
        }
        guard scanner.has(")") else { throw scanner.error("a comma or \")\"") }
        for form in forms {
            if let mask = result.masks[number: form.number], mask.bytes != form.fullMask { isPartial = true }
        }
        return result
    }

    /// Passes the fields of a Network Service Header.
    private mutating func nsh() throws(FlowTextError) -> Attributes {
        try inlineFields(FlowForms.nsh) { parser, name throws(FlowTextError) in
            guard name == "md2" else { return nil }
            try parser.scanner.expect("=")
            _ = parser.scanner.take("0x")
            // Open vSwitch leaves out a zero in front.
            let value = FlowAttribute(number: 3, bytes: try parser.scanner.hexadecimalPairs(isNumber: true))
            let mask = FlowAttribute(number: 3, bytes: [UInt8](repeating: 0xff, count: value.bytes.count))
            return Attributes(values: [value], masks: [mask])
        }
    }

    /// Passes the fields of a Network Service Header to push and the parenthesis behind them.
    mutating func pushedNSH(at start: Int) throws(FlowTextError) -> [UInt8] {
        try nest("nsh", at: start).values.encoded
    }
}

// MARK: - Attributes by number

extension FlowKeyParser {
    /// Passes the bytes of an attribute that goes by its number, or returns `nil` if the name is none of those.
    private mutating func rawAttribute(_ name: String, at start: Int) throws(FlowTextError) -> Attributes? {
        let isMask = name.hasPrefix("mask")
        guard isMask ? takesMasks : name.hasPrefix("key"), let number = UInt16(name.dropFirst(isMask ? 4 : 3)),
            number < 0x4000
        else { return nil }
        try scanner.expect("(")
        let isNested = scanner.take("nested,")
        let attribute = FlowAttribute(number: number, bytes: try hexadecimalBytes(), isNested: isNested)
        var mask = attribute
        mask.bytes = [UInt8](repeating: 0xff, count: attribute.bytes.count)
        if !isMask, takesMasks, scanner.take("/") {
            let column = scanner.position
            mask.bytes = try hexadecimalBytes()
            guard mask.bytes.count == attribute.bytes.count else {
                throw scanner.error("a mask of \(attribute.bytes.count) bytes", at: column)
            }
            isPartial = true
        }
        try scanner.expect(")")
        return isMask ? Attributes(masks: [attribute]) : Attributes(values: [attribute], masks: [mask])
    }

    /// Passes bytes as pairs of hexadecimal digits, which may stand after `0x`.
    mutating func hexadecimalBytes() throws(FlowTextError) -> [UInt8] {
        _ = scanner.take("0x")
        return try scanner.hexadecimalPairs()
    }
}

// MARK: - Tunnels

extension FlowKeyParser {
    private mutating func tunnel() throws(FlowTextError) -> Attributes {
        try inlineFields(FlowForms.tunnel) { parser, name throws(FlowTextError) in
            switch name {
            case "flags": return try parser.tunnelFlags()
            case "geneve": return try parser.geneve()
            case "erspan": return try parser.erspan()
            case "vxlan": return try parser.vxlan()
            default: return nil
            }
        }
    }

    private mutating func tunnelFlags() throws(FlowTextError) -> Attributes {
        try scanner.expect("(")
        if scanner.take(")") { return Attributes() }
        let flags = FlowKeyPrinter.tunnelFlags
        let field = FlowField("", .flags(flags.map(\.name)), at: 0, size: 1)
        let start = scanner.position
        let parsed = try scanner.value(of: field, takesMask: takesMasks)
        guard parsed.value[0] < 16 else {
            throw scanner.error(Self.list(flags.map(\.name)), at: start)
        }
        if parsed.mask != nil { isPartial = true }
        try scanner.expect(")")
        let numbers = flags.enumerated().filter { $0.element.number != 0 }
        func attributes(_ bits: UInt8) -> [FlowAttribute] {
            numbers.filter { bits >> UInt8($0.offset) & 1 == 1 }.map {
                FlowAttribute(number: $0.element.number, bytes: [])
            }
        }
        return Attributes(values: attributes(parsed.value[0]), masks: attributes(parsed.mask?[0] ?? 255))
    }

    private mutating func vxlan() throws(FlowTextError) -> Attributes {
        try scanner.expect("(")
        var contents = Attributes()
        while scanner.next != UInt8(ascii: ")") {
            let start = scanner.position
            let name = scanner.takeWord()
            let parsed: Attributes
            if let form = FlowForms.vxlan.first(where: { $0.name == name }) {
                try scanner.expect("(")
                parsed = try fields(of: form)
            } else if let raw = try rawAttribute(name, at: start) {
                parsed = raw
            } else {
                throw scanner.error("\"gbp\"", at: start)
            }
            contents.values += parsed.values
            contents.masks += parsed.masks
            guard scanner.take(",") else { break }
        }
        try scanner.expect(")")
        return Attributes(
            values: [FlowAttribute(number: 11, bytes: contents.values.encoded)],
            masks: [FlowAttribute(number: 11, bytes: contents.masks.encoded)]
        )
    }

    private mutating func erspan() throws(FlowTextError) -> Attributes {
        try scanner.expect("(")
        // The version in front decides about the fields.
        var ahead = scanner
        try ahead.expect("ver=")
        let start = ahead.position
        let version = try ahead.number(upTo: 255)
        guard let form = FlowForms.erspan.first(where: { $0.number == version }) else {
            throw ahead.error("1 or 2", at: start)
        }
        let parsed = try fields(of: form)
        return Attributes(
            values: parsed.values.map { FlowAttribute(number: 15, bytes: $0.bytes) },
            masks: parsed.masks.map { FlowAttribute(number: 15, bytes: $0.bytes) }
        )
    }

    private mutating func geneve() throws(FlowTextError) -> Attributes {
        try scanner.expect("(")
        var (values, masks): ([UInt8], [UInt8]) = ([], [])
        while scanner.take("{") {
            let (value, mask) = try geneveOption()
            values += value
            masks += mask
        }
        try scanner.expect(")")
        return Attributes(
            values: [FlowAttribute(number: 8, bytes: values)],
            masks: [FlowAttribute(number: 8, bytes: masks)]
        )
    }

    private mutating func geneveOption() throws(FlowTextError) -> (value: [UInt8], mask: [UInt8]) {
        let form = FlowForms.geneve
        var (value, mask) = (form.initialValue, form.initialMask)
        var (data, dataMask): ([UInt8], [UInt8]) = ([], [])
        var names: Set<String> = []
        while scanner.next != UInt8(ascii: "}") {
            let start = scanner.position
            // The option's data have no name.
            if scanner.next?.isDecimalDigit == true {
                guard !data.isEmpty else { throw scanner.error("\"len=\" before data", at: start) }
                data = try scanner.bytes(ofNumberWith: data.count)
                dataMask = [UInt8](repeating: 0xff, count: data.count)
                if takesMasks, scanner.take("/") {
                    dataMask = try scanner.bytes(ofNumberWith: data.count)
                    isPartial = true
                }
                break
            }
            let name = scanner.takeWord()
            guard let field = form.fields.first(where: { $0.name == name }) else {
                throw scanner.error(Self.list(form.fields.map(\.name)), at: start)
            }
            guard names.insert(name).inserted else { throw scanner.error("no second \(name)", at: start) }
            try scanner.expect("=")
            if name == "len" {
                let start = scanner.position
                let length = try scanner.number(upTo: 124)
                guard length.isMultiple(of: 4) else { throw scanner.error("a multiple of 4", at: start) }
                value[3] = UInt8(length / 4)
                let isWildcard = takesMasks && scanner.take("/") ? try scanner.number(upTo: 255) == 0 : false
                mask[3] = isWildcard ? 0 : 31
                data = [UInt8](repeating: 0, count: Int(length))
                dataMask = data
            } else {
                try self.value(of: field, into: &value, mask: &mask)
            }
            guard scanner.take(",") else { break }
        }
        try scanner.expect("}")
        return (value + data, mask + dataMask)
    }
}
