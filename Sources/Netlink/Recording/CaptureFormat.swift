/// The file format of `pcap`, version 2.4: a header, then a record for each datagram.
///
/// All numbers have the byte order of the machine that wrote the file, which the first one tells.
enum CaptureFormat {
    /// The first number of a file whose records count microseconds.
    static var microseconds: UInt32 { 0xa1b2_c3d4 }

    /// The first number of a file whose records count nanoseconds.
    static var nanoseconds: UInt32 { 0xa1b2_3c4d }

    /// The first number of a `pcapng` file, the same in both byte orders.
    static var nextGeneration: UInt32 { 0x0a0d_0d0a }

    /// The length of the header in bytes.
    static var headerSize: Int { 24 }

    /// The length of what precedes each datagram: seconds, their fraction, the length kept and the length it had.
    static var recordHeaderSize: Int { 16 }

    /// Datagrams of netlink behind cooked headers (`LINKTYPE_NETLINK`).
    static var linkType: UInt32 { 253 }

    /// The most bytes of a record, cooked header included: libpcap and Wireshark refuse files with longer ones.
    static var longestRecord: Int { 262_144 }

    /// The header of a file with nanoseconds and little-endian numbers.
    static var header: [UInt8] {
        let version: UInt32 = 4 << 16 | 2
        return bytes([nanoseconds, version, 0, 0, UInt32(longestRecord), linkType])
    }

    /// A record of such a file.
    ///
    /// - Parameters:
    ///   - datagram: The datagram, or the beginning of it.
    ///   - length: The length that the datagram had.
    ///   - header: What to tell of it.
    ///   - time: When it passed, since 1970.
    /// - Returns: The record; its datagram is cut where no reader would take more.
    static func record(_ datagram: RawSpan, length: Int, _ header: CookedHeader, at time: Duration) -> [UInt8] {
        let kept = min(datagram.byteCount, longestRecord - CookedHeader.size)
        let (seconds, attoseconds) = time.components
        let numbers = [
            UInt32(truncatingIfNeeded: seconds),
            UInt32(truncatingIfNeeded: attoseconds / 1_000_000_000),
            UInt32(CookedHeader.size + kept),
            UInt32(clamping: CookedHeader.size + length),
        ]
        return bytes(numbers) + header.bytes + [UInt8](datagram.extracting(first: kept))
    }

    private static func bytes(_ numbers: [UInt32]) -> [UInt8] {
        numbers.flatMap { number in (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }
    }
}
