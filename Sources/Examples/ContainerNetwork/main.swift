// Sets up and lists the network of a container, or of this host. Lists are JSON with the kernel's names.

import Glibc
import Netlink

var arguments = Array(CommandLine.arguments.dropFirst())
var namespace = NetworkNamespace.current
if arguments.count > 2, arguments[0] == "--namespace" {
    namespace = .named(arguments[1])
    arguments.removeFirst(2)
}

do throws(NetlinkError) {
    var network = try ContainerNetwork(of: namespace)
    if arguments.count == 2, arguments[0] == "demo" {
        try network.demonstrate(withContainer: arguments[1])
    } else if try !network.perform(arguments.first ?? "", Array(arguments.dropFirst())) {
        print(usage)
        exit(2)
    }
} catch {
    print("container-network: \(error)")
    exit(1)
}
