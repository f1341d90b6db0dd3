/// A file into which sockets write all that they send and receive: what `tcpdump` would capture on an `nlmon` device,
/// but of these sockets alone, and without privileges.
///
/// ```swift
/// let recording = try NetlinkRecording(path: "links.pcap")
/// var options = NetlinkSocket.Options()
/// options.recording = recording
/// var socket = try NetlinkSocket(.route, options: options)
/// // …
/// try recording.close()
/// ```
///
/// `tcpdump` and Wireshark open the file, and ``NetlinkCapture`` reads it back. Any number of sockets write to one
/// recording at once. Each datagram is in the file as soon as the call that sends or receives it returns, so that a
/// crash loses none. A request that many threads make at once may stand after its answer, but its time is before it.
///
/// The traffic goes on whatever becomes of the file. When it cannot be written any more, the recording ends with the last
/// whole datagram, and ``failure`` and ``close()`` tell why.
///
/// Messages that the kernel dropped are not in the file. Datagrams longer than 262,128 bytes are cut there, since no
/// reader takes longer ones, and their records tell the length that they had.
public final class NetlinkRecording: Sendable {
    /// The file.
    public let path: String

    private let state: Lock<State>

    fileprivate struct State: Sendable {
        /// The file's descriptor; `nil` when the recording has ended.
        var descriptor: Int32?

        /// The bytes up to the end of the last whole record.
        var length = 0

        var failure: CaptureError?
        var missing = 0
    }

    /// Creates a file, or empties one that exists.
    ///
    /// Only its owner may read a new file: netlink carries keys of WireGuard and IPsec.
    ///
    /// - Parameter path: The file. A pipe works too, as long as somebody reads it.
    /// - Throws: ``CaptureError/file(_:_:)``.
    public convenience init(path: String) throws(CaptureError) {
        let descriptor: Int32
        do throws(NetlinkError) {
            descriptor = try SystemCall.createFile(path)
        } catch {
            throw .file(path, error)
        }
        try self.init(path: path, descriptor: descriptor)
    }

    /// Begins a file that is open and empty.
    init(path: String, descriptor: Int32) throws(CaptureError) {
        self.path = path
        state = Lock(State(descriptor: descriptor))
        state.withLock { $0.write(CaptureFormat.header, path: path) }
        if let failure { throw failure }
    }

    deinit { state.withLock { $0.end() } }

    /// Why the file could not be written; `nil` as long as nothing went wrong.
    public var failure: CaptureError? { state.withLock { $0.failure } }

    /// The number of datagrams that are not in the file since it could not be written.
    public var missingDatagrams: Int { state.withLock { $0.missing } }

    /// Ends the recording; what its sockets send and receive afterwards is not recorded.
    ///
    /// - Throws: Why the file could not be written, now or earlier.
    public func close() throws(CaptureError) {
        state.withLock { $0.end() }
        if let failure { throw failure }
    }

    /// Appends a datagram.
    ///
    /// - Parameters:
    ///   - datagram: As many of its bytes as there are.
    ///   - length: The length that it had.
    ///   - header: What to tell of it.
    ///   - time: When it passed, since 1970.
    func write(_ datagram: RawSpan, length: Int, _ header: CookedHeader, at time: Duration) {
        let record = CaptureFormat.record(datagram, length: length, header, at: time)
        state.withLock { state in
            if state.failure != nil { state.missing += 1 } else { state.write(record, path: path) }
        }
    }
}

extension NetlinkRecording.State {
    /// Appends bytes that belong together, or none of them.
    fileprivate mutating func write(_ bytes: [UInt8], path: String) {
        guard let descriptor else { return }
        do throws(NetlinkError) {
            try SystemCall.writeAll(bytes, to: descriptor)
            length += bytes.count
        } catch {
            failure = .file(path, error)
            missing += 1
            // Part of the record may have found room. Where that cannot be undone, as in a pipe, readers notice it.
            try? SystemCall.truncateFile(descriptor, to: length)
            end()
        }
    }

    /// Closes the file.
    fileprivate mutating func end() {
        if let descriptor { SystemCall.close(descriptor) }
        descriptor = nil
    }
}

extension NetlinkRecording: Hashable {
    /// Whether two recordings are the same one.
    public static func == (left: NetlinkRecording, right: NetlinkRecording) -> Bool { left === right }

    /// Hashes the recording's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
