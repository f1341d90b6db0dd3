import Netlink
import Testing

/// Arrays, lists, addresses and bits of all types.
@Suite struct ArrayTests {
    private typealias Carry = DemoArrays.Carry

    private let arrays = DemoArrays.ArrayNest(
        words: [1, 0xffff_ffff],
        ports: [0x1234, 2],
        colors: [.red, .blue],
        indexedWords: [1, 2],
        indexedPorts: [0x1234],
        indexedColors: [.blue, .init(rawValue: 200)],
        indexedBlobs: [[1, 2, 3], []],
        indexedTexts: ["a", ""],
        indexedPoints: [.init(x: -1, y: 0x0102)],
        indexedLeaves: [.init(id: 5), .init(label: "b")],
        indexedSources: [IPv4Address(192, 0, 2, 1)]
    )

    /// The bytes of the attributes inside the one nest of a request.
    private func contents(_ request: Carry) throws -> [UInt8] { Array(try request.bytes().dropFirst(24)) }

    private func contents(_ arrays: DemoArrays.ArrayNest) throws -> [UInt8] { try contents(Carry(arrays: arrays)) }

    private func decoded(_ number: UInt16, _ contents: [UInt8]) throws(DecodeError) -> Carry {
        let body = [1, 0, 0, 0] + attribute(number, contents)
        let bytes = [UInt8(16 + body.count), 0, 0, 0] + [UInt8](repeating: 0, count: 12) + body
        return try Carry(Message(bytes.rawSpan))
    }

    @Test func `Arrays survive`() throws {
        let copy = try #require(try Carry(arrays: arrays).roundTrip().arrays)
        #expect(copy == arrays)
        #expect(copy.words == [1, 0xffff_ffff])
        #expect(copy.ports == [0x1234, 2])
        #expect(copy.colors == [.red, .blue])
        #expect(copy.indexedWords == [1, 2])
        #expect(copy.indexedPorts == [0x1234])
        #expect(copy.indexedColors == [.blue, .init(rawValue: 200)])
        #expect(copy.indexedBlobs == [[1, 2, 3], []])
        #expect(copy.indexedTexts == ["a", ""])
        #expect(copy.indexedPoints == [.init(x: -1, y: 0x0102)])
        #expect(copy.indexedLeaves == [.init(id: 5), .init(label: "b")])
        #expect(copy.indexedSources == [IPv4Address(192, 0, 2, 1)])
    }

    @Test func `Numbers side by side have their width and byte order`() throws {
        #expect(try contents(.init(words: [1, 2])) == attribute(1, [1, 0, 0, 0, 2, 0, 0, 0]))
        #expect(try contents(.init(ports: [0x1234])) == attribute(2, [0x12, 0x34]))
        #expect(try contents(.init(colors: [.blue, .green])) == attribute(3, [7, 1]))
        #expect(try contents(.init(words: [])) == attribute(1, []))
    }

    @Test func `A part of a number in an array is an error`() {
        #expect(throws: DecodeError(.wrongLength, attribute: 1, offset: 24)) {
            try decoded(1, attribute(1, [1, 2, 3]))
        }
        #expect(throws: DecodeError(.wrongLength, attribute: 2, offset: 24)) { try decoded(1, attribute(2, [1])) }
    }

    @Test func `Limits of lengths count bytes`() {
        let error = #expect(throws: EncodeError.self) { try Carry(arrays: .init(ports: [1, 2, 3])).bytes() }
        #expect(error?.reason == .tooLong(length: 6, maximum: 4))
        #expect(error.map { "\($0.attribute)" } == ".arrays.ports")
    }

    @Test func `Elements have numbers from 1 on, and their type's form on the wire`() throws {
        #expect(
            try contents(.init(indexedWords: [5, 6]))
                == attribute(0x8004, attribute(1, number: 5) + attribute(2, number: 6))
        )
        #expect(try contents(.init(indexedPorts: [0x1234])) == attribute(0x8005, attribute(1, [0x12, 0x34])))
        #expect(try contents(.init(indexedColors: [.blue])) == attribute(0x8006, attribute(1, [7])))
        #expect(try contents(.init(indexedTexts: ["a"])) == attribute(0x8008, attribute(1, [0x61, 0])))
        #expect(
            try contents(.init(indexedPoints: [.init(x: 1, y: 2)])) == attribute(0x8009, attribute(1, [1, 0, 0, 2]))
        )
        #expect(
            try contents(.init(indexedLeaves: [.init(id: 5)]))
                == attribute(0x800a, attribute(0x8001, attribute(1, number: 5)))
        )
    }

    @Test func `The numbers of elements are kept`() throws {
        let bytes = attribute(0x8004, attribute(0, number: 5) + attribute(9, number: 6))
        let words = try #require(try decoded(1, bytes).arrays?.indexedWords)
        #expect(Array(words) == [5, 6])
        #expect(words.numbers == [0, 9])
        #expect(try contents(.init(indexedWords: words)) == bytes)
    }

    @Test func `A malformed element is an error`() {
        #expect(throws: DecodeError(.wrongLength, attribute: 3, offset: 28)) {
            try decoded(1, attribute(4, attribute(3, [1, 2])))
        }
        #expect(throws: DecodeError(.wrongLength, attribute: 1, offset: 32)) {
            try decoded(1, attribute(10, attribute(1, attribute(1, [1]))))
        }
    }

    @Test func `Arrays print their values, and nests their numbers`() {
        #expect(
            arrays.json
                == #"{"words":[1,4294967295],"ports":[4660,2],"colors":["red","blue"],"indexed-words":[1,2],"#
                + #""indexed-ports":[4660],"indexed-colors":["blue",200],"indexed-blobs":["010203",""],"#
                + #""indexed-texts":["a",""],"indexed-points":[{"x":-1,"y":258}],"#
                + #""indexed-leaves":[{"1":{"id":5}},{"2":{"label":"b"}}],"indexed-sources":["192.0.2.1"]}"#
        )
    }
}

