import Testing

@testable import Netlink

/// Messages of odd shapes from a kernel that these tests play; the table is in Tests/Traps.md.
@Suite struct MessageTrapTests {
    private let first = FakeKernel.first

    /// The object in a reply of some attributes, which stands before an acknowledgement, and whether the next request
    /// is answered as usual.
    private func object(_ attributes: [UInt8]) throws -> Result<Demo.Object, NetlinkError> {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let reply = message(Demo.object, sequence: first, attributes)
        try kernel.send(reply, errorMessage(0, sequence: first), to: socket)
        try kernel.send(Demo.Object(index: 8).bytes(sequence: first + 1), to: socket)
        try kernel.send(errorMessage(0, sequence: first + 1), to: socket)
        let result = Result { () throws(NetlinkError) in try socket.perform(Demo.Get()) }
        #expect(try socket.perform(Demo.Get()).index == 8)
        return result
    }

    /// The attribute that every object has.
    private let index = attribute(3, UInt32(7))

    private func name(_ text: String) -> [UInt8] { attribute(7, Array(text.utf8) + [0]) }

    private func malformed(_ text: String) -> String { "demo get: malformed message from the kernel: " + text }

    private func error(_ result: Result<Demo.Object, NetlinkError>) -> String? {
        if case .failure(let error) = result { "\(error)" } else { nil }
    }

    @Test(arguments: [0, 0x8000] as [UInt16])
    func `A nest is one with and without the flag`(flag: UInt16) throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client(.generic)
        let group = attribute(1, Array("news".utf8) + [0]) + attribute(2, UInt32(9))
        let groups = attribute(7 | flag, attribute(1 | flag, group))
        let body = [1, 2, 0, 0] + attribute(1, UInt16(30)) + groups
        try kernel.send(message(.genericController, sequence: first, body), to: socket)
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        let family = try socket.family(named: "loadable")
        #expect(family.mcastGroups?.map(\.name) == ["news"])
        #expect(family.mcastGroups?.map(\.id) == [9])
    }

    @Test func `The last attribute and the message may lack their padding`() throws {
        let unpadded = index + name("abc") + attribute(90, [1]).dropLast(3)
        #expect(unpadded.count % 4 == 1)
        // In the middle of a datagram, where the next message begins at a multiple of four.
        #expect(try object(unpadded).get().name == "abc")
        // At its end, where the padding is missing too.
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        try kernel.send(Array(message(Demo.object, sequence: first, unpadded).dropLast(3)), to: socket)
        try kernel.send(errorMessage(0, sequence: first), to: socket)
        let object = try socket.perform(Demo.Get())
        #expect(object.name == "abc")
        #expect(object.unknownAttributes.attributes.map(\.bytes) == [[1]])
    }

    @Test(arguments: [0, 1, 2, 3] as [UInt8])
    func `An attribute shorter than its header is an error and no endless loop`(length: UInt8) throws {
        let text = try error(object(index + [length, 0, 7, 0, 0, 0, 0, 0]))
        #expect(text == malformed("message is cut short or has a wrong length at byte 24"))
    }

    @Test(arguments: [9, 255, 65535] as [UInt16])
    func `An attribute longer than its message is an error`(length: UInt16) throws {
        let text = try error(object(index + [UInt8](bytesOf: length) + [7, 0, 0x61, 0x62, 0x63, 0]))
        #expect(text == malformed("message is cut short or has a wrong length at byte 24"))
    }

    @Test func `An error before a success in one datagram stays an error`() throws {
        let kernel = try FakeKernel()
        var socket = try kernel.client()
        let refusal = errorMessage(-17, sequence: first)
        try kernel.send(refusal, errorMessage(0, sequence: first), to: socket)
        let error = try #require(throws: NetlinkError.self) { try socket.perform(Demo.Change()) }
        #expect(error.errno == .exists)
        // In a batch, each request has its own answer.
        try kernel.send(
            errorMessage(-17, sequence: first + 1),
            errorMessage(0, sequence: first + 2),
            errorMessage(0, sequence: first + 1),
            to: socket
        )
        var batch = RequestBatch()
        for _ in 0..<2 { try batch.append(Demo.Change()) }
        #expect(try socket.perform(batch).map { $0.error?.errno } == [.exists, nil])
        // The first word counts in the other order too, while another request still waits.
        let (one, two) = (first + 3, first + 4)
        try kernel.send(errorMessage(0, sequence: two), errorMessage(-17, sequence: two), to: socket)
        try kernel.send(errorMessage(0, sequence: one), to: socket)
        #expect(try socket.perform(batch).map { $0.error?.errno } == [nil, nil])
    }

    @Test func `An unknown attribute is kept and disturbs nothing`() throws {
        let object = try object(attribute(90, [1, 2, 3]) + index + attribute(0x8000 | 91, index) + name("abc")).get()
        #expect(object.index == 7)
        #expect(object.name == "abc")
        #expect(object.unknownAttributes.attributes.map(\.number) == [90, 91])
    }

    @Test func `Of an attribute that is there twice the last one counts`() throws {
        let object = try object(attribute(3, UInt32(6)) + name("abc") + index + name("")).get()
        #expect(object.index == 7)
        #expect(object.name == "")
    }

    @Test(arguments: [[], [0], [0, 0, 0, 0]] as [[UInt8]])
    func `A flag with a payload is set`(payload: [UInt8]) throws {
        let body = attribute(5, payload) + index
        let bytes = message(Demo.object, body)
        let found = try AttributeIndex<AttributeSlots16>(Message(bytes.rawSpan), in: Demo.DemoAttributes.self)
        let isOn = found.contains(5)
        #expect(isOn)
        #expect(try object(body).get().index == 7)
    }

    @Test func `A number of another width than the spec's is an error`() throws {
        let wrong = malformed("attribute .index does not have the length of its type")
        #expect(try error(object(attribute(3, UInt16(7)))) == wrong)
        #expect(try error(object(attribute(3, UInt64(7)))) == wrong)
        #expect(try error(object(attribute(1, UInt16(7)) + index))?.contains(".byte") == true)
    }
}
