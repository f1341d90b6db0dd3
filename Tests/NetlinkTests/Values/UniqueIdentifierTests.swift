import Netlink
import Testing

@Suite struct UniqueIdentifierTests {
    private let text = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"

    @Test func fullLength() throws {
        let identifier = try #require(UniqueIdentifier(text))
        #expect(identifier.bytes.hexadecimal == "f8 1d 4f ae 7d ec 11 d0 a7 65 00 a0 c9 1e 6b f6")
        #expect(identifier.count == 16)
        #expect(identifier.description == text)
        #expect(UniqueIdentifier(text.uppercased()) == identifier)
        #expect(UniqueIdentifier("f81d4fae7dec11d0a76500a0c91e6bf6") == identifier)
    }

    @Test func shorterOnes() {
        #expect(UniqueIdentifier("deadbeef")?.bytes == [0xde, 0xad, 0xbe, 0xef])
        #expect(UniqueIdentifier(bytes: [0xde, 0xad])?.description == "dead")
        #expect(UniqueIdentifier("")?.count == 0)
        #expect(UniqueIdentifier(bytes: [0]) != UniqueIdentifier(bytes: [0, 0]))
    }

    @Test(arguments: [
        "dea", "de ad", "de:ad", "dead-beef", "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
        "f81d4fae7-dec-11d0-a765-00a0c91e6bf6",
        "f81d4fae-7dec-11d0-a765000a0c91e6bf6a", "{f81d4fae-7dec-11d0-a765-00a0c91e6b}",
        "f81d4fae-7dec-11d0-a765-00a0c91e6bfg",
        "f81d4fae7dec11d0a76500a0c91e6bf6a7", "------------------------------------", "x",
    ])
    func malformed(_ text: String) {
        #expect(UniqueIdentifier(text) == nil)
    }
}
