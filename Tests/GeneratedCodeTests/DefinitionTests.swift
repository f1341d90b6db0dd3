import Netlink
import Testing

@Suite struct DefinitionTests {
    private let record = DemoDefs.Record(
        small: -1,
        port: 0x1234,
        mark: 0x0102_0304_0506_0708,
        kind: .last,
        bigKind: .first,
        address: [1, 2, 3, 4, 5, 6],
        name: Array("eth0".utf8) + Array(repeating: 0, count: 12),
        pair: .init(left: 1, right: 2),
        default: 3
    )

    private var main: DemoDefs.Main {
        DemoDefs.Main(
            kind: .init(rawValue: 70000),
            narrowKind: .last,
            bigKind: .last,
            kinds: [.first, .last],
            bigKinds: [.last],
            sign: .minus,
            longSign: .minus,
            feature: .b,
            features: [.a, .b],
            caps: [.write],
            empty: .init(rawValue: 5),
            record: record,
            pairs: [.init(left: 1, right: 2), .init()]
        )
    }

    @Test func `Named values of every width survive`() throws {
        let copy = try #require(try DemoDefs.Carry(main: main).roundTrip().main)
        #expect(copy == main)
        #expect(copy.kind?.rawValue == 70000)
        #expect(copy.narrowKind == .last)
        #expect(copy.bigKind == .last)
        #expect(copy.kinds == [.first, .last])
        #expect(copy.bigKinds == [.last])
        #expect(copy.sign == .minus)
        #expect(copy.longSign == .minus)
        #expect(copy.features == [.a, .b])
        #expect(copy.caps == .write)
        #expect(copy.record == record)
        #expect(copy.pairs == [.init(left: 1, right: 2), .init()])
    }

    @Test func `Structs are laid out as in C`() throws {
        let bytes = try DemoDefs.Carry(main: .init(record: record)).bytes()
        #expect(
            bytes.dropFirst(28) == [
                0xff, 0, 0x12, 0x34, 0, 0, 0, 0, 8, 7, 6, 5, 4, 3, 2, 1,
                0xff, 0xff, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 0x65, 0x74,
                0x68, 0x30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                1, 0, 0, 0, 0, 0, 0, 2, 3, 0, 0, 0, 0, 0, 0, 0,
            ]
        )
    }

    @Test func `Values print the kernel's name, the first of several, or their number`() {
        #expect("\(DemoDefs.Kind.first)" == "first")
        #expect("\(DemoDefs.Kind.alias)" == "2nd")
        #expect("\(DemoDefs.Kind(rawValue: 9))" == "9")
        #expect("\(DemoDefs.Sign.minus)" == "minus")
        #expect("\(DemoDefs.Empty(rawValue: 5))" == "5")
        #expect("\(DemoDefs.Caps([.read, .write, .init(rawValue: 2)]))" == "[read, write, 0x2]")
    }

    @Test func `Constants are as in the spec`() {
        #expect(DemoDefs.maxLen == 4_294_967_295)
        #expect(DemoDefs.groupName == #"say "hi" \(now)"#)
    }
}
