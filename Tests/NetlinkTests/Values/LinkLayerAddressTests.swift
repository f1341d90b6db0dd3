import Netlink
import Testing

@Suite struct LinkLayerAddressTests {
    @Test func ethernet() {
        let address = LinkLayerAddress(2, 0, 0, 0, 0, 1)
        #expect(address.bytes == [2, 0, 0, 0, 0, 1])
        #expect(address.count == 6)
        #expect(address.description == "02:00:00:00:00:01")
        #expect(LinkLayerAddress("02:00:00:00:00:01") == address)
        #expect(LinkLayerAddress("020000000001") == address)
        #expect(LinkLayerAddress(bytes: [2, 0, 0, 0, 0, 1]) == address)
    }

    @Test func lengthsTellAddressesApart() {
        #expect(LinkLayerAddress(bytes: [0, 0]) != LinkLayerAddress(bytes: [0, 0, 0]))
        #expect(LinkLayerAddress("")?.count == 0)
    }

    @Test(arguments: [
        "02:00:00:00:00:1", "2:0:0:0:0:1", "02:00:00:00:00:", "02-00-00-00-00-01", "0200.0000.0001",
        "02:00:00:00:00:0g",
        String(repeating: "00", count: 33),
    ])
    func malformed(_ text: String) {
        #expect(LinkLayerAddress(text) == nil)
    }
}
