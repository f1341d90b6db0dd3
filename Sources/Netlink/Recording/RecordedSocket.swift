/// Writes the datagrams of one socket to a recording.
final class RecordedSocket: DatagramObserver {
    private let recording: NetlinkRecording
    private let netlinkProtocol: NetlinkProtocol

    /// The port of the kernel, or of a process that plays it.
    private let kernelPort: UInt32

    init(_ recording: NetlinkRecording, _ netlinkProtocol: NetlinkProtocol, kernelPort: UInt32) {
        self.recording = recording
        self.netlinkProtocol = netlinkProtocol
        self.kernelPort = kernelPort
    }

    func sent(_ datagram: RawSpan, at time: Duration) {
        let header = CookedHeader(.outgoing, netlinkProtocol)
        recording.write(datagram, length: datagram.byteCount, header, at: time)
    }

    /// Leaves out what other processes send to the socket: the socket does not take it in either.
    func received(_ datagram: RawSpan, length: Int, from sender: NetlinkAddress) {
        guard sender.port == kernelPort else { return }
        let header = CookedHeader(sender.groups == 0 ? .host : .multicast, netlinkProtocol)
        recording.write(datagram, length: length, header, at: SystemCall.time())
    }
}
