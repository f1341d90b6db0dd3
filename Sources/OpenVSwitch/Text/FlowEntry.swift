public import Netlink
public import OVSFlow

/// What a line of `ovs-dpctl dump-flows` tells about a flow: its packets, how much it has been used, and what it does.
public struct FlowEntry: Hashable, Sendable {
    /// The identifier that user space has chosen, if it has.
    public var ufid: UniqueIdentifier?

    /// What packets of the flow look like.
    public var match: FlowMatch

    /// The number of packets so far.
    public var packets: UInt64

    /// The number of bytes in those packets.
    public var bytes: UInt64

    /// How long ago the last packet came, to the millisecond; `nil` if none has come.
    public var age: Duration?

    /// Control bits of all TCP segments so far.
    public var tcpFlags: OVSFlow.TCPFlags

    /// What happens to the packets, in order; none at all drops them.
    public var actions: [OVSFlow.Action]

    /// Creates an entry.
    public init(
        ufid: UniqueIdentifier? = nil,
        match: FlowMatch,
        packets: UInt64 = 0,
        bytes: UInt64 = 0,
        age: Duration? = nil,
        tcpFlags: OVSFlow.TCPFlags = [],
        actions: [OVSFlow.Action] = []
    ) {
        self.ufid = ufid
        self.match = match
        self.packets = packets
        self.bytes = bytes
        self.age = age
        self.tcpFlags = tcpFlags
        self.actions = actions
    }
}

extension FlowEntry {
    /// Takes what the kernel tells about a flow, with its age at this moment.
    ///
    /// - Parameter flow: The answer to a request for one flow or for all.
    public init(_ flow: OVSFlow.Get.Reply) { self.init(flow, now: SystemCall.monotonicTime()) }

    /// Takes what the kernel tells about a flow.
    ///
    /// The kernel reckons the moment of the last packet anew for each answer, from a count of clock ticks: answers differ by
    /// the length of one, 1 to 10 ms, without a packet (`ovs_flow_used_time`).
    ///
    /// - Parameters:
    ///   - flow: The answer to a request for one flow or for all.
    ///   - now: The time of the system's monotonic clock, `CLOCK_MONOTONIC`; what is less than a millisecond does not count.
    public init(_ flow: OVSFlow.Get.Reply, now: Duration) {
        let stats = flow.stats ?? OVSFlow.OVSFlowStats()
        self.init(
            ufid: flow.ufid,
            match: FlowMatch(key: flow.key ?? OVSFlow.Key(), mask: flow.mask),
            packets: stats.nPackets,
            bytes: stats.nBytes,
            tcpFlags: flow.tcpFlags ?? [],
            actions: flow.actions ?? []
        )
        // Open vSwitch takes the moment 0 for none, too.
        guard let used = flow.used, used > 0 else { return }
        age = now.wholeMilliseconds - .milliseconds(used)
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Duration {
        let (seconds, attoseconds) = components
        return .seconds(seconds) + .milliseconds(attoseconds / 1_000_000_000_000_000)
    }
}
