import Netlink

/// A field of a header: where it is in an attribute's bytes, and how it reads.
///
/// Values of fields are bytes, the most significant first, as many as the bits of the field need.
struct FlowField: Sendable {
    enum Format: Sendable {
        case decimal
        /// Digits after `0x`, but zero is `0`.
        case hexadecimal
        /// Digits after `0x`, zero too.
        case prefixed
        /// Four digits after `0x`.
        case fourDigits
        case ethernet, ipv4, ipv6
        case fragment
        /// Names of bits, from the least significant.
        case flags([String])
    }

    let name: String
    let format: Format
    let offset: Int
    let size: Int
    let isHostOrder: Bool
    let shift: Int
    let width: Int

    /// What the field is, with all bits of its mask set, if the text does not mention it; `nil` for a wildcard.
    let initial: UInt64?

    /// Whether a mask is told even if all bits are set, as Open vSwitch does where a field is less than a byte.
    let showsFullMask: Bool

    /// Describes a field.
    ///
    /// - Parameters:
    ///   - name: The name before the equals sign, empty if there is none.
    ///   - format: How it reads.
    ///   - offset: The first byte.
    ///   - size: The number of bytes.
    ///   - isHostOrder: Whether the bytes are a number in host order.
    ///   - shift: How many bits of the number are less significant than the field.
    ///   - width: The field's bits; all of the bytes by default.
    ///   - initial: What the field is without being mentioned.
    ///   - showsFullMask: Whether a mask is told even if all bits are set.
    init(
        _ name: String,
        _ format: Format,
        at offset: Int,
        size: Int,
        isHostOrder: Bool = false,
        shift: Int = 0,
        width: Int? = nil,
        initial: UInt64? = nil,
        showsFullMask: Bool = false
    ) {
        self.name = name
        self.format = format
        self.offset = offset
        self.size = size
        self.isHostOrder = isHostOrder
        self.shift = shift
        self.width = width ?? 8 * size
        self.initial = initial
        self.showsFullMask = showsFullMask
    }
}

extension FlowField {
    /// The value with all bits set.
    var ones: [UInt8] { width >= 64 ? [UInt8](repeating: 0xff, count: width / 8) : value(1 << UInt64(width) - 1) }

    /// A number as a value.
    func value(_ number: UInt64) -> [UInt8] {
        (0..<(width + 7) / 8).reversed().map { $0 < 8 ? UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) : 0 }
    }

    /// A value as a number.
    func number(_ value: [UInt8]) -> UInt64 { value.reduce(0) { $0 << 8 | UInt64($1) } }

    private func isReversed() -> Bool { isHostOrder && UInt16(1).littleEndian == 1 }

    /// Reads the field.
    func value(in bytes: [UInt8]) -> [UInt8] {
        let slice = bytes[offset..<offset + size]
        let ordered = isReversed() ? Array(slice.reversed()) : Array(slice)
        return width == 8 * size ? ordered : value(number(ordered) >> UInt64(shift) & (1 << UInt64(width) - 1))
    }

    /// Writes the field.
    func put(_ value: [UInt8], into bytes: inout [UInt8]) {
        var ordered = value
        if width != 8 * size {
            let slice = bytes[offset..<offset + size]
            let old = number(isReversed() ? slice.reversed() : Array(slice))
            let bits: UInt64 = (1 << UInt64(width) - 1) << UInt64(shift)
            let new = old & ~bits | number(value) << UInt64(shift)
            ordered = (0..<size).reversed().map { UInt8(truncatingIfNeeded: new >> (8 * UInt64($0))) }
        }
        bytes.replaceSubrange(offset..<offset + size, with: isReversed() ? ordered.reversed() : ordered)
    }
}

// MARK: - Text

extension FlowField {
    /// The field's value, and the mask's if not all bits are set.
    func text(_ value: [UInt8], mask: [UInt8]?, showsMask: Bool = false) -> String {
        if let mask, mask != ones || showsMask || showsFullMask {
            if case .flags(let names) = format, !mask.isZero, let list = signedFlags(value, mask: mask, names: names) {
                return list
            }
            return plainText(value) + "/" + maskText(mask)
        }
        switch format {
        case .flags(let names): return flags(value, names: names)
        case .fragment: return ["no", "first", "later"].element(at: number(value)) ?? plainText(value)
        default: return plainText(value)
        }
    }

    private func plainText(_ value: [UInt8]) -> String {
        switch format {
        case .decimal, .fragment: String(number(value))
        case .hexadecimal, .flags: value.shortHexadecimal
        case .prefixed: value.isZero ? "0x0" : value.shortHexadecimal
        case .fourDigits: value.hexadecimalNumber
        case .ethernet: LinkLayerAddress(bytes: value).map(String.init(describing:)) ?? ""
        case .ipv4: IPv4Address(bytes: value).map(String.init(describing:)) ?? ""
        case .ipv6: IPv6Address(bytes: value).map(String.init(describing:)) ?? ""
        }
    }

    private func maskText(_ mask: [UInt8]) -> String {
        switch format {
        case .decimal, .fragment: mask.shortHexadecimal
        default: plainText(mask)
        }
    }

