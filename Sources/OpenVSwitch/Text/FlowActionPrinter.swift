import OVSFlow

/// Writes actions as text.
enum FlowActionPrinter {
    /// The actions of a list, which are `drop` if there are none.
    static func text(_ actions: [FlowAttribute]) -> String {
        actions.isEmpty ? "drop" : actions.map(text).joined(separator: ",")
    }

    /// One action.
    static func text(_ action: FlowAttribute) -> String {
        formText(action) ?? rawText("action", action)
    }

    /// The bytes of an attribute behind its number.
    static func rawText(_ prefix: String, _ attribute: FlowAttribute) -> String {
        "\(prefix)\(attribute.number)(" + (attribute.isNested ? "nested," : "") + attribute.bytes.hexadecimalNumber
            + ")"
    }

    /// Actions that are a word.
    static var words: [(name: String, number: UInt16)] {
        [("pop_vlan", 5), ("pop_eth", 15), ("ct_clear", 16), ("pop_nsh", 18)]
    }

    private static func formText(_ action: FlowAttribute) -> String? {
        if let word = words.first(where: { $0.number == action.number }) {
            guard action.bytes.isEmpty else { return nil }
            return word.number == 18 ? word.name + "()" : word.name
        }
        if let form = FlowForms.actions.first(where: { $0.number == action.number }) {
            guard form.fits(action.bytes) else { return nil }
            return form.name + "(" + form.texts(action.bytes, mask: nil, style: .exact).joined(separator: ",") + ")"
        }
        switch action.number {
        case 1: return action.bytes.count == 4 ? number(action.bytes) : nil
        case 8: return hashText(action.bytes)
        default: break
        }
        guard let contents = [FlowAttribute](bytes: action.bytes) else { return nil }
        switch action.number {
        case 2: return "userspace(" + texts(contents, order: [1, 2, 4, 3], userspaceText) + ")"
        case 3: return "set(" + FlowKeyPrinter(style: .exact).text(contents, masks: nil) + ")"
        case 6: return "sample(" + texts(contents, sampleText) + ")"
        case 11: return MaskedSetPrinter.text(contents).map { "set(\($0))" }
        case 12: return contents.isEmpty ? "ct" : "ct(" + texts(contents, connectionText) + ")"
        case 17: return pushedHeaderText(contents)
        case 20: return "clone(" + text(contents) + ")"
        case 21: return "check_pkt_len(" + texts(contents, order: [1, 2, 3], lengthText) + ")"
        case 23: return "dec_ttl(" + texts(contents) { $0.number == 1 ? listText("le_1", $0.bytes) : nil } + ")"
        case 25: return "psample(" + texts(contents, psampleText) + ")"
        default: return nil
        }
    }

    /// The attributes of a nest, those without text by number.
    ///
    /// - Parameters:
    ///   - attributes: The attributes.
    ///   - order: Numbers of attributes that come first, where the text has another order than the message.
    ///   - text: The text of an attribute, or `nil` if it has none.
    /// - Returns: The texts with commas between them.
    private static func texts(
        _ attributes: [FlowAttribute],
        order: [UInt16] = [],
        _ text: (FlowAttribute) -> String?
    ) -> String {
        let ordered = order.compactMap { attributes[number: $0] } + attributes.filter { !order.contains($0.number) }
        return ordered.map { text($0) ?? rawText("attr", $0) }.joined(separator: ",")
    }

    /// A number in host order, or `nil` if there are not as many bytes.
    private static func number(_ bytes: [UInt8], size: Int = 4, _ format: FlowField.Format = .decimal) -> String? {
        guard bytes.count == size else { return nil }
        let field = FlowField("", format, at: 0, size: size, isHostOrder: true)
        return field.text(field.value(in: bytes), mask: nil)
    }

    private static func listText(_ name: String, _ bytes: [UInt8]) -> String? {
        [FlowAttribute](bytes: bytes).map { "\(name)(" + text($0) + ")" }
    }
}

// MARK: - Actions with a nest

extension FlowActionPrinter {
    /// Names of ways to make a hash, by number.
    static var hashes: [String] { ["l4", "sym_l4"] }

