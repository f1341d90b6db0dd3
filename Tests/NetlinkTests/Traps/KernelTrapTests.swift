import Testing

@testable import Netlink

/// Traps that the running kernel can be brought to set, by any user; the table is in Tests/Traps.md.
@Suite(.tags(.kernel)) struct KernelTrapTests {
    /// A request to the controller, with a number of our own.
    private func policies(
        of family: String,
        command: UInt32? = nil,
        sequence: UInt32
    ) throws(EncodeError) -> MessageBuffer {
        var buffer = MessageBuffer()
        let flags: MessageFlags = [.request, .dump]
        try buffer.append(
            NLCtrl.GetPolicy.Dump.self,
            type: .genericController,
            flags: flags,
            sequence: sequence,
            header: NoHeader()
        ) { message in
            message.familyName(family)
            if let command { message.op(command) }
        }
        return buffer
    }

    @Test func `Nests of the controller lack the flag and are nests`() throws {
        var socket = try NetlinkSocket()
        var (marked, unmarked) = (0, 0)
        try socket.dumpMessages(NLCtrl.GetFamily.Dump()) { message in
            var attributes = Attributes(message.payload.dropping(20))
            while let attribute = try attributes.next() {
                // CTRL_ATTR_OPS and CTRL_ATTR_MCAST_GROUPS: `nla_nest_start_noflag` in `ctrl_fill_info`.
                guard attribute.number == 6 || attribute.number == 7 else { continue }
                if attribute.isNested { marked += 1 } else { unmarked += 1 }
            }
        }
        #expect(marked == 0 && unmarked > 0)
        #expect(try socket.family(named: "nlctrl").ops?.isEmpty == false)
    }

    @Test(.needs("netdev", command: 1)) func `A dump without the flag of several parts is complete`() throws {
        var socket = try NetlinkSocket()
        var flags: [MessageFlags] = []
        try socket.dumpMessages(Netdev.DevGet.Dump()) { flags.append($0.flags) }
        // `netdev_nl_dev_fill` takes the flags of the request's information, which a dump has not.
        #expect(!flags.isEmpty && flags.allSatisfy { !$0.contains(.multi) })
        #expect(try socket.dump(Netdev.DevGet.Dump()).count == flags.count)
    }

    @Test(.needs("ethtool", command: 17)) func `The kernel refuses a second dump that is not held back`() throws {
        let socket = try NetlinkSocket()
        for sequence in 1...2 as ClosedRange<UInt32> {
            let request = try policies(of: "ethtool", sequence: sequence)
            try socket.descriptor.send(request.bytes, to: socket.kernel)
        }
        var buffer = ReceiveBuffer()
        var errors: [UInt32: Errno?] = [:]
        while try buffer.receive(from: socket.descriptor) {
            var messages = Messages(buffer.datagram)
            while let message = try messages.next() {
                guard message.type == .error else { continue }
                errors[message.sequence] = try ExtendedAck(error: message).errno
            }
        }
        #expect(errors == [2: .busy])
    }

    @Test(arguments: [true, false])
    func `Errors with and without the request name the same attribute`(isCapped: Bool) throws {
        var socket = try NetlinkSocket()
        try socket.descriptor.set(.cappedAcknowledgements, to: isCapped ? 1 : 0)
        // A raw request shows the form of the answer.
        let request = try policies(of: "nlctrl", command: 77, sequence: 5)
        try socket.descriptor.send(request.bytes, to: socket.kernel)
        var buffer = ReceiveBuffer()
        #expect(try buffer.receive(from: socket.descriptor))
        let answer = try Message(buffer.datagram)
        let (type, flags, length) = (answer.type, answer.flags, answer.payload.count)
        #expect(type == .error)
        #expect(flags.contains(.capped) == isCapped)
        #expect(length >= (isCapped ? 36 : 20 + request.count))
        let error = try #require(throws: NetlinkError.self) { try socket.policies(of: "nlctrl", command: 77) }
        #expect(error.description.hasSuffix("No such file or directory (ENOENT), attribute .op"))
    }

    @Test(.needs("ethtool", command: 17))
    func `A full receive buffer between the parts of a dump takes none of them, and is told`() throws {
        let dump = NLCtrl.GetPolicy.Dump(familyName: "ethtool")
        var wide = try NetlinkSocket()
        let expected = try wide.dump(dump).count
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try NetlinkSocket(options: options)
        // Without a number and without a wish for an acknowledgement, each answer looks unasked.
        var request = MessageBuffer()
        try request.append(NLCtrl.GetFamily.self, type: .genericController, header: NoHeader()) { $0.familyId(0x10) }
        let (descriptor, kernel) = (socket.descriptor.number, socket.kernel)
        var parts = 0
        try socket.dump(dump) { _ in
            parts += 1
            guard parts == 1 else { return }
            for _ in 0..<300 { try SystemCall.send(request.bytes, from: descriptor, to: kernel) }
        }
        #expect(parts == expected)
        #expect(expected > 1)
        guard case .lost(let lost?) = try socket.nextEvent(of: NLCtrl.self, timeLimit: .zero) else {
            Issue.record("no loss")
            return
        }
        #expect(lost > 0)
    }

    @Test func `An option is on if the kernel writes any of its bytes`() throws {
        // Some kernels write one byte and others four (`netlink_getsockopt`): memory that was 0 before tells on from
        // off in both cases and in any byte order, and nothing else of the value may count.
        let socket = try NetlinkSocket()
        for value: UInt32 in [0, 1] {
            try socket.descriptor.set(.strictChecking, to: value)
            let found = try SystemCall.option(.strictChecking, of: socket.descriptor.number, count: 1)
            #expect(found.map { $0 != 0 } == [value != 0])
        }
    }
}

