import Netlink
import Testing

@Suite struct MessageTests {
    private let port = DemoMessages.GetPort.Reply(header: .init(index: 1), id: 2, name: "a", up: true, tags: [3, 4])

    @Test func `A request carries its command, header and attributes, in the order of the wire`() throws {
        let request = DemoMessages.SetPort(header: .init(index: 7), id: 1, tags: [2], up: true, name: "a")
        let numbers = try request.bytes().dropFirst(16).chunked(4)
        #expect(
            numbers == [
                [2, 1, 0, 0], [7, 0, 0, 0], [8, 0, 1, 0], [1, 0, 0, 0], [6, 0, 4, 0], [2, 0, 0, 0], [4, 0, 3, 0],
                [6, 0, 2, 0], [0x61, 0, 0, 0],
            ]
        )
        #expect(try request.roundTrip() == request)
    }

    @Test func `A required attribute that is absent is an error, another is not`() throws {
        var buffer = MessageBuffer()
        try buffer.append(DemoMessages.SetPort.self, type: MessageType(rawValue: 32), header: .init()) { $0.name("a") }
        let bytes = [UInt8](buffer.bytes)
        #expect(throws: DecodeError.self) { try DemoMessages.SetPort(Message(bytes.rawSpan)) }
        #expect(try DemoMessages.GetPort.Reply(Message(bytes.rawSpan)).name == "a")
    }

    @Test func `Events are told apart by their command`() throws {
        let change = DemoMessages.PortChange(header: .init(index: 1), id: 2, name: "a")
        for (command, message) in [(7, change), (8, change)] as [(UInt8, DemoMessages.PortChange)] {
            let bytes = try message.bytes(command: command)
            switch try DemoMessages.Event(Message(bytes.rawSpan)) {
            case .born(let decoded):
                #expect(command == 7)
                #expect(decoded == change)
            case .dead(let decoded):
                #expect(command == 8)
                #expect(decoded == change)
            default: Issue.record("command \(command) is an event")
            }
        }
    }

    @Test func `A notification is the reply of its operation`() throws {
        let bytes = try port.bytes(command: 6)
        guard case .portNtf(let decoded) = try DemoMessages.Event(Message(bytes.rawSpan)) else {
            Issue.record("command 6 is a notification")
            return
        }
        #expect(decoded == port)
    }

    @Test func `An unknown event is kept as such`() throws {
        let bytes = try port.bytes(command: 99)
        guard case .unknown(command: 99, message: _) = try DemoMessages.Event(Message(bytes.rawSpan)) else {
            Issue.record("command 99 is not known")
            return
        }
    }

    @Test func `Replies belong to their requests`() {
        #expect(DemoMessages.GetPort.Dump.Reply.self == DemoMessages.GetPort.Reply.self)
        #expect(DemoMessages.SetPort.Reply.self == NoReply.self)
        #expect(DemoMessages.Flush.Reply.self == NoReply.self)
        #expect(DemoMessages.ListNames.Dump.Reply.self == DemoMessages.ListNames.Reply.self)
    }

    @Test func `Odd names work like any other`() throws {
        let request = DemoNames.Get(
            header: .init(payload_: 1),
            message_: 2,
            self_: 3,
            init_: .init(nest_: 4),
            default: .default,
            in: true,
            type: [.self_, .union],
            for: [.init(payload_: [5]), .init()]
        )
        let copy = try request.roundTrip()
        #expect(copy == request)
        #expect(copy.default == .default)
        #expect(copy.for.map(\.payload_) == [[5], []])
    }
}

extension Sequence<UInt8> {
    /// The bytes in pieces of equal size.
    fileprivate func chunked(_ size: Int) -> [[UInt8]] {
        let bytes = Array(self)
        return stride(from: 0, to: bytes.count, by: size).map { Array(bytes[$0..<Swift.min($0 + size, bytes.count)]) }
    }
}
