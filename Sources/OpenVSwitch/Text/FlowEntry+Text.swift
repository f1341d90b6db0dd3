import Netlink
import OVSFlow

extension FlowEntry {
    /// The line that `ovs-dpctl --no-names dump-flows` writes:
    /// `in_port(1),eth(), packets:3, bytes:294, used:0.512s, flags:SFP., actions:2`.
    ///
    /// ``init(dpctl:)`` reads it back, without what does not count.
    public var dpctl: String { dpctl(more: false) }

    /// The line that `ovs-dpctl --no-names dump-flows` writes.
    ///
    /// - Parameter more: Whether to write the identifier, fields that do not count and `dp:ovs` too, as `--more` does. An
    ///   identifier of less than 16 bytes, which `ovs-dpctl` does not take, is all digits.
    /// - Returns: The line without a line break.
    public func dpctl(more: Bool) -> String {
        var parts = [match.dpctl(wildcards: more), "packets:\(packets)", "bytes:\(bytes)", "used:" + ageText]
        if more, let ufid, ufid.count > 0 { parts.insert("ufid:" + ufid.inWordOrder.description, at: 0) }
        if !tcpFlags.isEmpty { parts.append("flags:" + tcpFlags.letters) }
        // The layer that has the flow; others know none of those of this family.
        if more { parts.append("dp:ovs") }
        return (parts + ["actions:" + actions.dpctl]).joined(separator: ", ")
    }

    /// Reads a line of `ovs-dpctl --no-names dump-flows`, written with or without `--more`.
    ///
    /// Fields that are not mentioned are wildcards; those without a mask count in full. There is always a mask.
    ///
    /// - Parameter text: The line.
    /// - Throws: ``FlowTextError`` at the first place where something else should be.
    public init(dpctl text: String) throws(FlowTextError) {
        var scanner = FlowScanner(text)
        let ufid = try scanner.identifier()
        var parser = FlowKeyParser(scanner, takesMasks: true, isEntry: true)
        self.init(ufid: ufid, match: try FlowMatch(parser.key(), of: parser.scanner))
        scanner = parser.scanner
        packets = try scanner.count("packets:", upTo: .max)
        bytes = try scanner.count(", bytes:", upTo: .max)
        age = try scanner.age()
        tcpFlags = try scanner.controlBits()
        _ = scanner.take(", dp:ovs")
        try scanner.expect(", actions:")
        actions = try [OVSFlow.Action](toTheEndOf: scanner)
    }
}

// MARK: - Ages

extension FlowEntry {
    /// The age in seconds with three digits behind the point, or `never`.
    private var ageText: String {
        guard let age else { return "never" }
        let (seconds, attoseconds) = age.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        let digits = String(milliseconds.magnitude)
        let sign = seconds < 0 || milliseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits + "s"
    }
}

extension FlowScanner {
    /// Passes a decimal number behind its name.
    fileprivate mutating func count(_ name: String, upTo maximum: UInt64) throws(FlowTextError) -> UInt64 {
        try expect(name)
        let start = position
        let digits = take(while: \.isDecimalDigit)
        guard let number = UInt64(digits), number <= maximum, digits == String(number) else {
            throw error("a number up to \(maximum)", at: start)
        }
        return number
    }

    fileprivate mutating func age() throws(FlowTextError) -> Duration? {
        if take(", used:never") { return nil }
        let isNegative = has(", used:-")
        // As many as the milliseconds of a message have room for.
        let seconds = try count(isNegative ? ", used:-" : ", used:", upTo: .max / 1000)
        try expect(".")
        let start = position
        let digits = take(while: \.isDecimalDigit)
        guard digits.utf8.count == 3, let milliseconds = UInt64(digits) else { throw error("three digits", at: start) }
        try expect("s")
        let age: Duration = .seconds(seconds) + .milliseconds(milliseconds)
        return isNegative ? .zero - age : age
    }
}

// MARK: - Control bits

extension OVSFlow.TCPFlags {
    /// Bits with their letters, in the order of Open vSwitch; those above have numbers.
    fileprivate static var withLetters: [(bit: OVSFlow.TCPFlags, letter: String)] {
        [(.syn, "S"), (.fin, "F"), (.psh, "P"), (.rst, "R"), (.urg, "U"), (.ack, "."), (.ece, "E"), (.cwr, "C")]
            + [(OVSFlow.TCPFlags(rawValue: 0x100), "N")]
            + (9..<16).map { shift in
                let bit: UInt16 = 1 << shift
                return (OVSFlow.TCPFlags(rawValue: bit), "[\(String(bit, radix: 16))]")
            }
    }

    fileprivate var letters: String {
        Self.withLetters.filter { contains($0.bit) }.map(\.letter).joined()
    }
}

extension FlowScanner {
    /// Passes the letters of control bits, if there are any.
    fileprivate mutating func controlBits() throws(FlowTextError) -> OVSFlow.TCPFlags {
        var bits: OVSFlow.TCPFlags = []
        guard take(", flags:") else { return bits }
        for (bit, letter) in OVSFlow.TCPFlags.withLetters where take(letter) { bits.insert(bit) }
        guard !bits.isEmpty else { throw error("some of SFPRU.ECN in this order") }
        return bits
    }
}

// MARK: - Identifiers

extension UniqueIdentifier {
    /// The bytes in the order of the text, or back: to Open vSwitch an identifier is four numbers in host order.
    fileprivate var inWordOrder: UniqueIdentifier {
        guard count == 16, UInt16(1).littleEndian == 1 else { return self }
        let words = stride(from: 0, to: 16, by: 4).flatMap { bytes[$0..<$0 + 4].reversed() }
        return UniqueIdentifier(bytes: words) ?? self
    }
}

extension FlowScanner {
    /// Passes an identifier and what parts it from the match, if there is one.
    fileprivate mutating func identifier() throws(FlowTextError) -> UniqueIdentifier? {
        takeSeparators()
        guard take("ufid:") else { return nil }
        let start = position
        let text = take { $0.hexadecimalDigit != nil || $0 == UInt8(ascii: "-") }
        guard let identifier = UniqueIdentifier(text), identifier.count > 0 else {
            throw error("an identifier of 1 to 16 bytes", at: start)
        }
        try expect(", ")
        return identifier.inWordOrder
    }
}
