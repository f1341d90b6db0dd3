import Netlink
import Testing

/// Payloads whose format another attribute chooses.
@Suite struct SubMessageTests {
    private typealias NewItem = DemoRaw.NewItem

    private static let brief = DemoRaw.Brief(one: 1, two: 2, three: 3)
    private static let rate = DemoRaw.Rate(bytes_: 1000, burst: 9, color: .green)

    private func item(
        kind: String? = nil,
        data: DemoRaw.DataMessage? = nil,
        paint: DemoRaw.Paint? = nil,
        color: DemoRaw.Color? = nil,
        info: DemoRaw.Info? = nil
    ) -> NewItem {
        NewItem(header: .init(), kind: kind, data: data, paint: paint, color: color, info: info)
    }

    /// The attributes of an item, behind its headers.
    private func attributes(_ item: NewItem) throws -> [UInt8] { Array(try item.bytes().dropFirst(48)) }

    private func decoded(_ attributes: [UInt8]) throws(DecodeError) -> NewItem {
        let bytes = rawMessage(attributes)
        return try NewItem(Message(bytes.rawSpan))
    }

    /// A format, the selector that chooses it, and the payload's bytes behind the attribute's header.
    struct Format: Sendable, CustomTestStringConvertible {
        let selector: String
        let data: DemoRaw.DataMessage
        var isNested = false
        let payload: [UInt8]
        let json: String
        var testDescription: String { selector }
    }

    static let formats = [
        Format(selector: "nothing", data: .nothing, payload: [], json: "{}"),
        Format(selector: "header", data: .header(brief), payload: [1, 2, 3], json: #"{"one":1,"two":2,"three":3}"#),
        Format(
            selector: "rate",
            data: .rate(rate),
            payload: [0xe8, 3, 0, 0, 9, 0, 1, 0],
            json: #"{"bytes":1000,"burst":9,"color":"green"}"#
        ),
        Format(
            selector: "set",
            data: .set(.init(level: 5)),
            isNested: true,
            payload: [8, 0, 1, 0, 5, 0, 0, 0],
            json: #"{"level":5}"#
        ),
        // The attributes begin at a multiple of four, whatever the size of the struct.
        Format(
            selector: "both",
            data: .both(brief, .init(level: 5)),
            isNested: true,
            payload: [1, 2, 3, 0, 8, 0, 1, 0, 5, 0, 0, 0],
            json: #"{"level":5,"one":1,"two":2,"three":3}"#
        ),
        Format(
            selector: "rate-set",
            data: .rateSet(rate, .init(level: 5)),
            isNested: true,
            payload: [0xe8, 3, 0, 0, 9, 0, 1, 0, 8, 0, 1, 0, 5, 0, 0, 0],
            json: #"{"level":5,"bytes":1000,"burst":9,"color":"green"}"#
        ),
        Format(
            selector: "default",
            data: .default(.init(value: 6)),
            isNested: true,
            payload: [8, 0, 1, 0, 6, 0, 0, 0],
            json: #"{"value":6}"#
        ),
    ]

    @Test(arguments: formats)
    func `Each format has its bytes, and comes back`(format: Format) throws {
        let item = item(kind: format.selector, data: format.data)
        let type: UInt16 = format.isNested ? 0x8003 : 3
        #expect(try attributes(item) == attribute(2, text: format.selector) + attribute(type, format.payload))
        let copy = try item.roundTrip()
        #expect(copy == item)
        #expect(copy.data == format.data)
        #expect(copy.data?.selector == format.selector)
    }

    @Test(arguments: formats)
    func `Each format prints with the kernel's names`(format: Format) {
        let json = item(kind: format.selector, data: format.data).json
        #expect(json.hasPrefix(#"{"kind":"\#(format.selector)","data":\#(format.json),"#), "\(json)")
    }

    @Test(arguments: formats)
    func `An absent selector follows from the sub-message`(format: Format) throws {
        #expect(try attributes(item(data: format.data)) == attributes(item(kind: format.selector, data: format.data)))
        #expect(try item(data: format.data).roundTrip().kind == format.selector)
    }

    @Test(arguments: formats)
    func `The flag of nests is not needed to decode`(format: Format) throws {
        let item = try decoded(attribute(2, text: format.selector) + attribute(3, format.payload))
        #expect(item.data == format.data)
    }

    @Test(arguments: formats)
    func `A selector may stand behind what it selects`(format: Format) throws {
        let item = try decoded(attribute(3, format.payload) + attribute(2, text: format.selector))
        #expect(item.data == format.data)
        #expect(item.json.contains(#""data":\#(format.json),"#), "\(item.json)")
    }

    @Test func `A selector that is a number is written first, and decides by its name`() throws {
        let item = item(paint: .blue(Self.rate), color: .blue)
        #expect(
            try attributes(item) == attribute(5, [7]) + attribute(4, [0xe8, 3, 0, 0, 9, 0, 1, 0])
        )
        #expect(try item.roundTrip().paint == .blue(Self.rate))
        #expect(try attributes(self.item(paint: .blue(Self.rate))) == attributes(item))
        #expect(item.json.hasPrefix(#"{"color":"blue","paint":{"bytes":1000,"burst":9,"color":"green"},"#))
    }

