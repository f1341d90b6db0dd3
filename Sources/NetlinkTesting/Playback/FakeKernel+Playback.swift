public import Netlink
import Synchronization

extension FakeKernel {
    /// Answers requests as a capture does: what was recorded once on a real kernel is a fixture from then on.
    ///
    /// A request that the capture has is answered with the recorded datagrams, number and port adapted; equal requests get
    /// their answers in the order of the capture, and the last one again and again. All others go to the handlers. Events
    /// are not played: ``emit(datagram:to:)`` sends them when the test wants them.
    ///
    /// Generic netlink families keep their recorded numbers if the capture has the questions for them too, as that of a
    /// socket's whole life does.
    ///
    /// - Parameter capture: The capture; it takes the place of an earlier one.
    public func play(_ capture: NetlinkCapture) {
        let playback = Playback(capture)
        core.state.withLock { $0.playback = playback }
    }
}
