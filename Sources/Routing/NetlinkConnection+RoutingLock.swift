import Netlink
import RTLink

extension NetlinkConnection {
    /// Waits for the lock under which the kernel changes links, addresses and routes.
    ///
    /// Events are sent while it is held, some of them before what they tell of is complete. A question about a link waits
    /// for it; dumps of routes do not any more since Linux 6.9.
    func waitForRoutingLock() async throws(NetlinkError) {
        let loopback: UInt32 = 1
        _ = try await perform(RTLink.GetLink(header: .init(index: loopback)))
    }
}