    @Test func `An unknown format is kept as bytes, and goes back`() throws {
        let bytes = attribute(2, text: "newer") + attribute(3, [1, 2, 3])
        let item = try decoded(bytes)
        #expect(item.kind == "newer")
        #expect(item.data == .unknown([1, 2, 3]))
        #expect(try attributes(item) == bytes)
        #expect(item.description.hasPrefix(#"{kind: "newer", data: 010203"#))
    }

    @Test func `So is one without a selector, or with a number that has no name`() throws {
        #expect(try decoded(attribute(3, [1, 2])).data == .unknown([1, 2]))
        let item = try decoded(attribute(5, [3]) + attribute(4, [1]))
        #expect(item.paint == .unknown([1]))
        #expect(item.color == .init(rawValue: 3))
        #expect(try attributes(item) == attribute(5, [3]) + attribute(4, [1]))
    }

    @Test func `A sub-message without a known format adds no selector`() throws {
        #expect(try attributes(item(data: .unknown([9]))) == attribute(3, [9]))
    }

    @Test func `A selector may stand in the set around`() throws {
        let info = DemoRaw.Info(id: 1, data: .set(.init(level: 5)))
        let bytes =
            attribute(2, text: "set")
            + attribute(0x8006, attribute(1, number: 1) + attribute(0x8002, attribute(1, number: 5)))
        let item = item(kind: "set", info: info)
        #expect(try attributes(item) == bytes)
        #expect(try item.roundTrip().info == info)
        #expect(item.json.hasPrefix(#"{"kind":"set","info":{"id":1,"data":{"level":5}},"#))
        // Without it the bytes are kept.
        let lone = try decoded(attribute(6, attribute(2, attribute(1, number: 5))))
        #expect(lone.info?.data == .unknown(attribute(1, number: 5)))
    }

    @Test func `A sub-message may hold another`() throws {
        let data = DemoRaw.DataMessage.set(.init(data: .both(Self.brief, .init(level: 1, data: .header(Self.brief)))))
        let copy = try item(data: data).roundTrip()
        guard case .set(let outer) = copy.data, case .both(_, let inner) = outer.data else {
            Issue.record("\(copy)")
            return
        }
        #expect(inner.kind == "header")
        #expect(inner.data == .header(Self.brief))
        #expect(copy.description.contains(#"data: {kind: "both", data: {level: 1, kind: "header", data: {one: 1,"#))
    }

    @Test func `Malformed attributes inside are errors`() {
        #expect(throws: DecodeError(.wrongLength, attribute: 1, offset: 60)) {
            _ = try decoded(attribute(2, text: "set") + attribute(3, attribute(1, [1, 2])))
        }
        // A struct that is cut short has none behind it.
        #expect(throws: Never.self) { _ = try decoded(attribute(2, text: "both") + attribute(3, [1])) }
        #expect(throws: DecodeError(.truncated, offset: 68)) {
            _ = try decoded(attribute(2, text: "both") + attribute(3, [1, 2, 3, 0, 8, 0]))
        }
    }

    @Test func `What is refused inside is named with its format`() {
        let error = #expect(throws: EncodeError.self) {
            try item(data: .set(.init(kind: "a\0b"))).bytes()
        }
        #expect(error.map { "\($0.attribute)" } == ".data(set).kind")
    }

    @Test func `Formats are different even if their bytes are equal`() {
        #expect(DemoRaw.DataMessage.set(.init()) != .nothing)
        #expect(DemoRaw.DataMessage.set(.init(level: 1)) != .default(.init(value: 1)))
        #expect(DemoRaw.DataMessage.unknown([1]) == .unknown([1]))
        #expect(Set([DemoRaw.DataMessage.nothing, .nothing, .unknown([])]).count == 2)
    }
}

