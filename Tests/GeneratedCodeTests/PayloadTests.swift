import Netlink
import Testing

/// What the golden files do when they run.
@Suite struct PayloadTests {
    private let scalars = DemoPayloads.Scalar(
        byte: 1,
        short: -2,
        word: 3,
        long: -4,
        port: 0x1234,
        mark: 0x0102_0304,
        count: 5,
        delta: -6,
        loud: true,
        bits: Bitfield32(value: 1, selector: 3),
        far: 7
    )

    private var request: DemoPayloads.Carry {
        let leaf = DemoPayloads.List(words: [9])
        return DemoPayloads.Carry(
            scalars: scalars,
            bytes: .init(text: "text", name: "name", frame: Array(0..<14), key: Array(0..<16), data: []),
            lists: .init(
                words: [1, 2],
                ports: [0x1234, 0x5678],
                texts: ["a", ""],
                blobs: [[1], []],
                nests: [scalars, .init()],
                children: [.init(children: [leaf, leaf]), leaf]
            ),
            nests: .init(
                scalars: scalars,
                nothing: .init(),
                array: [.init(text: "first"), .init(text: "second")],
                tree: [.init(tree: [.init(nothing: .init())])],
                chain: [
                    .init(policyId: 1, attrId: 2, scalar: scalars), .init(policyId: 1, attrId: 3, scalar: .init()),
                ],
                links: [.init(id: 4, nest: .init())]
            )
        )
    }

    @Test func `All of it survives`() throws {
        let copy = try request.roundTrip()
        #expect(copy == request)
        #expect(copy.scalars == scalars)
        #expect(copy.scalars?.port == 0x1234)
        #expect(copy.scalars?.mark == 0x0102_0304)
        #expect(copy.scalars?.delta == -6)
        #expect(copy.bytes?.data == [])
        #expect(copy.bytes?.name == "name")
        #expect(copy.lists?.ports == [0x1234, 0x5678])
        #expect(copy.lists?.texts == ["a", ""])
        #expect(copy.lists?.blobs == [[1], []])
        #expect(copy.lists?.nests == [scalars, .init()])
        #expect(copy.lists?.children.first?.children.count == 2)
        #expect(copy.nests?.nothing == .init())
        #expect(copy.nests?.chain?.map(\.attrId) == [2, 3])
        #expect(copy.nests?.chain?.first?.scalar == scalars)
        #expect(copy.nests?.links?.map(\.id) == [4])
    }

    @Test func `What is absent stays absent`() throws {
        let copy = try DemoPayloads.Carry(scalars: .init()).roundTrip()
        #expect(copy.scalars == .init())
        #expect(copy.scalars?.byte == nil)
        #expect(copy.scalars?.loud == false)
        #expect(copy.bytes == nil)
    }

    /// The bytes of the attributes of a request with one nest.
    private func attributes(_ scalars: DemoPayloads.Scalar) throws -> [UInt8] {
        Array(try DemoPayloads.Carry(scalars: scalars).bytes().dropFirst(24))
    }

    @Test func `Numbers have their width and byte order on the wire`() throws {
        #expect(try attributes(.init(port: 0x1234)) == [6, 0, 5, 0, 0x12, 0x34, 0, 0])
        #expect(try attributes(.init(mark: 0x0102_0304)) == [8, 0, 6, 0, 4, 3, 2, 1])
        #expect(try attributes(.init(count: 0xffff_ffff)).count == 8)
        #expect(try attributes(.init(count: 0x1_0000_0000)).count == 12)
        #expect(try attributes(.init(delta: -1)).count == 8)
        #expect(try attributes(.init(delta: -0x8000_0001)).count == 12)
        #expect(try attributes(.init(loud: true)) == [4, 0, 9, 0])
        #expect(try attributes(.init(far: 7)) == [5, 0, 63, 0, 7, 0, 0, 0])
    }

    @Test func `What the kernel would refuse is refused, with its path`() throws {
        func refused(_ request: DemoPayloads.Carry) -> EncodeError? {
            #expect(throws: EncodeError.self) { try request.bytes() }
        }
        #expect(refused(.init(scalars: .init(word: 0)))?.reason == .belowMinimum(value: 0, minimum: 1))
        #expect(refused(.init(scalars: .init(word: 10)))?.reason == .aboveMaximum(value: 10, maximum: 9))
        #expect(refused(.init(lists: .init(words: [1, 10])))?.reason == .aboveMaximum(value: 10, maximum: 9))
        #expect(refused(.init(bytes: .init(frame: [1])))?.reason == .tooShort(length: 1, minimum: 14))
        #expect(refused(.init(bytes: .init(key: [1])))?.reason == .tooShort(length: 1, minimum: 16))
        let long = refused(.init(bytes: .init(name: "sixteen letters!")))
        #expect(long?.reason == .tooLong(length: 16, maximum: 15))
        #expect(long.map { "\($0.attribute)" } == ".bytes.name")
    }

    @Test func `The description has the kernel's names`() {
        let request = DemoPayloads.Carry(
            scalars: .init(port: 80, loud: true),
            nests: .init(chain: [.init(policyId: 1, attrId: 2, scalar: .init(byte: 3))])
        )
        #expect(
            "\(request)"
                == "{scalars: {port: 80, loud}, nests: {chain: [{policy-id: 1, attr-id: 2, byte: 3}]}}"
        )
    }

    @Test func `A view reads what a struct reads`() throws {
        let bytes = try request.bytes()
        let view = try DemoPayloads.CarrierView(Message(bytes.rawSpan))
        let nested = try view.scalars()
        guard let scalars = consume nested else {
            Issue.record("the nest is absent")
            return
        }
        // The macro cannot look into what is not copyable.
        let (port, mark, count, isLoud) = (scalars.port, scalars.mark, scalars.count, scalars.loud)
        #expect(port == 0x1234)
        #expect(mark == 0x0102_0304)
        #expect(count == 5)
        #expect(isLoud)
    }
}
