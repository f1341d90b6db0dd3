public import Netlink

/// Something that goes wrong with an answer.
///
/// Faults of one request are applied one after the other, each to what the one before has left.
///
/// ```swift
/// kernel.inject(.interrupt(.end), into: NLCtrl.GetFamily.Dump.self, times: 3)
/// kernel.inject(.hold(gate), .twice, into: NLCtrl.GetFamily.self)
/// ```
public struct Fault: Sendable {
    /// Which messages of a dump say that it was interrupted (`NLM_F_DUMP_INTR`).
    public enum Interruption: Hashable, Sendable {
        /// The first part.
        case firstPart

        /// The end alone.
        case end

        /// All messages.
        case everywhere
    }

    enum Kind: Sendable {
        case refuse(Refusal)
        case silence
        case hold(Gate, after: Int)
        case afterNext
        case twice
        case endless
        case failure(Refusal)
        case cut(Int)
        case interrupt(Interruption)
        case unmarked
        case overflow(Int, after: Int)
        case stray
    }

    let kind: Kind

    /// The request is refused before its handler sees it.
    public static func refuse(_ errno: Errno, _ text: String? = nil) -> Fault {
        Fault(kind: .refuse(Refusal(errno, text)))
    }

    /// The request is not answered.
    public static var silence: Fault { Fault(kind: .silence) }

    /// The answer, or what follows its first datagrams, is held back until a gate opens.
    ///
    /// - Parameters:
    ///   - gate: The gate.
    ///   - count: How many datagrams are sent at once.
    /// - Returns: The fault.
    public static func hold(_ gate: Gate, after count: Int = 0) -> Fault { Fault(kind: .hold(gate, after: count)) }

    /// The answer comes behind that to the next request, of whatever socket.
    public static var afterNextAnswer: Fault { Fault(kind: .afterNext) }

    /// The answer comes twice.
    public static var twice: Fault { Fault(kind: .twice) }

    /// The last datagram never comes: the end of a dump, or the acknowledgement.
    public static var endless: Fault { Fault(kind: .endless) }

    /// The end of a dump tells that it failed on the way (`NLMSG_DONE` with an error number).
    ///
    /// - Parameters:
    ///   - errno: The error number.
    ///   - text: The kernel's English text.
    /// - Returns: The fault.
    public static func failure(_ errno: Errno, _ text: String? = nil) -> Fault {
        Fault(kind: .failure(Refusal(errno, text)))
    }

    /// The first datagram lacks bytes at its end.
    ///
    /// - Parameter count: How many bytes.
    /// - Returns: The fault.
    public static func cut(_ count: Int) -> Fault { Fault(kind: .cut(count)) }

    /// Things changed while the dump was made.
    public static func interrupt(_ interruption: Interruption) -> Fault { Fault(kind: .interrupt(interruption)) }

    /// The parts of a dump are not marked as such (`NLM_F_MULTI`), as those of some families are not.
    public static var unmarked: Fault { Fault(kind: .unmarked) }

    /// The socket's receive buffer overflows, and what follows the first datagrams of the answer is lost.
    ///
    /// The system itself reports it (`ENOBUFS`) and counts, where the process has `CAP_NET_ADMIN`. Without, a message
    /// says it (`NLMSG_OVERRUN`), which has no count.
    ///
    /// - Parameters:
    ///   - lost: How many messages the system counts as lost, at least 1.
    ///   - count: How many datagrams of the answer come before.
    /// - Returns: The fault.
    public static func overflow(losing lost: Int, after count: Int = 0) -> Fault {
        Fault(kind: .overflow(max(lost, 1), after: count))
    }

    /// A message that belongs to no request, with sequence number and port 0, comes before the answer.
    public static var stray: Fault { Fault(kind: .stray) }

    /// A dump is refused, as the kernel refuses a second one on a socket (`EBUSY`).
    public static var busy: Fault { .refuse(.busy) }
}
