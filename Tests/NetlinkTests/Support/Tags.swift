import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

extension Tag {
    /// Talks to the running kernel; any user may do what the test does.
    @Tag static var kernel: Self

    /// Changes the network; runs only where `NETLINK_TEST_NAMESPACE` is set, as by
    /// `NETLINK_TEST_NAMESPACE=1 unshare -n swift test`.
    @Tag static var namespace: Self
}

/// Whether the tests run in a network namespace that they may change.
let isInPrivateNamespace = unsafe getenv("NETLINK_TEST_NAMESPACE") != nil