/// Traps that need a network namespace of our own, one after the other with all else that changes addresses.
extension NamespaceTests {
    @Test func `A full receive buffer during a batch leaves no request without a result`() throws {
        var options = NetlinkSocket.Options()
        options.receiveBufferSize = 1
        var socket = try NetlinkSocket(.route, options: options)
        try socket.join(Route.addresses)
        var other = try NetlinkSocket(.route)
        for number in 30_000..<30_200 as Range<UInt16> {
            try other.perform(Route.NewAddress(number), flags: .create)
        }
        var batch = RequestBatch()
        for number in 30_200..<30_300 as Range<UInt16> {
            try batch.append(Route.NewAddress(number), flags: [.create, .exclusive])
        }
        let results = try socket.perform(batch)
        #expect(results.count == 100)
        guard case .failed(.messagesLost("route newaddr", let lost?)) = results[0] else {
            Issue.record("\(results[0])")
            return
        }
        #expect(lost > 0)
        // Nobody knows what came of it without the answer; in fact all were carried out.
        #expect(try other.perform(batch).allSatisfy { $0.error?.errno == .exists })
    }

    @Test func `The kernel reads past an attribute of 65,531 bytes, and gets none that is longer`() throws {
        var socket = try NetlinkSocket(.route)
        let request = Route.NewAddress(31_000)
        func add(_ length: Int) throws(NetlinkError) {
            let bytes = [UInt8](repeating: 0xaa, count: length)
            try socket.perform(Route.NewAddress.self, header: request.header, flags: [.create, .exclusive]) { message in
                // The kernel skips numbers that it does not know in this request (`nlmsg_parse_deprecated`).
                message.put(90, bytes: bytes.rawSpan)
                message.put(2, request.local)
            }
        }
        let error = try #require(throws: NetlinkError.self) { try add(65_532) }
        guard case .invalidRequest(let refusal, request: "route newaddr") = error else {
            Issue.record("\(error)")
            return
        }
        #expect(refusal.reason == .tooLong(length: 65_532, maximum: 65_531))
        try add(65_531)
        #expect(try socket.dump(Route.GetAddresses()).contains { $0.local == request.local })
    }

    @Test func `Each of many dumps that are interrupted says so`() throws {
        var socket = try NetlinkSocket(.route)
        var other = try NetlinkSocket(.route)
        for number in 32_000..<33_000 as Range<UInt16> {
            try socket.perform(Route.NewAddress(number), flags: .create)
        }
        for attempt in 0..<10 as Range<UInt16> {
            var isChanged = false
            #expect(throws: NetlinkError.dumpInterrupted(request: "route getaddr", attempts: 1)) {
                try socket.dump(Route.GetAddresses()) { _ in
                    if !isChanged { try other.perform(Route.NewAddress(33_000 + attempt), flags: .create) }
                    isChanged = true
                }
            }
        }
        let found = Set(try socket.dump(Route.GetAddresses()).map(\.local))
        #expect((33_000..<33_010 as Range<UInt16>).allSatisfy { found.contains(Route.NewAddress($0).local) })
    }
}
