/// Turns the kernel's names into Swift's.
///
/// The kernel writes words with dashes, sometimes with underscores or spaces. Swift names keep the words and change only
/// how they are joined, so that a reader of the spec finds them at once.
enum SwiftName {
    /// A member's name: `dp-ifindex` becomes `dpIfindex`.
    static func member(_ name: String) -> String {
        let joined = joined(name)
        guard let first = joined.utf8.first, isLetter(first), !isLowercase(first), let word = words(of: name).first
        else { return identifier(joined) }
        return identifier(lowercasedFirst(word) + joined.dropFirst(word.utf8.count))
    }

    /// A type's name: `ovs-header` becomes `OVSHeader`.
    static func type(_ name: String) -> String {
        identifier(words(of: name).map { acronyms[$0.lowercased()] ?? capitalized($0) }.joined())
    }

    /// The name of an operation's type: `getfamily` becomes `GetFamily`, `execute` becomes `Execute`.
    ///
    /// Operations are verbs with an object, which older families write in one word.
    static func operation(_ name: String) -> String {
        type(separatingVerb(name))
    }

    /// The name of an event's case: `newmcast-grp` becomes `newMcastGrp`.
    static func event(_ name: String) -> String {
        member(separatingVerb(name))
    }

    /// The name that an attribute set's types begin with: `op-attrs` becomes `Op`.
    static func attributeSet(_ name: String) -> String {
        type(stem(ofAttributeSet: name))
    }

    /// A sub-message's name: `linkinfo-data-msg` becomes `LinkinfoData`.
    static func subMessage(_ name: String) -> String {
        let words = words(of: name)
        return type(words.count > 1 && words.last == "msg" ? words.dropLast().joined(separator: "-") : name)
    }

    /// The name of a property that holds attributes of a set: `op-attrs` becomes `op`.
    static func contents(of attributeSet: String) -> String {
        member(stem(ofAttributeSet: attributeSet))
    }

    /// The name as it stands in a declaration: in backticks if it is a keyword.
    static func declared(_ name: String) -> String {
        keywords.contains(name) ? "`\(name)`" : name
    }

    /// Whether a name can be used as it is.
    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, isHead(first), !keywords.contains(name), !unusable.contains(name)
        else { return false }
        return name.unicodeScalars.allSatisfy { isHead($0) || ("0"..."9").contains($0) }
    }
}

extension SwiftName {
    /// Verbs that older families write in one word with their object.
    private static let verbs = ["get", "new", "del", "set"]

    /// Words that only begin like a verb with its object.
    private static let undivided: [Substring] = ["delete", "newest", "setting", "settings", "setup"]

    /// Words that are written in capitals, or in a way of their own, in names of types.
    private static let acronyms = [
        "id": "ID", "ip": "IP", "ipv4": "IPv4", "ipv6": "IPv6", "mac": "MAC", "mpls": "MPLS", "mptcp": "MPTCP",
        "nat": "NAT", "nl": "NL", "ovs": "OVS", "rt": "RT", "tc": "TC", "tcp": "TCP", "udp": "UDP", "vlan": "VLAN",
    ]

    /// Words that need backticks where they name a declaration.
    private static let keywords: Set<String> = [
        "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
        "else",
        "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func", "guard", "if", "import", "in",
        "inout", "internal", "is", "let", "nil", "operator", "precedencegroup", "private", "protocol", "public",
        "repeat", "rethrows", "return", "static", "struct", "subscript", "super", "switch", "throw", "throws", "true",
        "try", "typealias", "var", "where", "while",
    ]

    /// Words that mean something else behind a dot, so that backticks do not help.
    private static let unusable: Set<String> = ["self", "Self", "Type", "Protocol", "init", "Any", "_"]

    /// The runs of ASCII letters and digits in a name.
    ///
    /// Bytes rather than characters are looked at, here and below: it is done for every name of a family.
    static func words(of name: String) -> [Substring] {
        name.utf8.split { !isLetter($0) && !isDigit($0) }.map { Substring($0) }
    }

    /// The words of a name without what is between them, all but the first with a capital letter.
    private static func joined(_ name: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        var beginsWord = false
        for byte in name.utf8 {
            guard isLetter(byte) || isDigit(byte) else {
                beginsWord = !bytes.isEmpty
                continue
            }
            bytes.append(beginsWord && isLowercase(byte) ? byte & ~caseBit : byte)
            beginsWord = false
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func stem(ofAttributeSet name: String) -> String {
        var words = words(of: name)
        if words.count > 1, let last = words.last, ["attrs", "attr", "attributes"].contains(last.lowercased()) {
            words.removeLast()
        }
        return words.joined(separator: "-")
    }

    private static func separatingVerb(_ name: String) -> String {
        guard let verb = verbs.first(where: name.hasPrefix), name.count >= verb.count + 3,
            let first = words(of: name).first, !undivided.contains(first)
        else { return name }
        let object = name.dropFirst(verb.count)
        return object.first?.isLetter == true ? "\(verb)-\(object)" : name
    }

    private static func capitalized(_ word: Substring) -> String {
        guard let first = word.utf8.first, isLowercase(first) else { return String(word) }
        var bytes = Array(word.utf8)
        bytes[0] = first & ~caseBit
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func lowercasedFirst(_ word: Substring) -> String {
        // A word in capitals alone, such as `DP`, keeps its form behind the first letter only if it has small ones.
        guard let first = word.utf8.first, isLetter(first), !isLowercase(first) else { return String(word) }
        guard word.utf8.contains(where: isLowercase) else { return word.lowercased() }
        return String(decoding: CollectionOfOne(first | caseBit), as: UTF8.self) + word.dropFirst()
    }

    /// The bit that tells small ASCII letters from capital ones.
    private static let caseBit: UInt8 = 0x20

    private static func isLowercase(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        isLowercase(byte | caseBit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func identifier(_ name: String) -> String {
        guard let first = name.utf8.first else { return "_unnamed" }
        if isDigit(first) { return "_" + name }
        return unusable.contains(name) ? name + "_" : name
    }

    private static func isHead(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
    }
}

extension String {
    /// Whether the text can name a module or a type.
    public var isSwiftIdentifier: Bool { SwiftName.isIdentifier(self) }
}
