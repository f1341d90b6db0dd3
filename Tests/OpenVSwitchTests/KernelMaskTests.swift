import Netlink
import OVSFlow
import OpenVSwitch
import Testing

@Suite("Masks as the kernel dumps them")
struct KernelMaskTests {
    @Test("do not show the tunnel of zeros that is in each of them", arguments: [false, true])
    func hidesTunnel(wildcards: Bool) {
        let key = OVSFlow.Key(inPort: 1)
        let mask = OVSFlow.Key(tunnel: .init(ttl: 0), inPort: .max)
        #expect(FlowMatch(key: key, mask: mask).dpctl(wildcards: wildcards) == "in_port(1)")
    }

    @Test("show a tunnel of which something counts")
    func showsTunnel() {
        let key = OVSFlow.Key(inPort: 1)
        let flag = OVSFlow.Key(tunnel: .init(ttl: 0, csum: true), inPort: .max)
        #expect(FlowMatch(key: key, mask: flag).dpctl.contains("mask16"))
        let ttl = OVSFlow.Key(tunnel: .init(ttl: 255), inPort: .max)
        #expect(FlowMatch(key: key, mask: ttl).dpctl.contains("mask16"))
    }
}
