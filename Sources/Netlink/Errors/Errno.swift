#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// An error number of the system, as system calls and netlink answers carry it.
///
/// The type is open: any number is kept, whether or not a constant names it.
public struct Errno: RawRepresentable, Hashable, Sendable {
    /// The number, greater than 0 for an error.
    public let rawValue: Int32

    /// Creates an error number.
    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// The C name, such as `ENOENT`, or `nil` if this library does not know the number.
    public var name: String? { Self.names[rawValue] }
}

extension Errno: CustomStringConvertible {
    /// The system's text and the C name: `No such file or directory (ENOENT)`.
    public var description: String { "\(text) (\(name ?? "errno \(rawValue)"))" }

    /// The system's text, as `strerror_r` gives it.
    public var text: String {
        let text = SystemCall.text(of: self)
        return text.isEmpty ? "Unknown error \(rawValue)" : text
    }
}

extension Errno {
    /// The caller lacks a privilege, mostly `CAP_NET_ADMIN` (`EPERM`).
    public static var notPermitted: Errno { Errno(rawValue: EPERM) }

    /// No such object, or no generic netlink family of that number (`ENOENT`).
    public static var noEntry: Errno { Errno(rawValue: ENOENT) }

    /// No such object, said by routes and rules (`ESRCH`).
    public static var noSuchProcess: Errno { Errno(rawValue: ESRCH) }

    /// A signal came before the call had done anything (`EINTR`).
    public static var interrupted: Errno { Errno(rawValue: EINTR) }

    /// No such device or address (`ENXIO`).
    public static var noSuchDeviceOrAddress: Errno { Errno(rawValue: ENXIO) }

    /// A list or argument is too long (`E2BIG`).
    public static var argumentListTooLong: Errno { Errno(rawValue: E2BIG) }

    /// There is nothing to receive yet (`EAGAIN`).
    public static var wouldBlock: Errno { Errno(rawValue: EAGAIN) }

    /// The kernel has no memory for the request (`ENOMEM`).
    public static var noMemory: Errno { Errno(rawValue: ENOMEM) }

    /// Access is denied by a security module or a mode (`EACCES`).
    public static var permissionDenied: Errno { Errno(rawValue: EACCES) }

    /// The object is in use, or a dump on the same socket is not finished (`EBUSY`).
    public static var busy: Errno { Errno(rawValue: EBUSY) }

    /// The object exists already (`EEXIST`).
    public static var exists: Errno { Errno(rawValue: EEXIST) }

    /// No such network device (`ENODEV`).
    public static var noDevice: Errno { Errno(rawValue: ENODEV) }

    /// The request makes no sense to the kernel (`EINVAL`).
    public static var invalidArgument: Errno { Errno(rawValue: EINVAL) }

    /// A table is full (`ENOSPC`).
    public static var noSpace: Errno { Errno(rawValue: ENOSPC) }

    /// A number is outside the limits of the input policy (`ERANGE`).
    public static var outOfRange: Errno { Errno(rawValue: ERANGE) }

    /// There is nothing to tell; generic netlink families without policies answer this (`ENODATA`).
    public static var noData: Errno { Errno(rawValue: ENODATA) }

    /// A message is too long for the socket (`EMSGSIZE`).
    public static var messageTooLong: Errno { Errno(rawValue: EMSGSIZE) }

    /// The kernel does not know the socket option (`ENOPROTOOPT`).
    public static var noProtocolOption: Errno { Errno(rawValue: ENOPROTOOPT) }

    /// The kernel does not have the netlink protocol (`EPROTONOSUPPORT`).
    public static var protocolNotSupported: Errno { Errno(rawValue: EPROTONOSUPPORT) }

    /// No such operation, or not in this mode or by this device (`EOPNOTSUPP`).
    public static var notSupported: Errno { Errno(rawValue: EOPNOTSUPP) }

    /// No such address family, or its module is not loaded (`EAFNOSUPPORT`).
    public static var addressFamilyNotSupported: Errno { Errno(rawValue: EAFNOSUPPORT) }

    /// The address is taken (`EADDRINUSE`).
    public static var addressInUse: Errno { Errno(rawValue: EADDRINUSE) }

    /// No such address (`EADDRNOTAVAIL`).
    public static var addressNotAvailable: Errno { Errno(rawValue: EADDRNOTAVAIL) }

    /// The network device is down (`ENETDOWN`).
    public static var networkDown: Errno { Errno(rawValue: ENETDOWN) }

    /// No route leads there (`ENETUNREACH`).
    public static var networkUnreachable: Errno { Errno(rawValue: ENETUNREACH) }

    /// The receive buffer was full and messages were lost (`ENOBUFS`).
    public static var noBufferSpace: Errno { Errno(rawValue: ENOBUFS) }

    /// The kernel gave up waiting for a device (`ETIMEDOUT`).
    public static var timedOut: Errno { Errno(rawValue: ETIMEDOUT) }

    /// Nobody listens at the port that a message was sent to (`ECONNREFUSED`).
    public static var connectionRefused: Errno { Errno(rawValue: ECONNREFUSED) }

    /// The object is in that state already (`EALREADY`).
    public static var already: Errno { Errno(rawValue: EALREADY) }

    /// A number does not fit (`EOVERFLOW`).
    public static var overflow: Errno { Errno(rawValue: EOVERFLOW) }
}
