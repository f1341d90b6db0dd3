import Foundation
import KernelRTLink
import Netlink
import Testing

/// What the README shows of a family made from a kernel spec.
@Suite(
    .enabled(
        if: ProcessInfo.processInfo.environment["NETLINK_TEST_NAMESPACE"] == "1",
        "there is no network namespace for the test alone"
    )
)
struct TourTests {
    @Test func `A bridge is made and listed`() throws {
        var socket = try NetlinkSocket(.route)
        try socket.perform(
            RTLink.NewLink(header: .init(), ifname: "br0", linkinfo: .init(data: .bridge(.init(forwardDelay: 400)))),
            flags: [.create, .exclusive]
        )
        for link in try socket.dump(RTLink.GetLink.Dump()) {
            print(link.ifname ?? "?", link.address?.description ?? "", link.mtu ?? 0)
        }
        let bridge = try socket.perform(RTLink.GetLink(header: .init(), ifname: "br0"))
        guard case .bridge(let data) = bridge.linkinfo?.data else {
            Issue.record("\(bridge) is no bridge")
            return
        }
        #expect(data.forwardDelay == 400)
        try socket.perform(RTLink.DelLink(header: .init(), ifname: "br0"))
    }
}
