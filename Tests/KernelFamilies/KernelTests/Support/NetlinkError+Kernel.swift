import Netlink

extension NetlinkError {
    /// What the kernel said, if it was the kernel that refused.
    var kernelError: KernelError? {
        if case .kernel(let error) = self { error } else { nil }
    }
}
