import Netlink
import Testing

/// Sets whose attributes have an order, and a family that does not mark its nests.
@Suite struct SequenceTests {
    private let actions: [DemoSequences.Action] = [
        .output(1), .set(.init(mark: 7)), .pop, .output(2), .port(0x1234), .kind(.fancy), .wide(.fancy),
        .cut(.init(length: 64)), .cookie([1, 2, 3]), .label("go"), .source(.v4(IPv4Address(10, 0, 0, 1))),
        .clone([.output(3), .pop]), .unknown(99, [5]),
    ]

    private func decoded(_ request: DemoSequences.Run) throws -> DemoSequences.Run { try request.roundTrip() }

    @Test func `Order and repetition come back`() throws {
        let request = DemoSequences.Run(header: .init(), actions: actions)
        #expect(try decoded(request).actions == actions)
    }

    @Test func `Other orders are other sequences`() {
        let request = DemoSequences.Run(header: .init(), actions: actions)
        #expect(request != DemoSequences.Run(header: .init(), actions: actions.reversed()))
        #expect(DemoSequences.Action.output(1) != .output(2))
    }

    @Test func `Nests are not marked, and each action is an attribute`() throws {
        let actions: [DemoSequences.Action] = [.output(2), .set(.init(mark: 7))]
        let bytes = try DemoSequences.Run(header: .init(length: 3), actions: actions).bytes()
        let expected: [UInt8] = [
            3, 0, 0, 0,  // header
            24, 0, 1, 0,  // actions
            8, 0, 1, 0, 2, 0, 0, 0,  // output
            12, 0, 2, 0, 8, 0, 1, 0, 7, 0, 0, 0,  // set, mark
        ]
        #expect(Array(bytes.dropFirst(20)) == expected)
    }

    @Test func `Marked nests are read as well`() throws {
        var bytes = try DemoSequences.Run(header: .init(), actions: [.set(.init(mark: 7))]).bytes()
        bytes[27] |= 0x80
        bytes[31] |= 0x80
        #expect(try DemoSequences.Run(Message(bytes.rawSpan)).actions == [.set(.init(mark: 7))])
    }

    @Test func `They print in order`() {
        let request = DemoSequences.Run(header: .init(), actions: [.output(1), .pop, .output(2)])
        #expect("\(request)" == "{actions: [{output: 1}, {pop}, {output: 2}], length: 0}")
        #expect("\(DemoSequences.Action.kind(.fancy))" == "{kind: fancy}")
    }

    @Test func `An element of a wrong length is an error`() throws {
        var bytes = try DemoSequences.Run(header: .init(), actions: [.output(1)]).bytes()
        bytes[28] = 7
        #expect(throws: DecodeError.self) { try DemoSequences.Run(Message(bytes.rawSpan)) }
    }

    @Test func `Sequences inside each other end in an error, not in a trap`() throws {
        var nest: [UInt8] = []
        for _ in 0..<2000 {
            let length = nest.count + 4
            nest = [UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8), 11, 0] + nest
        }
        let request = try DemoSequences.Run(header: .init(), actions: [.unknown(11, Array(nest.dropFirst(4)))]).bytes()
        #expect(throws: DecodeError.self) { try DemoSequences.Run(Message(request.rawSpan)) }
    }
}
