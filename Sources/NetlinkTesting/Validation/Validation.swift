/// How strictly the kernel of a test checks the attributes of requests (`enum netlink_validation` of `net/netlink.h`).
public enum Validation: Hashable, Sendable {
    /// As for operations from Linux 5.2 on (`NL_VALIDATE_STRICT`): unknown attributes, numbers of a wrong length and nests
    /// without their mark are refused.
    case strict

    /// As for older operations (`NL_VALIDATE_LIBERAL`): unknown attributes are ignored, numbers may be longer, and nests
    /// need no mark.
    case liberal
}
