import Testing

@testable import Netlink

@Suite struct AttributePathTests {
    /// A request with all kinds of nests; the comments tell the offset of each attribute.
    private static let request = message(
        MessageType(rawValue: 21),
        attribute(3, UInt32(7))  // 16 index
            + attribute(0x8008, attribute(1, UInt32(1)) + attribute(0x8003, attribute(2, [120, 0])))  // 24, 28, 36, 40
            + attribute(9, attribute(0, []) + attribute(4, attribute(2, [121, 0])))  // 48, 52, 56, 60
            + attribute(10, attribute(5, attribute(6, attribute(1, UInt32(9)))))  // 68, 72, 76, 80
            + attribute(99, [1, 2, 3])  // 88
    )

    private func path(to offset: Int) -> String {
        let payload = Payload(Self.request.rawSpan)
        return AttributePath(toOffset: offset, in: payload, from: 16, set: Demo.DemoAttributes.descriptor).description
    }

    @Test(arguments: [
        (16, ".index"), (20, ".index"), (24, ".inner"), (28, ".inner.id"), (36, ".inner.deeper"),
        (40, ".inner.deeper.label"), (44, ".inner.deeper.label"), (48, ".items"), (52, ".items[0]"),
        (56, ".items[4]"), (60, ".items[4].label"), (68, ".chain"), (72, ".chain[5]"), (76, ".chain[5][6]"),
        (80, ".chain[5][6].id"), (88, ".attr-99"), (94, ".attr-99"),
    ])
    func findsAttribute(at offset: Int, path: String) {
        #expect(self.path(to: offset) == path)
    }

    @Test(arguments: [-1, 0, 4, 15, 96, 1000, .max, .min])
    func offsetsOutsideAttributesHaveNoPath(_ offset: Int) {
        #expect(path(to: offset) == "")
    }

    @Test func namesMissingAttributes() {
        let payload = Payload(Self.request.rawSpan)
        func missing(_ number: Int, in nest: Int?) -> String {
            let set = Demo.DemoAttributes.descriptor
            return AttributePath(toMissing: number, inNestAt: nest, of: payload, from: 16, set: set).description
        }
        #expect(missing(7, in: nil) == ".name")
        #expect(missing(42, in: nil) == ".attr-42")
        #expect(missing(2, in: 24) == ".inner.label")
        #expect(missing(1, in: 36) == ".inner.deeper.id")
        #expect(missing(3, in: 48) == ".items[3]")
        #expect(missing(2, in: 56) == ".items[4].label")
        #expect(missing(3, in: 76) == ".chain[5][6].deeper")
        // A nest that the specification does not know, and one that is not in the request.
        #expect(missing(3, in: 88) == ".attr-99.attr-3")
        #expect(missing(3, in: 1000) == ".attr-3")
    }

    @Test func malformedRequestsDoNotLoop() {
        let bytes = message(MessageType(rawValue: 21), hex("0000 0800 ffff 0800"))
        let payload = Payload(bytes.rawSpan)
        for offset in 0..<32 {
            let path = AttributePath(toOffset: offset, in: payload, from: 16, set: Demo.DemoAttributes.descriptor)
            #expect(path.steps.isEmpty)
        }
    }

    @Test func deepNestsEnd() {
        var nest = attribute(1, UInt32(1))
        for _ in 0..<100 { nest = attribute(3, nest) }
        let bytes = message(MessageType(rawValue: 21), attribute(8, nest))
        let path = AttributePath(
            toOffset: bytes.count - 8,
            in: Payload(bytes.rawSpan),
            from: 16,
            set: Demo.DemoAttributes.descriptor
        )
        #expect(path.steps.count == 33)
        #expect(path.steps.last == .name("deeper"))
    }
}
