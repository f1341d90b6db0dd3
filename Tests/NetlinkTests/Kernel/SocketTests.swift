import Testing

@testable import Netlink

/// What the running kernel does with sockets.
@Suite(.tags(.kernel)) struct SocketTests {
    /// A number that the kernel keeps for a socket.
    private func value(_ option: SocketOption, of socket: borrowing NetlinkSocket) throws -> UInt32? {
        try SystemCall.option(option, of: socket.descriptor.number, count: 1).first
    }

    @Test func optionsAreOn() throws {
        let socket = try NetlinkSocket()
        #expect(try value(.extendedAcknowledgements, of: socket) == 1)
        #expect(try value(.cappedAcknowledgements, of: socket) == 1)
        #expect(try value(.strictChecking, of: socket) == 1)
        var options = NetlinkSocket.Options()
        options.checksStrictly = false
        let lax = try NetlinkSocket(.route, options: options)
        #expect(try value(.strictChecking, of: lax) == 0)
    }

    @Test func optionsThatTheKernelDoesNotKnowAreTolerated() throws {
        let descriptor = try SocketDescriptor(.generic)
        let unknown = SocketOption(level: SocketOption.strictChecking.level, number: 9999)
        try descriptor.enable(unknown)
        #expect(throws: NetlinkError.systemCall("setsockopt", .noProtocolOption)) { try descriptor.set(unknown, to: 1) }
    }

    @Test func receiveBufferSize() throws {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 100_000
        let socket = try NetlinkSocket(options: options)
        #expect(try value(.receiveBuffer, of: socket) == 200_000)
        options.receiveBufferSize = .max
        _ = try NetlinkSocket(options: options)
    }

    @Test func descriptorsAreClosedOnExecAndWithTheSocket() throws {
        let socket = try NetlinkSocket()
        let number = socket.descriptor.number
        let inherited = output(of: "test -e /proc/self/fd/\(number) && echo inherited || echo closed")
        #expect(inherited == ["closed"])
        #expect(try SystemCall.address(of: number).port == socket.portID)
        let port = try port(afterClosing: socket)
        let reopened = try? SystemCall.address(of: number)
        #expect(reopened?.port != port)
    }

    private func port(afterClosing socket: consuming NetlinkSocket) throws -> UInt32 { socket.portID }

    @Test func silentSocketRunsIntoItsTimeLimit() throws {
        var socket = try NetlinkSocket()
        #expect(throws: NetlinkError.timeLimitExceeded("events of nlctrl", limit: .milliseconds(1))) {
            try socket.nextEvent(of: NLCtrl.self, timeLimit: .milliseconds(1))
        }
        // It goes on working.
        #expect(try socket.family(named: "nlctrl").familyId == 0x10)
    }

    @Test func everyLostMessageIsCounted() throws {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try NetlinkSocket(options: options)
        // Without a number and without a wish for an acknowledgement, each answer is one message and looks unasked.
        var request = MessageBuffer()
        try request.append(NLCtrl.GetFamily.self, type: .genericController, header: NoHeader()) { $0.familyId(0x10) }
        let count = 300
        for _ in 0..<count { try socket.descriptor.send(request.bytes, to: NetlinkAddress(port: 0)) }
        guard case .lost(let lost?) = try socket.nextEvent(of: NLCtrl.self, timeLimit: .zero) else {
            Issue.record("no loss")
            return
        }
        var received = 0
        while case .newFamily(let family) = try? socket.nextEvent(of: NLCtrl.self, timeLimit: .zero) {
            #expect(family.familyId == 0x10)
            received += 1
        }
        #expect(received > 0)
        // The kernel answers a request whose answer it had to drop with an error, and drops that too.
        #expect(lost == 2 * (count - received))
        #expect(try socket.family(named: "nlctrl").familyId == 0x10)
    }

    @Test func answerThatMayBeLostIsAnError() throws {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try NetlinkSocket(options: options)
        var request = MessageBuffer()
        try request.append(NLCtrl.GetFamily.self, type: .genericController, header: NoHeader()) { $0.familyId(0x10) }
        for _ in 0..<300 { try socket.descriptor.send(request.bytes, to: NetlinkAddress(port: 0)) }
        let error = try #require(throws: NetlinkError.self) { try socket.family(named: "nlctrl") }
        guard case .messagesLost("nlctrl \(NLCtrl.GetFamily.operationName)", let count?) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(count > 0)
        #expect(try socket.family(named: "nlctrl").familyId == 0x10)
    }

    @Test func dumpSurvivesAFullBuffer() throws {
        // The kernel goes on with a dump only as there is room for it.
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var narrow = try NetlinkSocket(options: options)
        var wide = try NetlinkSocket()
        let names = try wide.families().compactMap(\.familyName)
        #expect(try narrow.families().compactMap(\.familyName) == names)
        #expect(names.count > 1)
    }

    @Test(.needs("ethtool", command: 17)) func secondDumpBeforeTheEndOfTheFirst() throws {
        struct Enough: Error {}
        var socket = try NetlinkSocket()
        for _ in 0..<3 {
            // Policies come in many datagrams: the kernel would refuse the next dump with EBUSY.
            #expect(throws: Enough.self) {
                try socket.dump(NLCtrl.GetPolicy.Dump(familyName: "ethtool")) { _ in throw Enough() }
            }
            #expect(try socket.families().contains { $0.familyName == "ethtool" })
        }
    }
}
