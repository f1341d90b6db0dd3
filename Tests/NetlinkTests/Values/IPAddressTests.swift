import Netlink
import Testing

@Suite struct IPAddressTests {
    @Test func lengthTellsTheVersion() {
        #expect(IPAddress(bytes: [192, 0, 2, 1]) == .v4(IPv4Address(192, 0, 2, 1)))
        #expect(IPAddress(bytes: [UInt8](repeating: 0, count: 15) + [1]) == .v6(.loopback))
        #expect(IPAddress(bytes: [1, 2, 3]) == .other([1, 2, 3]))
    }

    @Test func text() {
        #expect(IPAddress("192.0.2.1") == .v4(IPv4Address(192, 0, 2, 1)))
        #expect(IPAddress("::1") == .v6(.loopback))
        #expect(IPAddress("de ad be") == .other([0xde, 0xad, 0xbe]))
        #expect(IPAddress.v4(.loopback).description == "127.0.0.1")
        #expect(IPAddress.v6(.loopback).description == "::1")
        #expect(IPAddress.other([0xde, 0xad, 0xbe]).description == "de ad be")
    }

    @Test(arguments: [
        "1.2.3", "1.2.3.4.5", "10:20:30:40:50:60:70", "02:00:00:00:00:01", "deadbe", "DE AD", "7f 00 00 01", "x", " ",
        "::1%lo",
    ])
    func malformed(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func bytesOfAnAddressAreSentAsOne() {
        #expect(IPAddress(bytes: IPAddress.other([127, 0, 0, 1]).bytes) == .v4(.loopback))
    }
}