@Suite struct ListTests {
    private typealias Carry = DemoArrays.Carry

    private let lists = DemoArrays.List(
        texts: ["a", ""],
        points: [.init(x: 1, y: 2), .init()],
        words: [1, 2],
        colors: [.blue, .init(rawValue: 100)],
        leaves: [.init(id: 1), .init()],
        hardware: [LinkLayerAddress(2, 0, 0, 0, 0, 1)],
        counts: [1, 0xffff_ffff],
        deltas: [-1, -0x8000_0001],
        wideColors: [.green, .init(rawValue: 0x1_0000_0000)],
        bits: [.init(value: 1, selector: 3)],
        namedBits: [.init(value: [.read], selector: [.read, .execute])]
    )

    private func contents(_ lists: DemoArrays.List) throws -> [UInt8] {
        Array(try Carry(lists: lists).bytes().dropFirst(24))
    }

    private func decoded(_ contents: [UInt8]) throws(DecodeError) -> DemoArrays.List? {
        let body = [1, 0, 0, 0] + attribute(2, contents)
        let bytes = [UInt8(16 + body.count), 0, 0, 0] + [UInt8](repeating: 0, count: 12) + body
        return try Carry(Message(bytes.rawSpan)).lists
    }

    @Test func `Lists survive`() throws {
        let copy = try #require(try Carry(lists: lists).roundTrip().lists)
        #expect(copy == lists)
        #expect(copy.texts == ["a", ""])
        #expect(copy.points == [.init(x: 1, y: 2), .init()])
        #expect(copy.words == [1, 2])
        #expect(copy.colors == [.blue, .init(rawValue: 100)])
        #expect(copy.leaves == [.init(id: 1), .init()])
        #expect(copy.hardware == [LinkLayerAddress(2, 0, 0, 0, 0, 1)])
        #expect(copy.counts == [1, 0xffff_ffff])
        #expect(copy.deltas == [-1, -0x8000_0001])
        #expect(copy.wideColors == [.green, .init(rawValue: 0x1_0000_0000)])
        #expect(copy.bits == [.init(value: 1, selector: 3)])
        #expect(copy.namedBits == [.init(value: [.read], selector: [.read, .execute])])
    }

    @Test func `Numbers of variable width take four bytes or eight, each by itself`() throws {
        #expect(
            try contents(.init(deltas: [-1, -0x8000_0001]))
                == attribute(8, [0xff, 0xff, 0xff, 0xff])
                + attribute(8, [0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff])
        )
        #expect(try contents(.init(counts: [5])) == attribute(7, number: 5))
        let mixed = attribute(7, [1, 0, 0, 0, 0, 0, 0, 0]) + attribute(7, number: 2)
        #expect(try decoded(mixed)?.counts == [1, 2])
        #expect(throws: DecodeError(.wrongLength, attribute: 7, offset: 24)) { _ = try decoded(attribute(7, [1, 0])) }
        #expect(throws: DecodeError(.wrongLength, attribute: 9, offset: 24)) { _ = try decoded(attribute(9, [1])) }
    }

    @Test func `Limits hold for each element`() {
        let error = #expect(throws: EncodeError.self) { try Carry(lists: .init(counts: [1, 0x1_0000_0000])).bytes() }
        #expect(error?.reason == .aboveMaximum(value: 0x1_0000_0000, maximum: 0xffff_ffff))
        #expect(error.map { "\($0.attribute)" } == ".lists.counts")
    }

    @Test func `Bits must be eight bytes, addresses no more than fit`() {
        #expect(throws: DecodeError(.wrongLength, attribute: 10, offset: 24)) {
            _ = try decoded(attribute(10, number: 1))
        }
        #expect(throws: DecodeError(.wrongLength, attribute: 6, offset: 24)) {
            _ = try decoded(attribute(6, [UInt8](repeating: 1, count: 33)))
        }
    }

    @Test func `Lists print as one, wherever their attributes stand`() throws {
        let list = try #require(
            try decoded(attribute(3, number: 1) + attribute(1, text: "a") + attribute(3, number: 2))
        )
        #expect(list.words == [1, 2])
        #expect(list.json == #"{"texts":["a"],"words":[1,2]}"#)
        #expect(
            lists.json
                == #"{"texts":["a",""],"points":[{"x":1,"y":2},{"x":0,"y":0}],"words":[1,2],"colors":["blue",100],"#
                + #""leaves":[{"id":1},{}],"hardware":["02:00:00:00:00:01"],"counts":[1,4294967295],"#
                + #""deltas":[-1,-2147483649],"wide-colors":["green",4294967296],"bits":[{"value":1,"selector":3}],"#
                + #""named-bits":[{"value":["read"],"selector":["read","execute"]}]}"#
        )
    }
}

