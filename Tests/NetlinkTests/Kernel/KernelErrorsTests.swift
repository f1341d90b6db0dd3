import Testing

@testable import Netlink

/// What the running kernel says about wrong requests.
@Suite(.tags(.kernel)) struct KernelErrorsTests {
    private func error<Request: DoRequest>(_ request: Request) throws -> NetlinkError
    where Request.Reply: NetlinkMessage {
        var socket = try NetlinkSocket()
        return try #require(throws: NetlinkError.self) { try socket.perform(request) }
    }

    @Test(.needs("netdev", command: 10)) func numberOutsideItsLimits() throws {
        let text = "integer out of range (ERANGE), attribute .ifindex, accepted 1...4294967295"
        #expect(try error(Netdev.DevGet(ifindex: 0)).description == "netdev dev-get: " + text)
        #expect(try error(Netdev.QueueGet(ifindex: 0)).description == "netdev queue-get: " + text)
    }

    @Test(.needs("netdev", command: 10)) func missingAttribute() throws {
        let error = try error(Netdev.QueueGet())
        #expect(error.description == "netdev queue-get: Invalid argument (EINVAL), missing attribute .id")
    }

    @Test(.needs("ethtool", command: 17)) func attributeInANest() throws {
        let error = try error(Ethtool.ChannelsGet(device: "no such device"))
        #expect(error.errno == .noDevice)
        guard case .kernel(let details) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(details.attribute?.description == ".header.dev-name")
        #expect(details.message == "no device matches name")
    }

    @Test(.needs("netdev", command: 12)) func errorAtTheEndOfADump() throws {
        var socket = try NetlinkSocket()
        let error = try #require(throws: NetlinkError.self) {
            try socket.dump(Netdev.QstatsDump(ifindex: 0x7fff_ffff))
        }
        #expect(error.errno == .noDevice)
        #expect(error.description.hasSuffix("(ENODEV), attribute .ifindex"))
    }

    @Test func familyOfADumpIsUnknown() throws {
        var socket = try NetlinkSocket()
        let error = try #require(throws: NetlinkError.self) {
            try socket.dump(NLCtrl.GetPolicy.Dump(familyName: "loadable"))
        }
        #expect(error.errno == .noEntry)
    }

    @Test func singleRequestWhereOnlyADumpIsPossible() throws {
        struct GetPolicy: DoRequest {
            typealias Attributes = NLCtrl.CtrlAttributes
            static var operation: NetlinkOperation { NetlinkOperation(10, "getpolicy") }
            init() {}
            init(_ message: Message) throws(DecodeError) {}
            func encode(into message: inout AttributeBuilder<Attributes>) {}
        }
        var socket = try NetlinkSocket()
        let error = try #require(throws: NetlinkError.self) { try socket.perform(GetPolicy()) }
        #expect(error.errno == .notSupported)
        #expect(error.description.hasPrefix("nlctrl getpolicy: "))
    }

    @Test func protocolThatDoesNotExist() {
        #expect(throws: NetlinkError.systemCall("socket", .protocolNotSupported)) {
            _ = try NetlinkSocket(NetlinkProtocol(rawValue: 31))
        }
    }

    @Test func messageLongerThanTheSocketSends() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let attributes = (0..<4).flatMap { _ in attribute(90, [UInt8](repeating: 0, count: 60000)) }
        let object = try Demo.Object(Message(message(Demo.object, attribute(3, UInt32(1)) + attributes).rawSpan))
        var request = Demo.Change()
        request.object = object
        let error = try #require(throws: NetlinkError.self) { try socket.perform(request) }
        #expect(error == .systemCall("sendto", .messageTooLong))
    }
}
