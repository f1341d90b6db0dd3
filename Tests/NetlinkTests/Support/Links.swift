@testable import Netlink

/// Sets with sub-messages, lists and arrays, as links have them.
enum Links {
    enum LinkAttributes: AttributeSet {
        static var layout: AttributeLayout { "-sn4nn*bbb" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "name", .string),
            AttributeDescriptor(2, "linkinfo", .nest(InfoAttributes.self)),
            AttributeDescriptor(3, "mode", .named(.u32, Mode.self)),
            AttributeDescriptor(4, "ports", .indexedArray(.nest(InfoAttributes.self))),
            AttributeDescriptor(5, "marks", .indexedArray(.u32)),
            AttributeDescriptor(6, "peers", .list(.nest(InfoAttributes.self))),
            AttributeDescriptor(7, "options", .subMessage(Contents.self, selector: "mode")),
            AttributeDescriptor(8, "words", .integers(.bigEndian(.u16))),
            AttributeDescriptor(9, "limits", .structure(Limits.self)),
        ]
    }

    enum InfoAttributes: AttributeSet {
        static var layout: AttributeLayout { "-sbb" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "kind", .string),
            AttributeDescriptor(2, "data", .subMessage(Contents.self, selector: "kind")),
            AttributeDescriptor(3, "extra", .subMessage(Contents.self, selector: "name", outwardLevels: 1)),
        ]
    }

    enum BridgeAttributes: AttributeSet {
        static var layout: AttributeLayout { "-4n" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "x", .u32),
            AttributeDescriptor(2, "inner", .nest(InfoAttributes.self)),
        ]
    }

    struct Mode: NamedValue {
        var rawValue: UInt32
        static let names: ValueNames = "none 5=bridge"
    }

    struct Limits: WireStruct {
        var least: UInt8
        var most: UInt16
        var tail = StructTail()
        static var size: Int { 4 }
        static var memberNames: StaticString { "at␣least most:hex" }

        init(least: UInt8, most: UInt16) {
            self.least = least
            self.most = most
        }

        init(_ payload: Payload) {
            least = payload.member(UInt8.self, at: 0)
            most = payload.member(UInt16.self, at: 2)
        }

        func encode(into bytes: inout StructWriter) {
            bytes.put(least, at: 0)
            bytes.put(most, at: 2)
        }
    }

    /// A sub-message that is kept as bytes, whatever its format.
    struct Contents: SubMessage {
        var bytes: [UInt8]
        var selector: String?

        static let formats = [
            SubMessageFormat("bridge", attributes: BridgeAttributes.self),
            SubMessageFormat("none"),
            SubMessageFormat("limits", header: Limits.self),
            SubMessageFormat("limited", header: Limits.self, attributes: BridgeAttributes.self),
        ]

        init(_ payload: Payload, selector: String?) throws(DecodeError) {
            bytes = [UInt8](payload.span)
            self.selector = selector
        }

        func encode<Set: AttributeSet>(as number: UInt16, into attributes: inout AttributeBuilder<Set>) {
            attributes.put(number, bytes: bytes.rawSpan)
        }
    }
}