    private static func hashText(_ bytes: [UInt8]) -> String? {
        guard bytes.count == 8, let algorithm = number(Array(bytes.prefix(4))).flatMap(Int.init),
            hashes.indices.contains(algorithm), let basis = number(Array(bytes.suffix(4)))
        else { return nil }
        return "hash(\(hashes[algorithm])(\(basis)))"
    }

    /// A service header to push, or `nil` if the contents are not one header.
    private static func pushedHeaderText(_ contents: [FlowAttribute]) -> String? {
        guard contents.count == 1, let header = contents.first, header.number == 28, !header.isNested,
            let fields = [FlowAttribute](bytes: header.bytes)
        else { return nil }
        let texts = FlowKeyPrinter(style: .exact).nshTexts(fields, masks: nil)
        return "push_nsh(" + texts.joined(separator: ",") + ")"
    }

    private static func userspaceText(_ attribute: FlowAttribute) -> String? {
        switch attribute.number {
        case 1: number(attribute.bytes).map { "pid=\($0)" }
        case 2: "userdata(" + attribute.bytes.hexadecimalNumber.dropFirst(2) + ")"
        case 3: number(attribute.bytes).map { "tunnel_out_port=\($0)" }
        case 4: attribute.bytes.isEmpty ? "actions" : nil
        default: nil
        }
    }

    private static func sampleText(_ attribute: FlowAttribute) -> String? {
        switch attribute.number {
        case 1:
            number(attribute.bytes).flatMap(UInt32.init)
                .map { "sample=" + SampleProbability(rawValue: $0).percentage + "%" }
        case 2: listText("actions", attribute.bytes)
        default: nil
        }
    }

    private static func lengthText(_ attribute: FlowAttribute) -> String? {
        switch attribute.number {
        case 1: number(attribute.bytes, size: 2).map { "size=\($0)" }
        case 2: listText("gt", attribute.bytes)
        case 3: listText("le", attribute.bytes)
        default: nil
        }
    }

    private static func psampleText(_ attribute: FlowAttribute) -> String? {
        switch attribute.number {
        case 1: number(attribute.bytes).map { "group=\($0)" }
        case 2: "cookie=" + (attribute.bytes.isEmpty ? "0x" : attribute.bytes.hexadecimalNumber)
        default: nil
        }
    }

    private static func connectionText(_ attribute: FlowAttribute) -> String? {
        let bytes = attribute.bytes
        switch attribute.number {
        case 1: return bytes.isEmpty ? "commit" : nil
        case 7: return bytes.isEmpty ? "force_commit" : nil
        case 2: return number(bytes, size: 2).map { "zone=\($0)" }
        case 3:
            guard bytes.count == 8, let value = number(Array(bytes.prefix(4)), .hexadecimal),
                let mask = number(Array(bytes.suffix(4)), .hexadecimal)
            else { return nil }
            return "mark=\(value)/\(mask)"
        case 4:
            guard bytes.count == 32, let value = number(Array(bytes.prefix(16)), size: 16, .hexadecimal),
                let mask = number(Array(bytes.suffix(16)), size: 16, .hexadecimal)
            else { return nil }
            return "label=\(value)" + (bytes.suffix(16).allSatisfy { $0 == 0xff } ? "" : "/\(mask)")
        case 5: return string(bytes).map { "helper=\($0)" }
        case 6: return [FlowAttribute](bytes: bytes).map(NATPrinter.text)
        case 8: return number(bytes, .hexadecimal).map { "eventmask=\($0)" }
        case 9: return string(bytes).map { "timeout=\($0)" }
        default: return nil
        }
    }

    /// The text in an attribute, or `nil` if it could not be told from what follows.
    private static func string(_ bytes: [UInt8]) -> String? {
        guard bytes.last == 0, bytes.count > 1, bytes.dropLast().allSatisfy(\.isInName) else { return nil }
        return String(decoding: bytes.dropLast(), as: UTF8.self)
    }
}

extension UInt8 {
    /// Whether the ASCII character of this number is one that names in actions may have.
    var isInName: Bool { (0x21...0x7e).contains(self) && ![UInt8](",()".utf8).contains(self) }
}
