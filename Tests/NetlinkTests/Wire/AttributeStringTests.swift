import Testing

@testable import Netlink

/// Texts that come from the kernel and go back, whatever bytes they are.
@Suite struct AttributeStringTests {
    private func text(_ bytes: [UInt8]) -> String { Payload(bytes.rawSpan).string }

    private func encoded(_ text: String) -> [UInt8] {
        var buffer = MessageBuffer()
        buffer.appendAttributes(of: AnyAttributes.self) { $0.put(1, string: text) }
        return [UInt8](buffer.bytes)
    }

    private func comesBack(_ bytes: [UInt8]) -> Bool { encoded(text(bytes)) == attribute(1, bytes + [0]) }

    @Test(arguments: [
        "", "lo", "eth0.5", "größer", "網路", "🐧", "e\u{301}", "\u{feff}a", "\u{10ffff}", "\u{e000}", "\r\n",
        "\u{10fdff}\u{10ff00}",
    ])
    func `A text in UTF-8 is itself`(text: String) {
        let bytes = Array(text.utf8)
        #expect(self.text(bytes).unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(comesBack(bytes))
    }

    @Test(
        arguments: [
            [0xff], [0x41, 0xff, 0x42], [0xc3], [0xc3, 0x28], [0xe2, 0x82], [0xf0, 0x9f, 0x90], [0x80, 0x80],
            // Overlong forms, half of a surrogate pair, and more than Unicode has.
            [0xc0, 0xaf], [0xe0, 0x80, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
            [0xf8, 0x88, 0x80, 0x80, 0x80],
            Array("größer".utf8) + [0xe4], Array("gr".unicodeScalars.map { UInt8($0.value) }) + [0xf6, 0xdf, 0x65],
        ] as [[UInt8]]
    )
    func `Other bytes become the same bytes again`(bytes: [UInt8]) {
        #expect(comesBack(bytes))
    }

    @Test func `Each byte that is no UTF-8 has a character of its own, and what surrounds it stays`() {
        #expect(text([0x41, 0xff, 0x42]) == "A\u{10feff}B")
        #expect(text(Array("ö".utf8) + [0xf6]) == "ö\u{10fef6}")
        #expect(text([0x80, 0x81]) == "\u{10fe80}\u{10fe81}")
    }

    @Test(arguments: [0x10_fe00, 0x10_fe41, 0x10_feff] as [UInt32])
    func `A text that has such a character already comes back as well`(scalar: UInt32) throws {
        let character = String(try #require(Unicode.Scalar(scalar)))
        #expect(comesBack(Array(character.utf8)))
        #expect(comesBack(Array("a\(character)b".utf8) + [0xff]))
    }

    @Test func `Any bytes at all come back`() {
        for _ in 0..<2000 {
            // Lead bytes and continuations more often than chance has them.
            let bytes = (0..<Int.random(in: 0...12)).map { _ -> UInt8 in
                [.random(in: 1...255), .random(in: 0x80...0xbf), .random(in: 0xc0...0xf7), 0xf4, 0x8f, 0xb8]
                    .randomElement() ?? 1
            }
            #expect(comesBack(bytes), "\(bytes)")
        }
    }

    @Test func `A text ends at its first NUL, or without one at the end`() {
        #expect(text([0x61, 0, 0x62]) == "a")
        #expect(text([0]) == "")
        #expect(text([0xff, 0, 0xfe]) == "\u{10feff}")
        #expect(text([0x61, 0x62]) == "ab")
    }

    private func refusal(_ body: (inout AttributeBuilder<Demo.DemoAttributes>) -> Void) -> EncodeError.Reason? {
        var buffer = MessageBuffer()
        do throws(EncodeError) {
            try buffer.append(Demo.Get.self, type: Demo.object, header: NoHeader(), body)
            return nil
        } catch { return error.reason }
    }

    @Test func `A NUL inside is refused, also one that stands for a byte`() {
        #expect(refusal { $0.put(7, string: "a\0b") } == .nulInString)
        #expect(refusal { $0.put(7, string: "a\u{10fe00}b") } == .nulInString)
    }

    @Test func `Lengths count bytes as they are sent`() {
        #expect(refusal { $0.put(7, string: "öö", lengths: 0...3) } == .tooLong(length: 4, maximum: 3))
        #expect(refusal { $0.put(7, string: "\u{10feff}\u{10feff}", lengths: 0...2) } == nil)
        #expect(refusal { $0.put(7, string: "", lengths: 1...2) } == .tooShort(length: 0, minimum: 1))
    }
}
