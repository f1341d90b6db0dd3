import Foundation
import Glibc

/// A pair of virtual Ethernet devices that goes with the value.
final class VethPair: Sendable {
    /// The names of both ends.
    let name: String
    let peer: String

    /// The numbers of both ends.
    let index: Int
    let peerIndex: Int

    /// Creates a pair.
    ///
    /// - Parameters:
    ///   - name: What both names begin with.
    ///   - queues: The number of queues of each end in both directions.
    ///   - isUp: Whether both ends are set up.
    /// - Throws: An issue if `ip` fails.
    init(_ name: String, queues: Int = 1, isUp: Bool = true) throws {
        self.name = name + "a"
        peer = name + "b"
        let counts = ["numtxqueues", "\(queues)", "numrxqueues", "\(queues)"]
        let kinds = ["type", "veth", "peer", "name", name + "b"]
        _ = try output(of: "ip", ["link", "add", name + "a"] + counts + kinds + counts)
        if isUp {
            try output(of: "ip", "link", "set", name + "a", "up")
            try output(of: "ip", "link", "set", name + "b", "up")
        }
        index = Int(unsafe if_nametoindex(name + "a"))
        peerIndex = Int(unsafe if_nametoindex(name + "b"))
    }

    deinit { _ = try? output(of: "ip", "link", "delete", name) }
}
