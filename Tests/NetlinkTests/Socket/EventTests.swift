import Testing

@testable import Netlink

/// Events against a kernel that these tests play.
@Suite struct EventTests {
    private let first = FakeKernel.first
    private let nothing = NetlinkError.timeLimitExceeded("events of demo", limit: .zero)

    @Test func unicast() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(Demo.Object(index: 1).bytes(), Demo.Object(index: 2).bytes(), to: socket)
        try kernel.send(message(MessageType(rawValue: 99)), to: socket)
        #expect(try socket.nextEvent(of: Demo.self) == .object(1))
        #expect(try socket.nextEvent(of: Demo.self) == .object(2))
        #expect(try socket.nextEvent(of: Demo.self) == .unknown(99))
        #expect(throws: nothing) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test func eventsAreReadWhereTheyWereReceived() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(Demo.Object(index: 1).bytes(), Demo.Object(index: 2).bytes(), to: socket)
        for length in 1...2 {
            let event = try socket.withNextEvent(of: Demo.self, timeLimit: .zero) { message throws(DecodeError) in
                [try Demo.Object(message).index, UInt32(length)]
            }
            #expect(event == .message([UInt32(length), UInt32(length)]))
        }
        #expect(throws: nothing) {
            try socket.withNextEvent(of: Demo.self, timeLimit: .zero) { _ throws(DecodeError) in
                Issue.record("no event")
            }
        }
    }

    @Test func anErrorOfTheReaderConcernsOneEvent() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(Demo.Object(index: 1).bytes(), Demo.Object(index: 2).bytes(), to: socket)
        let error = #expect(throws: NetlinkError.self) {
            try socket.withNextEvent(of: Demo.self) { _ throws(DecodeError) in throw DecodeError(.truncated, offset: 20)
            }
        }
        #expect(error?.description.hasPrefix("events of demo: malformed message from the kernel") == true)
        #expect(try socket.nextEvent(of: Demo.self) == .object(2))
    }

    @Test func lossesComeBeforeEventsThatAreRead() throws {
        let kernel = try FakeKernel()
        var options = NetlinkSocket.Options()
        options.eventCapacity = 30
        var socket = try kernel.client(options: options)
        try kernel.send(
            (1...3).flatMap { Demo.Object(index: $0).bytes() },
            errorMessage(0, sequence: first),
            to: socket
        )
        try socket.perform(Demo.Change())
        var events: [ReceivedEvent<Int>] = []
        for _ in 1...2 {
            events.append(
                try socket.withNextEvent(of: Demo.self, timeLimit: .zero) { message throws(DecodeError) in
                    message.payload.count
                }
            )
        }
        #expect(events == [.lost(2), .message(24)])
    }

    @Test(.needsMulticast) func multicast() throws {
        let kernel = try FakeKernel(group: 2)
        var socket = try kernel.client()
        kernel.multicast(Demo.Object(index: 1).bytes())
        try socket.join(kernel.demoGroup)
        kernel.multicast(Demo.Object(index: 2).bytes())
        #expect(try socket.nextEvent(of: Demo.self) == .object(2))
        try socket.leave(kernel.demoGroup)
        kernel.multicast(Demo.Object(index: 3).bytes())
        #expect(throws: nothing) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test(.needsMulticast) func eventsDuringARequestAreKept() throws {
        let kernel = try FakeKernel(group: 3)
        var socket = try kernel.client()
        try socket.join(kernel.demoGroup)
        // A notification of the change itself, with the number and the port of the request.
        kernel.multicast(Demo.Object(index: 1).bytes(sequence: first, portID: socket.portID))
        try kernel.send(
            Demo.Object(index: 2).bytes(),
            Demo.Object(index: 3).bytes(sequence: first),
            errorMessage(0, sequence: first),
            Demo.Object(index: 4).bytes(),
            to: socket
        )
        kernel.multicast(Demo.Object(index: 5).bytes())
        #expect(try socket.perform(Demo.Get()).index == 3)
        for index: UInt32 in [1, 2, 4, 5] {
            #expect(try socket.nextEvent(of: Demo.self, timeLimit: .zero) == .object(index))
        }
    }

    @Test func eventsWithoutEndDoNotExtendTheTimeLimit() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        for index: UInt32 in 1...3 { try kernel.send(Demo.Object(index: index).bytes(), to: socket) }
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        #expect(throws: NetlinkError.timeLimitExceeded("demo change", limit: .zero)) {
            try socket.perform(Demo.Change(), timeLimit: .zero)
        }
        #expect(try socket.nextEvent(of: Demo.self) == .object(1))
    }

    @Test func lateAnswersAreNoEvents() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        _ = try? socket.perform(Demo.Get(), timeLimit: .zero)
        try kernel.send(Demo.Object(index: 1).bytes(sequence: first), errorMessage(0, sequence: first), to: socket)
        #expect(throws: nothing) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test func malformedEventsAreSkippedAfterTheError() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(message(Demo.object), Demo.Object(index: 1).bytes(), to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.nextEvent(of: Demo.self) }
        #expect(error.description.hasPrefix("events of demo: malformed message from the kernel: attribute 3"))
        #expect(try socket.nextEvent(of: Demo.self) == .object(1))
    }

    @Test func eventsWithoutRoomAreReported() throws {
        let kernel = try FakeKernel()
        var options = NetlinkSocket.Options()
        options.eventCapacity = 50
        var socket = try kernel.client(options: options)
        let events = (1...5).flatMap { Demo.Object(index: $0).bytes() }
        try kernel.send(events, errorMessage(0, sequence: first), to: socket)
        try socket.perform(Demo.Change())
        #expect(try socket.nextEvent(of: Demo.self) == .lost(3))
        #expect(try socket.nextEvent(of: Demo.self) == .object(1))
        #expect(try socket.nextEvent(of: Demo.self) == .object(2))
        #expect(throws: nothing) { try socket.nextEvent(of: Demo.self, timeLimit: .zero) }
    }

    @Test func foreignProtocol() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        #expect(throws: NetlinkError.wrongProtocol(family: "nlctrl", needed: .generic, socket: .userSocket)) {
            try socket.join(NLCtrl.Groups.notify)
        }
        #expect(throws: NetlinkError.wrongProtocol(family: "nlctrl", needed: .generic, socket: .userSocket)) {
            try socket.nextEvent(of: NLCtrl.self)
        }
    }
}
