import Netlink
import Testing

/// A family with a protocol of its own.
@Suite struct RawFamilyTests {
    private let header = DemoRaw.ItemHeader(
        family: 2,
        type: 0x1a,
        index: -1,
        flags: [.up, .loud, .init(rawValue: 0x100)],
        hardware: LinkLayerAddress(2, 0, 0, 0, 0, 1),
        source: IPv4Address(192, 0, 2, 1),
        rate: .init(bytes_: 1, burst: 2, color: .blue)
    )

    @Test func `The fixed header follows the netlink header at once, laid out as in C`() throws {
        let bytes = try DemoRaw.NewItem(header: header).bytes()
        #expect(
            Array(bytes.dropFirst(16)) == [
                2, 0, 0x1a, 0, 0xff, 0xff, 0xff, 0xff, 0x11, 1, 0, 0, 2, 0, 0, 0, 0, 1, 0, 0,
                192, 0, 2, 1, 1, 0, 0, 0, 2, 0, 7, 0,
            ]
        )
        #expect(try DemoRaw.NewItem(header: header).roundTrip().header == header)
    }

    @Test func `Messages print the members of the header after their attributes`() {
        let item = DemoRaw.NewItem(header: header, name: "a")
        #expect(
            item.description
                == #"{name: "a", family: 2, type: 0x1a, index: -1, flags: [up, loud, 0x100], "#
                + "hardware: 02:00:00:00:00:01, source: 192.0.2.1, rate: {bytes: 1, burst: 2, color: blue}}"
        )
        #expect(
            item.json
                == #"{"name":"a","family":2,"type":"0x1a","index":-1,"flags":["up","loud","0x100"],"#
                + #""hardware":"02:00:00:00:00:01","source":"192.0.2.1","#
                + #""rate":{"bytes":1,"burst":2,"color":"blue"}}"#
        )
    }

    @Test func `Operations have the numbers of both directions`() {
        #expect(DemoRaw.NewItem.command == 16)
        #expect(DemoRaw.NewItem.operationName == "newitem")
        #expect(DemoRaw.GetItem.command == 18)
        #expect(DemoRaw.GetItem.Dump.command == 18)
        #expect(DemoRaw.GetColor.Dump.command == 22)
        #expect(DemoRaw.GetItem.Dump.Reply.self == DemoRaw.GetItem.Reply.self)
        #expect(DemoRaw.NewItem.Reply.self == NoReply.self)
    }

    @Test func `Groups have their numbers`() {
        #expect(DemoRaw.Groups.demogrpItem.name == "demogrp-item")
        #expect(DemoRaw.Groups.demogrpItem.number == 1)
        #expect(DemoRaw.Groups.demogrpColor.number == 33)
        #expect(DemoRaw.netlinkProtocol == NetlinkProtocol(rawValue: 2))
    }

    private func event(_ bytes: [UInt8]) throws(DecodeError) -> DemoRaw.Event {
        try DemoRaw.Event(Message(bytes.rawSpan))
    }

    @Test func `Events are the replies of a family that lists none`() throws {
        guard case .getItem(let item) = try event(rawMessage(type: 16, attribute(1, text: "a"))) else {
            Issue.record("message type 16 is an item")
            return
        }
        #expect(item.name == "a")
        guard case .getColor(let color) = try event(rawMessage(type: 20, attribute(5, [7]))) else {
            Issue.record("message type 20 is a color")
            return
        }
        #expect(color.color == .blue)
    }

    @Test func `An event of no reply is kept with its bytes`() throws {
        let bytes = rawMessage(type: 17, attribute(1, text: "a"))
        guard case .unknown(command: 17, message: let message) = try event(bytes) else {
            Issue.record("message type 17 is not known")
            return
        }
        #expect(message == bytes)
    }

    @Test func `Attributes of the set that a message does not list survive, fillers do not`() throws {
        let hidden = attribute(10, number: 5) + attribute(11, [1, 0]) + attribute(0x8063, [1]) + attribute(11, [2, 0])
        let bytes = rawMessage(attribute(9, [0, 0, 0, 0]) + hidden + attribute(1, text: "a"))
        let item = try DemoRaw.NewItem(Message(bytes.rawSpan))
        #expect(item.unknownAttributes.attributes.map(\.number) == [10, 11, 99, 11])
        #expect(try Array(item.bytes().dropFirst(48)) == attribute(1, text: "a") + hidden)
        #expect(item.description.hasPrefix(#"{name: "a", hidden: 5, hidden-list: [1, 2], attr-99: 01, family: 0"#))
        // The dump's request lists nothing at all.
        let dump = try DemoRaw.GetItem.Dump(Message(bytes.rawSpan))
        #expect(dump.unknownAttributes.attributes.map(\.number) == [10, 11, 99, 11, 1])
    }

    @Test func `A message that ends within its header reads as zeros`() throws {
        let bytes = Array(rawMessage([]).prefix(20))
        let short = [20] + Array(bytes.dropFirst(1))
        #expect(throws: DecodeError.self) { try DemoRaw.NewItem(Message(short.rawSpan)) }
    }

    @Test func `A view reads what a struct reads`() throws {
        let item = DemoRaw.NewItem(
            header: header,
            name: "a",
            data: .set(.init(level: 5)),
            color: .blue,
            tree: .init(value: 1),
            rate: .init(bytes_: 3)
        )
        let bytes = try item.bytes()
        let view = try DemoRaw.ItemView(Message(bytes.rawSpan))
        let (index, name, color, rate) = (view.header.index, view.name, view.color, view.rate)
        #expect(index == -1)
        #expect(name == "a")
        #expect(color == .blue)
        #expect(rate == .init(bytes_: 3))
        let data = view.data?.count
        #expect(data == 8)
        let nested = try view.tree()
        guard let tree = consume nested else {
            Issue.record("the nest is absent")
            return
        }
        let value = tree.value
        #expect(value == 1)
    }
}

