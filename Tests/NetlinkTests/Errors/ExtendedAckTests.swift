import Testing

@testable import Netlink

/// The payloads were recorded from Linux 6.18.
@Suite struct ExtendedAckTests {
    private func error(_ body: [UInt8], flags: UInt16 = 0x300) throws -> ExtendedAck {
        let bytes = message(.error, flags: MessageFlags(rawValue: flags), body)
        return try ExtendedAck(error: Message(bytes.rawSpan))
    }

    @Test func success() throws {
        let ack = try error(hex("00000000 1c00000014000500 0700000000000000"), flags: 0x100)
        #expect(ack == ExtendedAck())
    }

    @Test func missingAttribute() throws {
        let ack = try error(hex("eaffffff 1400000014000500 0700000000000000 0800050001000000"))
        #expect(ack.errno == .invalidArgument)
        #expect(ack.missingAttribute == 1)
        #expect(ack.missingNest == nil)
        #expect(ack.message == nil)
    }

    @Test func textOffsetAndPolicy() throws {
        let text = hex("19000100") + Array("integer out of range".utf8) + [0, 0, 0, 0]
        let policy = hex(
            "24000480 0c000400 0100000000000000 0c000500 ffffffff00000000 08000100 04000000"
        )
        let ack = try error(
            hex("deffffff 2c00000014000500 0700000000000000") + text + hex("08000200 14000000") + policy
        )
        #expect(ack.errno == .outOfRange)
        #expect(ack.message == "integer out of range")
        #expect(ack.offset == 20)
        #expect(ack.policy == NLCtrl.Policy(type: .u32, minValueU: 1, maxValueU: 0xffff_ffff))
        #expect(ack.policy?.limits == "1...4294967295")
    }

    @Test func attributesStandBehindAnUncappedRequest() throws {
        // A request of 54 bytes is repeated and padded: the attributes begin at 4 + 56.
        let request = hex("3600000014000500 0700000000000000") + [UInt8](repeating: 0xaa, count: 38) + [0, 0]
        let ack = try error(hex("edffffff") + request + hex("08000200 18000000"), flags: 0x200)
        #expect(ack.errno == .noDevice)
        #expect(ack.offset == 24)
    }

    @Test func attributesAreReadOnlyIfTheFlagSaysSo() throws {
        let body = hex("edffffff 2400000014000500 0700000000000000 08000200 18000000")
        #expect(try error(body, flags: 0x100).offset == nil)
        #expect(try error(body, flags: 0x300).offset == 24)
    }

    @Test(arguments: [0, 15, 17, 1000, .max] as [UInt32])
    func wrongLengthOfTheRepeatedRequestIsHarmless(_ length: UInt32) throws {
        let body = hex("edffffff") + [UInt8](bytesOf: length) + hex("14000500 0700000000000000 08000200 18000000")
        let ack = try error(body, flags: 0x200)
        #expect(ack.errno == .noDevice)
        // 17 is taken at its word, and what follows is then no attribute.
        #expect(ack.offset == nil)
    }

    @Test func endOfDump() throws {
        let bytes = message(.done, flags: MessageFlags(rawValue: 0x202), hex("edffffff 08000200 14000000"))
        let ack = ExtendedAck(done: try Message(bytes.rawSpan))
        #expect(ack.errno == .noDevice)
        #expect(ack.offset == 20)
    }

    @Test func emptyEndOfDumpIsSuccess() throws {
        #expect(ExtendedAck(done: try Message(message(.done).rawSpan)).errno == nil)
    }

    @Test func errorWithoutNumberIsMalformed() {
        #expect(throws: DecodeError(.truncated, offset: 16)) { try error([1, 2, 3]) }
    }

    @Test func nestAndCookie() throws {
        let ack = try error(
            hex("eaffffff 1400000014000500 0700000000000000 0800050002000000 0800060018000000 060003000a0b")
        )
        #expect(ack.missingAttribute == 2)
        #expect(ack.missingNest == 24)
        #expect(ack.cookie == [10, 11])
    }

    @Test func malformedAttributesKeepTheNumber() throws {
        let ack = try error(hex("eaffffff 1400000014000500 0700000000000000 0500020001000000 ffff0100"))
        #expect(ack.errno == .invalidArgument)
        #expect(ack.offset == nil)
    }

    @Test func extremeNumbers() throws {
        #expect(try error(hex("00000080"), flags: 0).errno?.rawValue == .max)
        #expect(try error(hex("02000000"), flags: 0).errno == .noEntry)
    }

    @Test func everyTruncationIsDecodedOrRefused() throws {
        let body =
            hex("deffffff 2c00000014000500 0700000000000000 08000200 14000000")
            + hex("24000480 0c000400 0100000000000000 0c000500 ffffffff00000000 08000100 04000000")
        for length in 0...body.count {
            let ack = try? error(Array(body.prefix(length)))
            #expect((ack?.errno == .outOfRange) == (length >= 4))
        }
    }
}