@Suite struct AddressTests {
    private typealias Carry = DemoArrays.Carry

    private let addresses = DemoArrays.Address(
        hardware: LinkLayerAddress("02:00:00:00:00:01"),
        source: IPv4Address("192.0.2.1"),
        any: IPAddress("2001:db8::1"),
        six: IPv6Address("2001:db8::2"),
        either: IPAddress("192.0.2.3"),
        ufid: UniqueIdentifier("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        cookie: 0xabcd,
        digest: [0xde, 0xad]
    )

    private func contents(_ addresses: DemoArrays.Address) throws -> [UInt8] {
        Array(try Carry(addresses: addresses).bytes().dropFirst(24))
    }

    @Test func `Addresses are in the order of the network, and survive`() throws {
        #expect(try contents(.init(source: IPv4Address(192, 0, 2, 1))) == attribute(2, [192, 0, 2, 1]))
        #expect(try contents(.init(either: IPAddress("192.0.2.3"))) == attribute(5, [192, 0, 2, 3]))
        let copy = try #require(try Carry(addresses: addresses).roundTrip().addresses)
        #expect(copy == addresses)
        #expect(copy.any.map { "\($0)" } == "2001:db8::1")
        #expect(copy.six.map { "\($0)" } == "2001:db8::2")
        #expect(copy.source == IPv4Address(192, 0, 2, 1))
    }

    @Test func `Addresses print in their own form`() {
        #expect(
            addresses.json
                == #"{"hardware":"02:00:00:00:00:01","source":"192.0.2.1","any":"2001:db8::1","six":"2001:db8::2","#
                + #""either":"192.0.2.3","ufid":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6","cookie":"0xabcd","#
                + #""digest":"dead"}"#
        )
    }

    @Test func `An address of another length is an error`() {
        let body = [1, 0, 0, 0] + attribute(3, attribute(4, [1, 2, 3, 4]))
        let bytes = [UInt8(16 + body.count), 0, 0, 0] + [UInt8](repeating: 0, count: 12) + body
        #expect(throws: DecodeError(.wrongLength, attribute: 4, offset: 24)) { try Carry(Message(bytes.rawSpan)) }
    }
}

@Suite struct BitTests {
    private typealias Carry = DemoArrays.Carry

    private let bits = DemoArrays.Bit(
        plain: .init(value: 1, selector: 3),
        named: .init(value: [.write], selector: [.write, .execute]),
        flags: [.read, .init(rawValue: 4)],
        bigFlags: [.execute],
        colorSet: [.red, .blue],
        masked: 0x201
    )

    @Test func `Bits survive`() throws {
        let copy = try #require(try Carry(bits: bits).roundTrip().bits)
        #expect(copy == bits)
        #expect(copy.named?.value == .write)
        #expect(copy.named?.selector == [.write, .execute])
        #expect(copy.bigFlags == .execute)
        #expect(copy.colorSet == [.red, .blue])
    }

    @Test func `Bits have their place on the wire`() throws {
        func contents(_ bits: DemoArrays.Bit) throws -> [UInt8] { Array(try Carry(bits: bits).bytes().dropFirst(24)) }
        #expect(
            try contents(.init(named: .init(value: [.write], selector: [.write, .execute])))
                == attribute(2, [2, 0, 0, 0, 2, 2, 0, 0])
        )
        #expect(try contents(.init(flags: .execute)) == attribute(3, [0, 2]))
        #expect(try contents(.init(bigFlags: .execute)) == attribute(4, [0, 0, 2, 0]))
        #expect(try contents(.init(colorSet: .blue)) == attribute(5, [0x80]))
    }

    @Test func `Bits print as lists of names`() {
        #expect(
            bits.json
                == #"{"plain":{"value":1,"selector":3},"named":{"value":["write"],"selector":["write","execute"]},"#
                + #""flags":["read","0x4"],"big-flags":["execute"],"color-set":["red","blue"],"masked":513}"#
        )
    }

    @Test func `Bits that the kernel does not accept are refused`() {
        let error = #expect(throws: EncodeError.self) { try Carry(bits: .init(masked: 0x8)).bytes() }
        #expect(error?.reason == .unknownBits(8))
        // The type in Swift is wider than the attribute.
        #expect(throws: EncodeError.self) { try Carry(bits: .init(flags: .init(rawValue: 0x10000))).bytes() }
    }
}
