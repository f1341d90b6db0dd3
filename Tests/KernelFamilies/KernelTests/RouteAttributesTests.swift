import KernelRTLink
import Netlink
import Testing

/// What decides whether two messages carry the same attributes is tested too.
@Suite struct RouteAttributesTests {
    private func message(_ link: RTLink.GetLink.Reply) throws -> [UInt8] { try encoded(link) }

    private func same(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        haveSameAttributes(left, right, in: RTLink.LinkAttributes.self)
    }

    @Test func `Order, nest bits, filler and the ends of texts do not matter`() throws {
        let header = [UInt8](repeating: 0, count: 32)
        let name: [UInt8] = [7, 0, 3, 0, 0x61, 0x62, 0, 0]
        let longName: [UInt8] = [9, 0, 3, 0, 0x61, 0x62, 0, 0x78, 0x79, 0, 0, 0]
        let mtu: [UInt8] = [8, 0, 4, 0, 1, 0, 0, 0]
        let filler: [UInt8] = [4, 0, 42, 0]
        let nest: [UInt8] = [12, 0, 18, 0, 8, 0, 1, 0, 0x61, 0, 0, 0]
        let markedNest: [UInt8] = [12, 0, 18, 0x80, 8, 0, 1, 0, 0x61, 0, 0, 0]
        #expect(same(header + name + mtu, header + mtu + name))
        #expect(same(header + name + mtu, header + mtu + filler + longName))
        #expect(same(header + nest, header + markedNest))
        #expect(!same(header + name, header + name + name), "attributes count as often as they come")
        #expect(!same(header + mtu, header))
        #expect(!same(header + mtu, header + [8, 0, 4, 0, 2, 0, 0, 0]))
        #expect(!same(header + nest, header + [12, 0, 18, 0, 8, 0, 1, 0, 0x62, 0, 0, 0]))
        #expect(!same(header + mtu, [UInt8](repeating: 1, count: 32) + mtu))
        #expect(!same(header + [8, 0, 200, 0, 1, 0, 0, 0], header), "what the spec does not know counts")
    }

    @Test func `Differences inside sub-messages are seen`() throws {
        func link(_ id: UInt32) throws -> [UInt8] {
            try message(.init(linkinfo: .init(kind: "vxlan", data: .vxlan(.init(id: id, port: 4)))))
        }
        #expect(same(try link(7), try link(7)))
        #expect(!same(try link(7), try link(8)))
        #expect(!same(try link(7), try message(.init(linkinfo: .init(kind: "vxlan")))))
    }
}
