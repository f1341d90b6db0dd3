import Netlink
import Testing

@Suite struct IPv6AddressTests {
    @Test func constants() {
        #expect(IPv6Address.any.bytes == [UInt8](repeating: 0, count: 16))
        #expect(IPv6Address.loopback.bytes == [UInt8](repeating: 0, count: 15) + [1])
        #expect(IPv6Address.any.description == "::")
        #expect(IPv6Address.loopback.description == "::1")
    }

    /// The examples of RFC 5952, sections 1 to 5, and of RFC 4291, section 2.2.
    @Test(arguments: [
        // Section 1.
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:0db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8::1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8::0:1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:0db8::1:0:0:1", "2001:db8::1:0:0:1"),
        ("2001:db8:0:0:1::1", "2001:db8::1:0:0:1"),
        ("2001:db8:0000:0:1::1", "2001:db8::1:0:0:1"),
        ("2001:DB8:0:0:1::1", "2001:db8::1:0:0:1"),
        // Leading zeros (2.1, 4.1).
        ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:0001", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:1"),
        ("2001:0db8::0001", "2001:db8::1"),
        // Runs of zeros (2.2, 4.2).
        ("2001:db8:aaaa:bbbb:cccc:dddd::1", "2001:db8:aaaa:bbbb:cccc:dddd:0:1"),
        ("2001:db8:0:0:0::1", "2001:db8::1"),
        ("2001:db8:0:0::1", "2001:db8::1"),
        ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
        ("2001:db8::0:1", "2001:db8::1"),
        ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
        ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
        // Upper case (2.3, 4.3).
        ("2001:db8:aaaa:bbbb:cccc:dddd:eeee:AaAa", "2001:db8:aaaa:bbbb:cccc:dddd:eeee:aaaa"),
        // Addresses of IPv4 inside (5).
        ("0:0:0:0:0:ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("::ffff:c000:201", "::ffff:192.0.2.1"),
        ("::ffff:0:0", "::ffff:0.0.0.0"),
        // RFC 4291.
        ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", "abcd:ef01:2345:6789:abcd:ef01:2345:6789"),
        ("2001:DB8:0:0:8:800:200C:417A", "2001:db8::8:800:200c:417a"),
        ("FF01:0:0:0:0:0:0:101", "ff01::101"),
        ("0:0:0:0:0:0:0:1", "::1"),
        ("0:0:0:0:0:0:0:0", "::"),
        ("0:0:0:0:0:0:13.1.68.3", "::d01:4403"),
        ("::13.1.68.3", "::d01:4403"),
        ("::FFFF:129.144.52.38", "::ffff:129.144.52.38"),
        // Zeros at either end, and in seven groups.
        ("1::", "1::"),
        ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
        ("0:0:3:4:5:6:7:8", "::3:4:5:6:7:8"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"),
        ("::fffe:1.2.3.4", "::fffe:102:304"),
        ("fe80::1", "fe80::1"),
    ])
    func text(_ text: String, _ canonical: String) {
        let address = IPv6Address(text)
        #expect(address?.description == canonical)
        #expect(IPv6Address(canonical) == address)
    }

    @Test func groupsAreInNetworkOrder() {
        #expect(IPv6Address("102:304:506:708:90a:b0c:d0e:f10")?.bytes == Array(1...16))
        #expect(IPv6Address(bytes: Array(1...16))?.description == "102:304:506:708:90a:b0c:d0e:f10")
    }

    @Test(arguments: [
        "", ":", ":::", "::::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8",
        "1:2:3:4::5:6:7:8", "1::2::3", ":1:2:3:4:5:6:7", "1:2:3:4:5:6:7:", "1:::2", "12345::", "::g", "::+1", "::-1",
        "1.2.3.4", "::1.2.3", "::1.2.3.4.5", "::01.2.3.4", "::256.1.1.1", "1.2.3.4::", "::1.2.3.4:5", "1:1.2.3.4::",
        "1:2:3:4:5:6:7:1.2.3.4", "::2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "::1/128", "[::1]", " ::1", "::1 ", "::1\0",
        "::00001", "1:2:3:4:5:6:7:8:", "::x",
    ])
    func malformed(_ text: String) {
        #expect(IPv6Address(text) == nil)
    }

    @Test func randomAddresses() {
        for _ in 0..<200 {
            // Many zeros, so that there are runs of all lengths.
            let bytes = [UInt8].random(count: 8).flatMap { [0, $0 < 160 ? 0 : $0] }
            let address = IPv6Address(bytes: bytes)
            #expect(address?.bytes == bytes)
            #expect(address.flatMap { IPv6Address($0.description) } == address)
        }
    }
}
