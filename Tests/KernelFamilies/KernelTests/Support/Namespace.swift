import Foundation
import Testing

/// Whether the network is the tests' own, to be changed at will.
let isInTestNamespace: Bool = {
    if ProcessInfo.processInfo.environment["NETLINK_TEST_NAMESPACE"] == "1" { return true }
    announce("NETLINK_TEST_NAMESPACE is not 1: nothing that changes the network is tested")
    return false
}()

extension Trait where Self == ConditionTrait {
    /// Runs a test only where the network is its own.
    static var inTestNamespace: Self {
        .enabled(if: isInTestNamespace, "needs a network namespace of its own: NETLINK_TEST_NAMESPACE=1 unshare -n")
    }
}

/// Says loudly what a test cannot show.
func announce(_ text: String) {
    FileHandle.standardError.write(Data("### NOT SHOWN: \(text)\n".utf8))
}
