extension Payload {
    /// The text in the payload: up to its first NUL or, without one, to its end.
    ///
    /// Bytes that are not UTF-8, as in an interface alias that some program set in another encoding, are kept as
    /// characters of a private use area, one for each byte from U+10FE00 on, and become the same bytes again when the
    /// text is sent.
    public var string: String {
        let bytes = [UInt8](span)
        let text = bytes.firstIndex(of: 0).map { bytes[..<$0] } ?? bytes[...]
        // Text that has such a character of its own is escaped as well, so that every byte comes back.
        guard let string = String(validating: text, as: UTF8.self), !string.unicodeScalars.contains(where: isEscape)
        else { return String(escaping: text) }
        return string
    }
}

extension AttributeBuilder {
    /// Writes a text and a NUL after it.
    ///
    /// - Parameters:
    ///   - number: The attribute.
    ///   - string: The text, without a NUL inside.
    ///   - lengths: How many bytes the kernel accepts, not counting the NUL.
    public mutating func put(_ number: UInt16, string: String, lengths: ClosedRange<Int> = 0...65530) {
        var bytes = string.unescapedBytes
        guard !bytes.contains(0) else { return refuse(number, .nulInString) }
        guard bytes.count >= lengths.lowerBound else {
            return refuse(number, .tooShort(length: bytes.count, minimum: lengths.lowerBound))
        }
        guard bytes.count <= min(lengths.upperBound, 65530) else {
            return refuse(number, .tooLong(length: bytes.count, maximum: min(lengths.upperBound, 65530)))
        }
        bytes.append(0)
        put(number, bytes: bytes.rawSpan)
    }
}

/// The first of the 256 characters that stand for bytes which are no UTF-8.
private let firstEscape: UInt32 = 0x10FE00

private func isEscape(_ scalar: Unicode.Scalar) -> Bool {
    (firstEscape..<firstEscape + 256).contains(scalar.value)
}

extension String {
    /// A text from bytes of which some are no UTF-8.
    fileprivate init(escaping bytes: ArraySlice<UInt8>) {
        self.init()
        var rest = bytes
        while let first = rest.first {
            let length = Self.lengthOfCharacter(startingWith: first)
            let character = String(validating: rest.prefix(length), as: UTF8.self)
            if let character, let scalar = character.unicodeScalars.first, !isEscape(scalar) {
                unicodeScalars.append(scalar)
                rest = rest.dropFirst(length)
            } else {
                Unicode.Scalar(firstEscape + UInt32(first)).map { unicodeScalars.append($0) }
                rest = rest.dropFirst()
            }
        }
    }

    private static func lengthOfCharacter(startingWith byte: UInt8) -> Int {
        switch byte {
        case ..<0x80: 1
        case ..<0xE0: 2
        case ..<0xF0: 3
        default: 4
        }
    }

    /// The text's bytes, with those that stood for bytes which are no UTF-8 turned back.
    fileprivate var unescapedBytes: [UInt8] {
        // The lead byte of the last plane is rare enough to look closer only where it occurs.
        guard utf8.contains(0xF4) else { return Array(utf8) }
        return unicodeScalars.flatMap { scalar in
            isEscape(scalar) ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(String(scalar).utf8)
        }
    }
}
