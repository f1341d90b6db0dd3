import OpenVSwitch
import Testing

@Suite("Packet hashes")
struct PacketHashTests {
    @Test("have a value and flags")
    func splits() {
        let hash = PacketHash(rawValue: 0x3_0000_beef)
        #expect(hash.value == 0xbeef)
        #expect(hash.flags == [.software, .ports])
        #expect(PacketHash(0xbeef, flags: [.software, .ports]) == hash)
        #expect(PacketHash(rawValue: 0xffff_ffff).flags.isEmpty)
    }

    @Test("change in parts")
    func changes() {
        var hash = PacketHash(1, flags: .ports)
        hash.value = 0xffff_ffff
        #expect(hash.rawValue == 0x2_ffff_ffff)
        hash.flags = .software
        #expect(hash.rawValue == 0x1_ffff_ffff)
    }

    @Test("keep bits that nobody knows")
    func keepsUnknownBits() {
        var hash = PacketHash(rawValue: 0x8000_0005_0000_0001)
        #expect(hash.flags.contains(.software))
        #expect(hash.description == "0x1(software,0x80000004)")
        hash.value = 2
        #expect(hash.rawValue == 0x8000_0005_0000_0002)
        #expect(PacketHash(7).description == "0x7")
    }
}
