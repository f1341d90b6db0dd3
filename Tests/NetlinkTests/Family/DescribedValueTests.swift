import Testing

@testable import Netlink

@Suite struct DescribedValueTests {
    @Test(arguments: [
        ("plain", #""plain""#), ("", #""""#), (#"a"b\c"#, #""a\"b\\c""#),
        ("a\nb\tc\u{0}\u{1f}", #""a\u000ab\u0009c\u0000\u001f""#),
        ("é € 🐧 \u{7f}", "\"é € 🐧 \u{7f}\""), ("/", #""/""#), ("e\u{301}\r\n", "\"e\u{301}\\u000d\\u000a\""),
    ])
    func `Texts are escaped in JSON where they must be`(text: String, json: String) {
        #expect(DescribedValue.string(text).json == json)
        #expect(DescribedValue.word(text).json == json)
        #expect(DescribedValue.object([.init(name: text, value: .present)]).json == "{\(json):true}")
    }

    @Test func `Values of all kinds have two forms`() {
        let value = DescribedValue.object([
            .init(name: "number", value: .number("-5")),
            .init(name: "word", value: .word("up")),
            .init(name: "nothing", value: .word("")),
            .init(name: "text", value: .string("a b")),
            .init(name: "flag", value: .present),
            .init(name: "list", value: .list([.number("1"), .word("x"), .list([])])),
            .init(name: "object", value: .object([])),
        ])
        #expect(
            value.description
                == #"{number: -5, word: up, nothing: empty, text: "a b", flag, list: [1, x, []], object: {}}"#
        )
        #expect(
            value.json
                == #"{"number":-5,"word":"up","nothing":"","text":"a b","flag":true,"list":[1,"x",[]],"object":{}}"#
        )
    }
}

/// How attributes are read for people.
@Suite struct AttributeReaderTests {
    private func described(_ bytes: [UInt8]) -> String {
        let members = AttributeReader.members(of: Payload(bytes.rawSpan), in: Links.LinkAttributes.descriptor)
        return DescribedValue.object(members).json
    }

    private let bridge = attribute(1, UInt32(9))
    private let kind = attribute(1, Array("bridge".utf8) + [0])

    @Test func `A sub-message is read by its selector, before or behind it`() {
        let data = attribute(2, bridge)
        #expect(described(attribute(2, kind + data)) == #"{"linkinfo":{"kind":"bridge","data":{"x":9}}}"#)
        #expect(described(attribute(2, data + kind)) == #"{"linkinfo":{"data":{"x":9},"kind":"bridge"}}"#)
    }

    @Test func `A selector may be a number with names`() {
        let options = attribute(7, bridge)
        #expect(described(options + attribute(3, UInt32(5))) == #"{"options":{"x":9},"mode":"bridge"}"#)
        #expect(described(options + attribute(3, UInt32(0))) == #"{"options":{},"mode":"none"}"#)
        #expect(described(options + attribute(3, UInt32(6))) == #"{"options":"0800010009000000","mode":6}"#)
    }

    @Test func `A selector may stand in the level around, and an array is no level`() {
        let name = attribute(1, Array("bridge".utf8))
        let extra = attribute(3, bridge)
        #expect(described(name + attribute(2, extra)) == #"{"name":"bridge","linkinfo":{"extra":{"x":9}}}"#)
        #expect(
            described(name + attribute(4, attribute(3, extra)))
                == #"{"name":"bridge","ports":[{"3":{"extra":{"x":9}}}]}"#
        )
        #expect(described(name + attribute(6, extra)) == #"{"name":"bridge","peers":[{"extra":{"x":9}}]}"#)
        #expect(described(attribute(2, extra)) == #"{"linkinfo":{"extra":"0800010009000000"}}"#)
    }

    @Test func `A struct in front of attributes is read too`() {
        let limits = hex("01000200")
        func info(_ kind: String, _ data: [UInt8]) -> [UInt8] {
            attribute(2, attribute(1, Array(kind.utf8)) + attribute(2, data))
        }
        #expect(
            described(info("limits", limits))
                == #"{"linkinfo":{"kind":"limits","data":{"at least":1,"most":"0x2"}}}"#
        )
        #expect(
            described(info("limited", limits + bridge))
                == #"{"linkinfo":{"kind":"limited","data":{"x":9,"at least":1,"most":"0x2"}}}"#
        )
        #expect(
            described(info("limited", [1]))
                == #"{"linkinfo":{"kind":"limited","data":{"at least":1,"most":"0x0"}}}"#
        )
    }

    @Test func `What has another length than its type reads as bytes`() {
        #expect(described(attribute(3, [1, 2, 3])) == #"{"mode":"010203"}"#)
        #expect(described(attribute(8, [1, 2, 3])) == #"{"words":"010203"}"#)
        #expect(described(attribute(8, [1, 2, 0, 4])) == #"{"words":[258,4]}"#)
        #expect(described(attribute(5, attribute(1, [1, 2, 3]))) == #"{"marks":["010203"]}"#)
    }

    @Test func `Elements of a list come together, in their order`() {
        let name = attribute(1, Array("a".utf8))
        #expect(
            described(attribute(6, kind) + name + attribute(6, []))
                == #"{"peers":[{"kind":"bridge"},{}],"name":"a"}"#
        )
    }

    @Test func `Nests that are too deep are left out`() {
        var bytes: [UInt8] = []
        for _ in 0..<200 { bytes = kind + attribute(2, attribute(2, bytes)) }
        let json = described(attribute(2, bytes))
        #expect(json.count { $0 == "{" } == 33)
        #expect(json.count { $0 == "}" } == 33)
    }
}
