extension String {
    /// The text as a Swift string literal, in quotes.
    var swiftLiteral: String {
        // Nearly all are names, which need no more than quotes.
        utf8.allSatisfy(Self.isPlain) ? "\"" + self + "\"" : "\"" + unicodeScalars.map(Self.escaped).joined() + "\""
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"", "\\": "\\\(scalar)"
        case "\n": "\\n"
        case _ where scalar.properties.generalCategory == .control: "\\u{\(String(scalar.value, radix: 16))}"
        default: "\(scalar)"
        }
    }
}
