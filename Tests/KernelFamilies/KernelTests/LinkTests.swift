import KernelRTLink
import Netlink
import Testing

@Suite struct LinkTests {
    @Test func `The loopback device is in the dump`() throws {
        var socket = try NetlinkSocket(.route)
        let links = try socket.dump(RTLink.GetLink.Dump(header: .init()))
        #expect(links.contains { $0.ifname == "lo" })
    }
}
