import Netlink
import Testing

@Suite struct HexadecimalTests {
    @Test(arguments: ["deadbeef", "de ad be ef", "de:ad:be:ef", "dead beef", "DE:ad beEF"])
    func separatorsMayBeLeftOut(_ text: String) {
        #expect([UInt8](hexadecimal: text) == [0xde, 0xad, 0xbe, 0xef])
    }

    @Test(arguments: [
        "d", "dea", "de ", " de", "de  ad", "de::ad", "de-ad", "d e", "0xde", "de:", ":", " ", "gg", "+1", "é0", "de:a",
    ])
    func malformed(_ text: String) {
        #expect([UInt8](hexadecimal: text) == nil)
    }

    @Test func nothing() {
        #expect([UInt8](hexadecimal: "") == [])
        #expect([UInt8]().hexadecimal == "")
    }

    @Test func everyByte() {
        let bytes = Array(0...255 as ClosedRange<UInt8>)
        #expect(bytes.hexadecimal.hasPrefix("00 01 02"))
        #expect(bytes.hexadecimal.contains(" 0f 10 "))
        #expect([UInt8](hexadecimal: bytes.hexadecimal) == bytes)
        #expect([UInt8](hexadecimal: bytes.hexadecimal.uppercased()) == bytes)
    }
}
