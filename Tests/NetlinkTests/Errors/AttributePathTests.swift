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

/// Paths through sub-messages, lists and arrays.
@Suite struct SubMessagePathTests {
    private static let bridge = Array("bridge".utf8) + [0]

    /// The comments tell the offset of each attribute.
    private static let request = message(
        MessageType(rawValue: 16),
        // 16 linkinfo, 20 kind, 32 data, 36 x, 44 inner, 48 kind
        attribute(2, attribute(1, bridge) + attribute(2, attribute(1, UInt32(1)) + attribute(2, attribute(1, bridge))))
            // 60 linkinfo, 64 data, 68 x, 76 kind
            + attribute(2, attribute(2, attribute(1, UInt32(1))) + attribute(1, bridge))
            // 88 linkinfo, 92 kind, 104 data, 108 its struct, 112 x
            + attribute(
                2,
                attribute(1, Array("limited".utf8)) + attribute(2, hex("01000200") + attribute(1, UInt32(1)))
            )
            // 120 linkinfo, 124 kind, 132 data with a format that is not known
            + attribute(2, attribute(1, Array("new".utf8)) + attribute(2, attribute(1, UInt32(1))))
            // 144 options, 148 x, 156 mode
            + attribute(7, attribute(1, UInt32(1))) + attribute(3, UInt32(5))
            // 164 peers, 168 kind, 180 data, 184 x
            + attribute(6, attribute(1, bridge) + attribute(2, attribute(1, UInt32(1))))
            // 192 ports, 196 number 3, 200 kind, 212 data, 216 x
            + attribute(4, attribute(3, attribute(1, bridge) + attribute(2, attribute(1, UInt32(1)))))
            // 224 marks, 228 number 1, 236 number 2
            + attribute(5, attribute(1, UInt32(1)) + attribute(2, UInt32(2)))
    )

    private func path(to offset: Int) -> String {
        let payload = Payload(Self.request.rawSpan)
        return AttributePath(toOffset: offset, in: payload, from: 16, set: Links.LinkAttributes.descriptor).description
    }

    @Test(arguments: [
        (16, ".linkinfo"), (20, ".linkinfo.kind"), (32, ".linkinfo.data(bridge)"), (36, ".linkinfo.data(bridge).x"),
        (44, ".linkinfo.data(bridge).inner"), (48, ".linkinfo.data(bridge).inner.kind"),
        (68, ".linkinfo.data(bridge).x"), (76, ".linkinfo.kind"),
        (104, ".linkinfo.data(limited)"), (108, ".linkinfo.data(limited)"), (111, ".linkinfo.data(limited)"),
        (112, ".linkinfo.data(limited).x"), (116, ".linkinfo.data(limited).x"),
        (132, ".linkinfo.data"), (136, ".linkinfo.data"), (148, ".options(bridge).x"),
        (164, ".peers"), (184, ".peers.data(bridge).x"), (196, ".ports[3]"), (216, ".ports[3].data(bridge).x"),
        (228, ".marks[1]"), (232, ".marks[1]"), (236, ".marks[2]"),
    ])
    func `Each offset is in an attribute`(offset: Int, path: String) {
        #expect(self.path(to: offset) == path)
    }

    @Test func `Missing attributes have a path in sub-messages, lists and arrays`() {
        let payload = Payload(Self.request.rawSpan)
        func missing(_ number: Int, in nest: Int?) -> String {
            let set = Links.LinkAttributes.descriptor
            return AttributePath(toMissing: number, inNestAt: nest, of: payload, from: 16, set: set).description
        }
        #expect(missing(2, in: 32) == ".linkinfo.data(bridge).inner")
        #expect(missing(1, in: 104) == ".linkinfo.data(limited).x")
        #expect(missing(1, in: 132) == ".linkinfo.data.attr-1")
        #expect(missing(1, in: 164) == ".peers.kind")
        #expect(missing(2, in: 196) == ".ports[3].data")
        #expect(missing(7, in: 224) == ".marks[7]")
    }
}
