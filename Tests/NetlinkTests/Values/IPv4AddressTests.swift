import Netlink
import Testing

@Suite struct IPv4AddressTests {
    @Test func bytesAreInNetworkOrder() {
        #expect(IPv4Address(192, 0, 2, 1).bytes == [192, 0, 2, 1])
        #expect(IPv4Address(bytes: [192, 0, 2, 1]) == IPv4Address(192, 0, 2, 1))
        #expect(IPv4Address.any.bytes == [0, 0, 0, 0])
        #expect(IPv4Address.loopback.bytes == [127, 0, 0, 1])
    }

    @Test(arguments: ["0.0.0.0", "127.0.0.1", "192.0.2.1", "255.255.255.255", "1.20.100.99"])
    func text(_ text: String) {
        #expect(IPv4Address(text)?.description == text)
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.256", "1.2.3.1000", "01.2.3.4", "1.2.3.00",
        "+1.2.3.4", "-1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.4\n", "1.2.3.4\0", "0x1.2.3.4", "a.b.c.d", "1,2,3,4",
        "١.2.3.4", "1.2.3.4/8", "::1", "...", "99999999999999999999.1.1.1",
    ])
    func malformed(_ text: String) {
        #expect(IPv4Address(text) == nil)
    }

    @Test func randomAddresses() {
        for _ in 0..<200 {
            let bytes = [UInt8].random(count: 4)
            let address = IPv4Address(bytes: bytes)
            #expect(address?.bytes == bytes)
            #expect(address.flatMap { IPv4Address($0.description) } == address)
        }
    }
}
