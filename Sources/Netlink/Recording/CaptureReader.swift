/// Reads the datagrams of a capture file one by one, so that those in front of an error are not lost.
///
/// ```swift
/// var reader = try CaptureReader(bytes)
/// while let datagram = try reader.next() { … }
/// ```
///
/// Reads `pcap` files, of either byte order and with microseconds or nanoseconds.
public struct CaptureReader: Sendable {
    private let bytes: [UInt8]

    /// Where the next record begins.
    private var offset = CaptureFormat.headerSize

    private let isSwapped: Bool
    private let hasNanoseconds: Bool

    /// Begins to read a file.
    ///
    /// - Parameter bytes: The contents of the file.
    /// - Throws: ``CaptureError`` if its header is not that of a file with netlink's datagrams.
    public init(_ bytes: [UInt8]) throws(CaptureError) {
        self.bytes = bytes
        let contents = Payload(bytes.rawSpan)
        let first = contents.member(UInt32.self, at: 0)
        // Formats are told apart by as much as there is: four bytes.
        guard bytes.count >= 4 else {
            throw .truncated(offset: 0, needed: CaptureFormat.headerSize, available: bytes.count)
        }
        guard first != CaptureFormat.nextGeneration else { throw .nextGeneration }
        let known = [CaptureFormat.microseconds, CaptureFormat.nanoseconds]
        isSwapped = !known.contains(first)
        let magic = isSwapped ? first.byteSwapped : first
        guard known.contains(magic) else { throw .notACapture(UInt32(bigEndian: first)) }
        hasNanoseconds = magic == CaptureFormat.nanoseconds
        try checkHeader()
    }

    private func checkHeader() throws(CaptureError) {
        guard bytes.count >= CaptureFormat.headerSize else {
            throw .truncated(offset: 0, needed: CaptureFormat.headerSize, available: bytes.count)
        }
        let contents = Payload(bytes.rawSpan)
        let (major, minor) = (contents.member(UInt16.self, at: 4), contents.member(UInt16.self, at: 6))
        let version = isSwapped ? (major.byteSwapped, minor.byteSwapped) : (major, minor)
        guard version == (2, 4) else { throw .unsupportedVersion(major: version.0, minor: version.1) }
        // The upper half tells whether frames end in a checksum, which those of netlink never do.
        let linkType = number(at: 20) & 0xffff
        guard linkType == CaptureFormat.linkType else { throw .wrongLinkType(linkType) }
    }

    /// The next datagram, or `nil` at the end of the file.
    ///
    /// - Throws: ``CaptureError`` if what is left does not begin with a whole record. Reading goes on behind a record that
    ///   is whole but malformed, and ends at one that is not whole.
    public mutating func next() throws(CaptureError) -> CapturedDatagram? {
        let start = offset
        guard start < bytes.count else { return nil }
        // Unless the record turns out to be whole.
        offset = bytes.count
        let first = try end(of: start, size: CaptureFormat.recordHeaderSize, from: start)
        let kept = Int(number(at: start + 8))
        let last = try end(of: first, size: kept, from: start)
        offset = last
        let original = Int(number(at: start + 12))
        guard kept >= CookedHeader.size, original >= kept else { throw .malformedRecord(offset: start) }
        let header = CookedHeader(Payload(bytes.rawSpan.extracting(first..<last)))
        guard header.hardwareType == CookedHeader.hardwareType else {
            throw .wrongHardwareType(header.hardwareType, offset: start)
        }
        let datagram = Array(bytes[first + CookedHeader.size..<last])
        return CapturedDatagram(
            datagram,
            direction: CapturedDatagram.Direction(header.packetType, datagram),
            netlinkProtocol: header.netlinkProtocol,
            time: time(at: start),
            originalLength: original - CookedHeader.size
        )
    }

    /// The end of bytes that belong to the record at `record`.
    private func end(of start: Int, size: Int, from record: Int) throws(CaptureError) -> Int {
        guard size <= bytes.count - start else {
            throw .truncated(offset: record, needed: start - record + size, available: bytes.count - record)
        }
        return start + size
    }

    private func time(at offset: Int) -> Duration {
        let fraction = Int64(number(at: offset + 4))
        return .seconds(Int64(number(at: offset))) + (hasNanoseconds ? .nanoseconds(fraction) : .microseconds(fraction))
    }

    private func number(at offset: Int) -> UInt32 {
        let number = Payload(bytes.rawSpan).member(UInt32.self, at: offset)
        return isSwapped ? number.byteSwapped : number
    }
}
