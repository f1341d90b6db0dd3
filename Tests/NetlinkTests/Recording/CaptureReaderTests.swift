import Testing

@testable import Netlink

/// Capture files, byte for byte, and what is no capture file.
@Suite struct CaptureReaderTests {
    /// A number in the file's byte order.
    private static func number(_ number: UInt32, isBig: Bool) -> [UInt8] {
        [UInt8](bytesOf: isBig ? number.bigEndian : number.littleEndian)
    }

    private static func half(_ number: UInt16, isBig: Bool) -> [UInt8] {
        [UInt8](bytesOf: isBig ? number.bigEndian : number.littleEndian)
    }

    private static func header(_ magic: UInt32 = 0xa1b2_c3d4, linkType: UInt32 = 253, isBig: Bool = false) -> [UInt8] {
        number(magic, isBig: isBig) + half(2, isBig: isBig) + half(4, isBig: isBig)
            + [0, 0, 65536, linkType].flatMap { number($0, isBig: isBig) }
    }

    /// A record, and the cooked header in it, which is big-endian in all files.
    private static func record(
        _ datagram: [UInt8],
        type: UInt8 = 0,
        family: UInt8 = 16,
        time: (UInt32, UInt32) = (7, 9),
        original: Int? = nil,
        isBig: Bool = false
    ) -> [UInt8] {
        let cooked: [UInt8] = [0, type, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, family]
        let lengths = [16 + datagram.count, 16 + (original ?? datagram.count)].map { UInt32($0) }
        return ([time.0, time.1] + lengths).flatMap { number($0, isBig: isBig) } + cooked + datagram
    }

    private static let request = message(MessageType(rawValue: 16), flags: .request, sequence: 1, [3, 2, 0, 0])
    private static let reply = message(MessageType(rawValue: 16), sequence: 1, portID: 5, [1, 2, 0, 0])

    @Test(arguments: [false, true]) func bothByteOrders(isBig: Bool) throws {
        let records = [Self.record(Self.request, type: 4, isBig: isBig), Self.record(Self.reply, isBig: isBig)]
        let capture = try NetlinkCapture(contents: Self.header(isBig: isBig) + records.joined())
        #expect(capture.datagrams.map(\.bytes) == [Self.request, Self.reply])
        #expect(capture.datagrams.map(\.direction) == [.sent, .received])
        #expect(capture.datagrams.map(\.netlinkProtocol) == [.generic, .generic])
        #expect(capture.datagrams.map(\.time) == [.seconds(7) + .microseconds(9), .seconds(7) + .microseconds(9)])
        let fine = Self.header(0xa1b2_3c4d, isBig: isBig) + Self.record([], time: (.max, 999_999_999), isBig: isBig)
        let time = try #require(NetlinkCapture(contents: fine).datagrams.first?.time)
        #expect(time == .seconds(4_294_967_295) + .nanoseconds(999_999_999))
    }

    @Test func directions() throws {
        func direction(_ type: UInt8, _ datagram: [UInt8]) throws -> CapturedDatagram.Direction? {
            try NetlinkCapture(contents: Self.header() + Self.record(datagram, type: type)).datagrams.first?.direction
        }
        #expect(try direction(0, Self.request) == .received)
        #expect(try direction(2, Self.reply) == .receivedFromGroup)
        #expect(try direction(6, Self.reply) == .received)
        #expect(try direction(7, Self.reply) == .sent)
        // What an nlmon device says of both ways.
        #expect(try direction(4, Self.request) == .sent)
        #expect(try direction(4, Self.reply) == .received)
        #expect(try direction(4, []) == .received)
    }

    @Test func messagesOfADatagram() throws {
        let datagram = Self.reply + Self.reply
        let capture = try NetlinkCapture(contents: Self.header() + Self.record(datagram))
        var types: [UInt16] = []
        let first = try #require(capture.datagrams.first)
        var messages = first.messages
        while let message = try messages.next() { types.append(message.type.rawValue) }
        #expect(types == [16, 16])
    }

