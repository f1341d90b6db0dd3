// Speaks the families and makes the kinds of links that need modules which the kernels of build machines lack. There is
// no wireguard among the families: the kernel's specs do not describe it.

import Glibc

@main
struct LinkFamilies {
    static func main() {
        var checks = Checks()
        checks.group("team") { checks in try checks.team() }
        checks.group("devlink") { checks in try checks.devlink() }
        checks.group("links") { checks in try checks.links() }
        checks.group("datapath") { checks in try checks.datapath() }
        checks.group("module loaded again") { checks in try checks.reload() }
        print("\nchecks: \(checks.passed) ok, \(checks.failed) FAILED")
        exit(checks.failed == 0 && checks.passed > 0 ? 0 : 1)
    }
}
