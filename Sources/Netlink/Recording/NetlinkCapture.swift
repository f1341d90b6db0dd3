/// The datagrams of a capture file, to be looked at, or played back as the answers of a kernel.
///
/// Reads what ``NetlinkRecording`` writes, and what `tcpdump -i nlmon0 -w FILE` does.
///
/// ```swift
/// let capture = try NetlinkCapture(path: "links.pcap")
/// for datagram in capture.datagrams where datagram.direction != .sent {
///     var messages = datagram.messages
///     while let message = try messages.next() { print(message.type, message.flags) }
/// }
/// ```
public struct NetlinkCapture: Hashable, Sendable {
    /// The datagrams in the order of the file.
    public var datagrams: [CapturedDatagram]

    /// Creates a capture of datagrams at hand.
    public init(_ datagrams: [CapturedDatagram]) { self.datagrams = datagrams }

    /// Reads a whole file.
    ///
    /// - Parameter path: The file.
    /// - Throws: ``CaptureError``; ``CaptureReader`` gives the datagrams in front of it.
    public init(path: String) throws(CaptureError) {
        let bytes: [UInt8]
        do throws(NetlinkError) {
            bytes = try SystemCall.contents(ofFile: path)
        } catch {
            throw .file(path, error)
        }
        try self.init(contents: bytes)
    }

    /// Reads the contents of a file.
    ///
    /// - Parameter bytes: All bytes of the file.
    /// - Throws: ``CaptureError``; ``CaptureReader`` gives the datagrams in front of it.
    public init(contents bytes: [UInt8]) throws(CaptureError) {
        var reader = try CaptureReader(bytes)
        datagrams = []
        while let datagram = try reader.next() { datagrams.append(datagram) }
    }
}
