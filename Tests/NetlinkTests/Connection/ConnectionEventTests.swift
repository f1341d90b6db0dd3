import Testing

@testable import Netlink

/// Events of connections from a kernel that these tests play.
@Suite struct ConnectionEventTests {
    private func next(_ events: EventSequence<Demo>) async throws -> Demo.Event? {
        for try await event in events { return event }
        return nil
    }

    @Test func eventsToThePort() async throws {
        let kernel = try PlayedKernel()
        let events = try await kernel.connection().events(of: Demo.self)
        try kernel.send(Demo.Object(index: 1).bytes(), Demo.Object(index: 2).bytes(), to: events.portID)
        try kernel.send(message(MessageType(rawValue: 77)), to: events.portID)
        #expect(try await next(events) == .object(1))
        #expect(try await next(events) == .object(2))
        #expect(try await next(events) == .unknown(77))
    }

    @Test func eventsThatAreWaitedFor() async throws {
        let kernel = try PlayedKernel()
        let events = try await kernel.connection().events(of: Demo.self)
        let task = Task {
            var indices: [UInt32] = []
            for try await event in events {
                guard case .object(let index) = event else { return indices }
                indices.append(index)
            }
            return indices
        }
        for index in 0..<100 as Range<UInt32> {
            try kernel.send(Demo.Object(index: index).bytes(), to: events.portID)
            await Task.yield()
        }
        try kernel.send(message(MessageType(rawValue: 77)), to: events.portID)
        #expect(try await task.value == Array(0..<100))
    }

    @Test(.needsMulticast) func eventsOfGroups() async throws {
        let kernel = try PlayedKernel()
        let groups = [MulticastGroup<Demo>("a", number: 11), MulticastGroup<Demo>("b", number: 12)]
        let events = try await kernel.connection().events(of: Demo.self, groups: groups)
        kernel.multicast(Demo.Object(index: 1).bytes(), group: 11)
        kernel.multicast(Demo.Object(index: 2).bytes(), group: 12)
        kernel.multicast(Demo.Object(index: 3).bytes(), group: 13)
        kernel.multicast(Demo.Object(index: 4).bytes(), group: 11)
        #expect(try await next(events) == .object(1))
        #expect(try await next(events) == .object(2))
        #expect(try await next(events) == .object(4))
    }

    @Test(.needsMulticast) func everyLostMessageIsCounted() async throws {
        let kernel = try PlayedKernel()
        var options = NetlinkConnection.Options()
        options.eventBufferSize = 1
        let group = MulticastGroup<Demo>("c", number: 14)
        let events = try await kernel.connection(options: options).events(of: Demo.self, groups: [group])
        let sent = 200
        for index in 0..<sent { kernel.multicast(Demo.Object(index: UInt32(index)).bytes(), group: 14) }
        guard case .lost(let count?) = try await next(events) else { return #expect(Bool(false), "no loss") }
        for index in 0..<(sent - count) { #expect(try await next(events) == .object(UInt32(index))) }
        // The stream goes on.
        kernel.multicast(Demo.Object(index: 7).bytes(), group: 14)
        #expect(try await next(events) == .object(7))
    }

    @Test func cancelledWhileWaiting() async throws {
        let kernel = try PlayedKernel()
        let events = try await kernel.connection().events(of: Demo.self)
        let task = Task { try await next(events) }
        while !events.socket.isWaitedFor { await Task.yield() }
        task.cancel()
        let error = try await #require(throws: NetlinkError.self) { try await task.value }
        #expect(error == .cancelled("events of demo"))
        try kernel.send(Demo.Object(index: 1).bytes(), to: events.portID)
        #expect(try await next(events) == .object(1))
    }

    @Test func onlyOneTaskReads() async throws {
        let kernel = try PlayedKernel()
        let events = try await kernel.connection().events(of: Demo.self)
        let task = Task { try await next(events) }
        while !events.socket.isWaitedFor { await Task.yield() }
        let error = try await #require(throws: NetlinkError.self) { _ = try await next(events) }
        #expect(error == .alreadyInUse("events of demo"))
        try kernel.send(Demo.Object(index: 1).bytes(), to: events.portID)
        #expect(try await task.value == .object(1))
    }

    @Test func malformedEventIsNotTheEnd() async throws {
        let kernel = try PlayedKernel()
        let events = try await kernel.connection().events(of: Demo.self)
        try kernel.send(message(Demo.object), Demo.Object(index: 1).bytes(), to: events.portID)
        var broken = Demo.Object(index: 2).bytes()
        broken[0] = 200
        try kernel.send(broken, to: events.portID)
        try kernel.send(Demo.Object(index: 3).bytes(), to: events.portID)
        for expected in [nil, 1, nil, 3] as [UInt32?] {
            do throws(any Error) {
                let event = try await next(events)
                #expect(event == expected.map { .object($0) })
            } catch {
                guard case NetlinkError.malformedMessage = error else { throw error }
                #expect(expected == nil)
            }
        }
    }

    @Test func eventsOutliveTheConnection() async throws {
        let kernel = try PlayedKernel()
        let events = try await { try await kernel.connection().events(of: Demo.self) }()
        try kernel.send(Demo.Object(index: 1).bytes(), to: events.portID)
        #expect(try await next(events) == .object(1))
    }

    @Test func unknownGroup() async throws {
        let kernel = try PlayedKernel()
        let connection = try kernel.connection(.generic)
        let error = try await #require(throws: NetlinkError.self) { _ = try await connection.events(of: Demo.self) }
        #expect(error == .wrongProtocol(family: "demo", needed: .userSocket, socket: .generic))
    }
}
