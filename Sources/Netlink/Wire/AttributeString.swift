extension Payload {
    /// The text in the payload: up to its first NUL or, without one, to its end.
    ///
    /// Bytes that are not UTF-8 are replaced by U+FFFD. Read ``span`` where the exact bytes matter, as in an interface
    /// alias that some program set in another encoding.
    public var string: String {
        let bytes = [UInt8](span)
        return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
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
        var bytes = Array(string.utf8)
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