/// C structs whose length is not the one that the spec says.
@Suite struct StructTailTests {
    private func rate(_ payload: [UInt8]) throws -> DemoRaw.Rate {
        let bytes = rawMessage(attribute(8, payload))
        return try #require(try DemoRaw.NewItem(Message(bytes.rawSpan)).rate)
    }

    private func encoded(_ rate: DemoRaw.Rate) throws -> [UInt8] {
        Array(try DemoRaw.NewItem(header: .init(), rate: rate).bytes().dropFirst(48))
    }

    @Test(
        arguments: [
            [], [1], [1, 0, 0, 0], [1, 0, 0, 0, 2, 0], [1, 0, 0, 0, 2, 0, 7], [1, 0, 0, 0, 2, 0, 7, 0],
            [1, 0, 0, 0, 2, 0, 7, 0, 9],
            [1, 0, 0, 0, 2, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        ] as [[UInt8]]
    )
    func `A shorter or longer one goes back as it came`(payload: [UInt8]) throws {
        let rate = try rate(payload)
        #expect(rate.bytes_ == (payload.isEmpty ? 0 : 1))
        #expect(rate.burst == (payload.count >= 6 ? 2 : 0))
        #expect(rate.color == (payload.count >= 7 ? .blue : .red))
        #expect(rate.tail.bytes == Array(payload.dropFirst(8)))
        #expect(rate.tail.missing == max(0, 8 - payload.count))
        #expect(try encoded(rate) == attribute(8, payload))
    }

    @Test func `A member that was absent and is set is sent`() throws {
        var rate = try rate([1, 0, 0, 0])
        rate.color = .blue
        #expect(try encoded(rate) == attribute(8, [1, 0, 0, 0, 0, 0, 7, 0]))
    }

    @Test func `The tail counts when structs are compared, and is not printed`() throws {
        let full = DemoRaw.Rate(bytes_: 1)
        let short = try rate([1, 0, 0, 0])
        #expect(short != full)
        #expect(try short == rate([1, 0, 0, 0]))
        #expect(short.hashValue == (try rate([1, 0, 0, 0]).hashValue))
        #expect(short.description == full.description)
    }

    @Test func `A fixed header, or a struct in another one, has none`() throws {
        let header = DemoRaw.ItemHeader(index: 1, rate: .init(bytes_: 5))
        let copy = try DemoRaw.NewItem(header: header, name: "a").roundTrip()
        #expect(copy.header == header)
        #expect(copy.header.rate.tail == StructTail())
        let data = DemoRaw.DataMessage.rateSet(.init(bytes_: 5), .init(level: 1))
        let item = try DemoRaw.NewItem(header: header, data: data).roundTrip()
        guard case .rateSet(let rate, _) = item.data else {
            Issue.record("\(item)")
            return
        }
        #expect(rate.tail == StructTail())
        #expect(rate == .init(bytes_: 5))
    }

    @Test func `One alone in a sub-message has`() throws {
        let bytes = rawMessage(attribute(2, text: "rate") + attribute(3, [1, 0, 0, 0]))
        let item = try DemoRaw.NewItem(Message(bytes.rawSpan))
        guard case .rate(let rate) = item.data else {
            Issue.record("\(item)")
            return
        }
        #expect(rate.bytes_ == 1)
        #expect(rate.tail.missing == 4)
        #expect(try Array(item.bytes().dropFirst(48)) == attribute(2, text: "rate") + attribute(3, [1, 0, 0, 0]))
    }
}

/// What values print on their own.
@Suite struct DescriptionTests {
    @Test func `An indexed array prints its numbers`() {
        var array = IndexedArray<UInt32>([5, 6])
        array.append(7, at: 9)
        #expect("\(array)" == "[1: 5, 2: 6, 9: 7]")
    }

    @Test func `A sub-message prints what chose it and the kernel's names`() throws {
        #expect("\(DemoRaw.Paint.blue(.init()))".hasPrefix("blue {"))
        #expect("\(DemoRaw.DataMessage.nothing)" == "nothing {}")
        #expect("\(DemoRaw.DataMessage.unknown([1, 2]))" == "unknown 0102")
    }
}
