/// How a datapath chooses the socket that an upcall goes to.
public enum UpcallMode: Hashable, Sendable {
    /// By the processor that handles the packet (`OVS_DP_F_DISPATCH_UPCALL_PER_CPU`, Linux 5.14).
    ///
    /// Ports that are added later need no registration.
    case perCPU

    /// By the port that the packet came through (`OVS_VPORT_ATTR_UPCALL_PID`), since the other mode was not possible.
    ///
    /// A port that somebody else adds later is registered when ``UpcallSocket/next(timeLimit:)`` hears of it. Packets
    /// that come through it before are dropped, and count as lost.
    case perVport(Reason)

    /// Why upcalls are not dispatched by processor.
    public enum Reason: Hashable, Sendable {
        /// The program wants it so.
        case requested

        /// The kernel refuses the feature.
        case refused

        /// The kernel takes the feature's bit and does not know the feature.
        ///
        /// Kernels before 5.5 keep any bits that they are given (`ovs_dp_change`).
        case ignored

        /// The system does not tell its processors in `/sys/devices/system/cpu/possible`.
        case processorsUnknown
    }
}

extension UpcallMode: CustomStringConvertible {
    /// The mode and its reason in words.
    public var description: String {
        switch self {
        case .perCPU: "per CPU"
        case .perVport(let reason): "per vport: \(reason)"
        }
    }
}

extension UpcallMode.Reason: CustomStringConvertible {
    /// The reason in words.
    public var description: String {
        switch self {
        case .requested: "the program wants it so"
        case .refused: "the kernel refuses dispatch per CPU"
        case .ignored: "the kernel does not know dispatch per CPU"
        case .processorsUnknown: "the system does not tell its processors"
        }
    }
}