/// Sets that contain themselves.
@Suite struct RecursionTests {
    private typealias Tree = DemoRaw.Tree

    @Test func `Trees of all kinds survive`() throws {
        let leaf = Tree(value: 9)
        let tree = Tree(
            value: 1,
            child: Tree(value: 2, child: leaf),
            children: [leaf, Tree(children: [leaf])],
            branch: .init(tree: leaf),
            array: [leaf, Tree(array: [leaf])],
            chain: [.init(row: 7, tree: leaf), .init(row: 8, tree: Tree(chain: []))]
        )
        let copy = try #require(try DemoRaw.NewItem(header: .init(), tree: tree).roundTrip().tree)
        #expect(copy == tree)
        #expect(copy.child?.child?.value == 9)
        #expect(copy.children.last?.children == [leaf])
        #expect(copy.branch?.tree == leaf)
        #expect(copy.array?[1].array?.first == leaf)
        #expect(copy.chain?.map(\.row) == [7, 8])
        #expect(copy.chain?.last?.tree.chain?.isEmpty == true)
        #expect(
            copy.json
                == #"{"value":1,"child":{"value":2,"child":{"value":9}},"#
                + #""children":[{"value":9},{"children":[{"value":9}]}],"branch":{"tree":{"value":9}},"#
                + #""array":[{"1":{"value":9}},{"2":{"array":[{"1":{"value":9}}]}}],"#
                + #""chain":[{"row":7,"value":9},{"row":8,"chain":[]}]}"#
        )
    }

    @Test func `Copies do not share what is changed`() {
        let first = Tree(child: Tree(value: 1))
        var second = first
        second.child?.value = 2
        #expect(first.child?.value == 1)
        #expect(second.child?.value == 2)
    }

    /// A message of nests inside each other.
    ///
    /// - Parameters:
    ///   - depth: How many nests there are.
    ///   - numbers: The numbers of the attributes, from the outermost in, repeated below the set itself.
    /// - Returns: The message.
    private func nested(_ depth: Int, _ numbers: [UInt16]) -> [UInt8] {
        var bytes: [UInt8] = []
        for index in (0..<depth).reversed() { bytes = attribute(numbers[index % numbers.count], bytes) }
        return rawMessage(attribute(7, bytes))
    }

    @Test(arguments: [[2], [3], [4, 1], [5, 1], [6, 1]] as [[UInt16]])
    func `Thousands of nests inside each other are refused`(numbers: [UInt16]) {
        // An attribute holds 65,531 bytes.
        for depth in [64, 1000, 16_000] {
            let bytes = nested(depth, numbers)
            let error = #expect(throws: DecodeError.self) { try DemoRaw.NewItem(Message(bytes.rawSpan)) }
            #expect(error?.reason == .nestedTooDeeply)
        }
    }

    @Test func `So are sub-messages, each in another`() {
        var bytes: [UInt8] = []
        for _ in 0..<2000 { bytes = attribute(2, text: "set") + attribute(3, bytes) }
        let message = rawMessage(bytes)
        let error = #expect(throws: DecodeError.self) { try DemoRaw.NewItem(Message(message.rawSpan)) }
        #expect(error?.reason == .nestedTooDeeply)
    }

    @Test(arguments: [[2], [3], [5, 1], [6, 1]] as [[UInt16]])
    func `As many as the kernel goes down are decoded`(numbers: [UInt16]) throws {
        let bytes = nested(20, numbers)
        let item = try DemoRaw.NewItem(Message(bytes.rawSpan))
        #expect(try item.roundTrip() == item)
        #expect(item.description.contains("tree: {"))
    }
}
