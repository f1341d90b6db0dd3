public import Netlink

/// Why a packet could not be executed.
public enum ExecuteError: Error, Hashable, Sendable {
    /// An attribute is too short or too long, or otherwise not what the kernel takes; nothing was sent.
    case invalidAttribute(EncodeError)

    /// An attribute that the kernel insists on is missing; nothing was sent.
    case missingAttribute(AttributePath)

    /// There is no datapath of this interface index.
    case noDatapath(UInt32)

    /// The kernel refused the request for another reason.
    ///
    /// About invalid keys and actions it says no more than `EINVAL`; the reason is in the kernel's log unless the
    /// request has the flag `probe` (`OVS_NLERR`).
    indirect case refused(KernelError)

    /// Anything else, as a privilege that is missing or a message that was lost.
    case failed(NetlinkError)
}

extension ExecuteError {
    /// Finds out what a failure means.
    ///
    /// - Parameters:
    ///   - error: The failure.
    ///   - datapath: The datapath of the request.
    @usableFromInline
    init(_ error: NetlinkError, datapath: UInt32) {
        switch error {
        case .invalidRequest(let error, _) where error.reason == .missing:
            self = .missingAttribute(error.attribute)
        case .invalidRequest(let error, _):
            self = .invalidAttribute(error)
        case .kernel(let refusal) where refusal.errno == .noDevice && refusal.message == nil:
            self = .noDatapath(datapath)
        case .kernel(let refusal):
            self = refusal.missingAttribute.map { .missingAttribute($0) } ?? .refused(refusal)
        default:
            self = .failed(error)
        }
    }
}

extension ExecuteError: CustomStringConvertible {
    /// A sentence for people.
    public var description: String {
        switch self {
        case .invalidAttribute(let error): "packet not sent: \(error)"
        case .missingAttribute(let path): "packet not sent: attribute \(path) is missing"
        case .noDatapath(let index): "packet not executed: there is no datapath with interface index \(index)"
        case .refused(let error): "packet not executed: \(error)"
        case .failed(let error): "packet not executed: \(error)"
        }
    }
}