    @Test func cutDatagramsSayHowLongTheyWere() throws {
        let bytes = Self.header() + Self.record(Array(Self.reply.prefix(18)), original: 500)
        let datagram = try #require(NetlinkCapture(contents: bytes).datagrams.first)
        #expect(datagram.isTruncated)
        #expect(datagram.originalLength == 500)
        #expect(throws: DecodeError(.truncated, offset: 0)) {
            var messages = datagram.messages
            while try messages.next() != nil {}
        }
    }

    @Test func otherFiles() {
        func error(_ bytes: [UInt8]) -> CaptureError? {
            do throws(CaptureError) {
                _ = try NetlinkCapture(contents: bytes)
                return nil
            } catch {
                return error
            }
        }
        #expect(error([]) == .truncated(offset: 0, needed: 24, available: 0))
        #expect(error(Array(Self.header().prefix(23))) == .truncated(offset: 0, needed: 24, available: 23))
        #expect(error([0x0a, 0x0d, 0x0d, 0x0a, 0, 0, 0, 0]) == .nextGeneration)
        #expect(error(Array("#!/bin/sh\n".utf8)) == .notACapture(0x2321_2f62))
        #expect(error(Self.header(linkType: 1)) == .wrongLinkType(1))
        #expect(error(Self.header(linkType: 0x1000_00fd)) == nil)
        var old = Self.header(isBig: true)
        old[7] = 3
        #expect(error(old) == .unsupportedVersion(major: 2, minor: 3))
        var ethernet = Self.header() + Self.record(Self.reply)
        ethernet[24 + 16 + 2] = 0
        #expect(error(ethernet) == .wrongHardwareType(56, offset: 24))
    }

    @Test func lengthsThatCannotBe() {
        func error(kept: UInt32, original: UInt32) -> CaptureError? {
            var reader = try? CaptureReader(
                Self.header() + [1, 1, kept, original].flatMap { Self.number($0, isBig: false) }
                    + [UInt8](repeating: 0, count: 16)
            )
            do throws(CaptureError) {
                _ = try reader?.next()
                return nil
            } catch {
                return error
            }
        }
        #expect(error(kept: .max, original: .max) == .truncated(offset: 24, needed: 4_294_967_311, available: 32))
        #expect(error(kept: 17, original: 17) == .truncated(offset: 24, needed: 33, available: 32))
        #expect(error(kept: 15, original: 15) == .malformedRecord(offset: 24))
        #expect(error(kept: 0, original: 0) == .malformedRecord(offset: 24))
        #expect(error(kept: 16, original: 15) == .malformedRecord(offset: 24))
    }

    @Test func whatPrecedesAnErrorIsRead() throws {
        let whole = Self.header() + Self.record(Self.request) + Self.record(Self.reply)
        var reader = try CaptureReader(whole.dropLast())
        #expect(try reader.next()?.bytes == Self.request)
        let start = 24 + 32 + Self.request.count
        let length = 32 + Self.reply.count
        #expect(throws: CaptureError.truncated(offset: start, needed: length, available: length - 1)) {
            try reader.next()
        }
        #expect(try reader.next() == nil)
        // A malformed record is skipped, since its length is known.
        var damaged = whole
        damaged[24 + 16 + 2] = 0xff
        reader = try CaptureReader(damaged)
        #expect(throws: CaptureError.wrongHardwareType(0xff38, offset: 24)) { try reader.next() }
        #expect(try reader.next()?.bytes == Self.reply)
    }

    /// Every cut, and many random damages: an error or datagrams, never a trap, and never more bytes than there are.
    @Test func damagedFiles() throws {
        let whole = Self.header() + Self.record(Self.request, type: 4) + Self.record(Self.reply) + Self.record([])
        for length in 0..<whole.count {
            let datagrams = Self.readAll(Array(whole.prefix(length)))
            #expect(datagrams.count <= 3)
        }
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...8) { bytes[.random(in: 0..<bytes.count)] = .random(in: 0...255) }
            let datagrams = Self.readAll(bytes)
            #expect(datagrams.reduce(0) { $0 + $1.bytes.count + 32 } <= bytes.count)
        }
        #expect(Self.readAll(whole).count == 3)
    }

    private static func readAll(_ bytes: [UInt8]) -> [CapturedDatagram] {
        guard var reader = try? CaptureReader(bytes) else { return [] }
        var datagrams: [CapturedDatagram] = []
        // A malformed record costs at least its own header: as many steps as there is room for records end the file.
        for _ in 0...bytes.count / 16 {
            do {
                guard let datagram = try reader.next() else { return datagrams }
                datagrams.append(datagram)
            } catch {}
        }
        Issue.record("reading does not end")
        return datagrams
    }

    @Test func errorsTellWhatToDo() {
        #expect(CaptureError.nextGeneration.description.contains("tshark -F nsecpcap"))
        #expect(
            CaptureError.file("x.pcap", .systemCall("open", .noEntry)).description
                == "x.pcap: open: No such file or directory (ENOENT)"
        )
        #expect(throws: CaptureError.file("no such folder/x", .systemCall("open", .noEntry))) {
            try NetlinkCapture(path: "no such folder/x")
        }
        #expect(throws: CaptureError.file("/", .systemCall("read", Errno(rawValue: 21)))) {
            try NetlinkCapture(path: "/")
        }
        #expect(throws: CaptureError.file("a\0b", .systemCall("open", .invalidArgument))) {
            try NetlinkCapture(path: "a\0b")
        }
    }
}
