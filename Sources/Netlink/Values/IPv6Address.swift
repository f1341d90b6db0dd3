/// An address of the Internet Protocol version 6: 16 bytes, `struct in6_addr` of `linux/in6.h`.
@frozen
public struct IPv6Address: WireValue, BitwiseCopyable {
    @usableFromInline var storage: InlineBytes16

    /// Creates an address of the numbers that its two halves are.
    init(high: UInt64, low: UInt64) {
        storage = InlineBytes16()
        storage.first = high.bigEndian
        storage.second = low.bigEndian
    }

    /// The address `::`, which stands for any (`IN6ADDR_ANY_INIT`).
    public static var any: IPv6Address { IPv6Address(high: 0, low: 0) }

    /// The host's own address `::1` (`IN6ADDR_LOOPBACK_INIT`).
    public static var loopback: IPv6Address { IPv6Address(high: 0, low: 1) }
}

extension IPv6Address {
    /// Reads an address.
    ///
    /// - Parameter payload: Sixteen bytes.
    /// - Throws: ``DecodeError`` with the reason `wrongLength` if there are more or fewer.
    @inlinable @inline(__always)
    public init(_ payload: Payload) throws(DecodeError) {
        guard payload.count == 16 else { throw payload.wrongLength }
        storage = unsafe payload.load(InlineBytes16.self, at: 0)
    }

    /// Reads sixteen bytes of a C struct, zeros where there are none.
    @inlinable
    public init(zeroPadding payload: Payload, length: Int) {
        storage = InlineBytes16()
        payload.copy(first: 16, into: &storage)
    }

    /// Calls a closure with the sixteen bytes.
    @inlinable @inline(__always)
    public func withBytes<Result>(_ body: (RawSpan) -> Result) -> Result {
        withInlineBytes(of: storage, body)
    }
}

// MARK: - Text

extension IPv6Address {
    /// The address in the canonical form of RFC 5952: `2001:db8::1`.
    ///
    /// The end of an address that maps one of IPv4 is written as such (section 5): `::ffff:192.0.2.1`.
    public var description: String {
        if storage.first == 0, storage.second.bigEndian >> 32 == 0xffff {
            return "::ffff:" + [String](bytes.suffix(4).map { String($0) }).joined(separator: ".")
        }
        let groups = groups
        guard let zeros = Self.longestZeros(in: groups) else { return Self.text(of: groups[...]) }
        return Self.text(of: groups[..<zeros.lowerBound]) + "::" + Self.text(of: groups[zeros.upperBound...])
    }

    /// The eight numbers of 16 bits that the text shows.
    private var groups: [UInt16] {
        [storage.first.bigEndian, storage.second.bigEndian].flatMap { half in
            stride(from: 48, through: 0, by: -16).map { UInt16(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }

    private static func text(of groups: ArraySlice<UInt16>) -> String {
        groups.lazy.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The longest run of at least two zeros, of several the first.
    private static func longestZeros(in groups: [UInt16]) -> Range<Int>? {
        var longest = 0..<1
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > longest.count {
                longest = start..<(index + 1)
            }
        }
        return longest.count > 1 ? longest : nil
    }
}

extension IPv6Address {
    /// Reads any of the forms of RFC 4291, section 2.2, or returns `nil` if the text is anything else.
    ///
    /// These are eight groups of one to four hexadecimal digits, `::` for one or more groups of zeros, and an IPv4
    /// address in place of the last two groups. There is no zone (`%eth0`): netlink has a number for the device.
    public init?(_ text: String) {
        let (head, tail) = Self.halves(of: text.utf8[...])
        guard let first = Self.groups(of: head, endInIPv4: tail == nil) else { return nil }
        guard let tail else {
            self.init(groups: first)
            return
        }
        guard let last = Self.groups(of: tail, endInIPv4: true) else { return nil }
        let present = first.count + last.count
        guard present < 8 else { return nil }
        self.init(groups: first + [UInt16](repeating: 0, count: 8 - present) + last)
    }

    /// Creates an address of eight groups.
    private init?(groups: [UInt16]) {
        guard groups.count == 8 else { return nil }
        let halves = [groups[..<4], groups[4...]].map { $0.reduce(0 as UInt64) { $0 << 16 | UInt64($1) } }
        self.init(high: halves[0], low: halves[1])
    }

    /// What stands before and after the first `::`.
    private static func halves(of text: Substring.UTF8View) -> (Substring.UTF8View, Substring.UTF8View?) {
        let gap = text.indices.first { text[$0...].starts(with: "::".utf8) }
        guard let gap else { return (text, nil) }
        return (text[..<gap], text[gap...].dropFirst(2))
    }

    /// Reads groups with colons between them; no text is no groups.
    private static func groups(of text: Substring.UTF8View, endInIPv4 mayEndInIPv4: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        var groups: [UInt16] = []
        var parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var end: [UInt16] = []
        if mayEndInIPv4, let last = parts.last, let address = IPv4Address(last) {
            let number = address.storage.bigEndian
            end = [UInt16(number >> 16), UInt16(truncatingIfNeeded: number)]
            parts.removeLast()
        }
        for part in parts {
            guard let group = group(part) else { return nil }
            groups.append(group)
        }
        return groups + end
    }

    private static func group(_ text: Substring.UTF8View) -> UInt16? {
        // `UInt16(_:radix:)` would take a sign too.
        guard (1...4).contains(text.count) else { return nil }
        var group: UInt16 = 0
        for character in text {
            guard let digit = character.hexadecimalDigit else { return nil }
            group = group << 4 | UInt16(digit)
        }
        return group
    }
}