    private func flags(_ value: [UInt8], names: [String]) -> String {
        let bits = number(value)
        var words = names.enumerated().filter { bits >> UInt64($0.offset) & 1 == 1 }.map(\.element)
        let rest = (bits >> UInt64(names.count)) << UInt64(names.count)
        if rest != 0 || bits == 0 { words.append(rest == 0 ? "0" : "0x" + String(rest, radix: 16)) }
        return words.joined(separator: "|")
    }

    private func signedFlags(_ value: [UInt8], mask: [UInt8], names: [String]) -> String? {
        let (bits, mask) = (number(value), number(mask))
        guard mask >> UInt64(names.count) == 0, bits & ~mask == 0 else { return nil }
        return names.enumerated().filter { mask >> UInt64($0.offset) & 1 == 1 }
            .map { (bits >> UInt64($0.offset) & 1 == 1 ? "+" : "-") + $0.element }.joined()
    }
}

extension [UInt8] {
    /// The bytes as one number: digits after `0x` without zeros in front, or `0`.
    var shortHexadecimal: String {
        guard let first = firstIndex(where: { $0 != 0 }) else { return "0" }
        return "0x" + String(self[first], radix: 16)
            + self[(first + 1)...].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension [String] {
    fileprivate func element(at index: UInt64) -> String? { index < UInt64(count) ? self[Int(index)] : nil }
}

// MARK: - Reading

extension FlowScanner {
    /// Passes a field's value and, after a slash, its mask.
    ///
    /// - Parameters:
    ///   - field: The field.
    ///   - takesMask: Whether there may be a mask.
    /// - Throws: ``FlowTextError`` if the text has something else.
    /// - Returns: The value, and the mask if one is written.
    mutating func value(
        of field: FlowField,
        takesMask: Bool
    ) throws(FlowTextError) -> (value: [UInt8], mask: [UInt8]?) {
        if case .flags(let names) = field.format, next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
            return try signedFlags(of: field, names: names)
        }
        let value = try plainValue(of: field)
        guard takesMask, take("/") else { return (value, nil) }
        switch field.format {
        case .fragment, .flags: return (value, field.value(try number(upTo: field.number(field.ones))))
        default: return (value, try plainValue(of: field))
        }
    }

    private mutating func plainValue(of field: FlowField) throws(FlowTextError) -> [UInt8] {
        switch field.format {
        case .ethernet:
            let start = position
            let text = take { $0.hexadecimalDigit != nil || $0 == UInt8(ascii: ":") }
            guard text.utf8.count == 17, let address = LinkLayerAddress(text), address.count == 6 else {
                throw error("an Ethernet address", at: start)
            }
            return address.bytes
        case .ipv4: return try ipv4Address().bytes
        case .ipv6: return try ipv6Address().bytes
        case .fragment:
            for (index, name) in ["no", "first", "later"].enumerated() where take(name) {
                return field.value(UInt64(index))
            }
            guard next?.isDecimalDigit == true else { throw error("\"no\", \"first\", \"later\" or a number") }
            return field.value(try number(upTo: 255))
        case .flags(let names):
            var bits: UInt64 = 0
            repeat {
                if next?.isDecimalDigit == true {
                    bits |= try number(upTo: field.number(field.ones))
                } else {
                    bits |= try flag(of: names)
                }
            } while take("|")
            return field.value(bits)
        case .decimal, .hexadecimal, .prefixed, .fourDigits:
            return field.width > 64
                ? try bytes(ofNumberWith: field.width / 8)
                : field.value(try number(upTo: field.number(field.ones)))
        }
    }

    /// Passes an IPv4 address.
    mutating func ipv4Address() throws(FlowTextError) -> IPv4Address {
        let start = position
        guard let address = IPv4Address(take { $0.isDecimalDigit || $0 == UInt8(ascii: ".") }) else {
            throw error("an IPv4 address", at: start)
        }
        return address
    }

    /// Passes an IPv6 address.
    mutating func ipv6Address() throws(FlowTextError) -> IPv6Address {
        let start = position
        let text = take { $0.hexadecimalDigit != nil || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".") }
        guard let address = IPv6Address(text) else { throw error("an IPv6 address", at: start) }
        return address
    }

    private mutating func signedFlags(
        of field: FlowField,
        names: [String]
    ) throws(FlowTextError) -> (value: [UInt8], mask: [UInt8]?) {
        var (bits, mask): (UInt64, UInt64) = (0, 0)
        while next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
            let isSet = take("+")
            if !isSet { _ = take("-") }
            let bit = try flag(of: names)
            mask |= bit
            if isSet { bits |= bit }
        }
        return (field.value(bits), field.value(mask))
    }

    /// Passes the name of a bit.
    mutating func flag(of names: [String]) throws(FlowTextError) -> UInt64 {
        let start = position
        let word = take { ![UInt8](" ,|+-/()\t\r\n".utf8).contains($0) }
        guard let index = names.firstIndex(of: word) else {
            throw error("one of " + names.joined(separator: ", "), at: start)
        }
        return 1 << UInt64(index)
    }
}
