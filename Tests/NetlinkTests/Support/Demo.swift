@testable import Netlink

/// A family that exists only here, with an attribute of every kind, on a protocol that leads to other processes.
enum Demo: EventFamily {
    static let name = "demo"
    static let netlinkProtocol = NetlinkProtocol.userSocket
    static let protocolHeaderSize = 0
    static let version: UInt8 = 0

    /// The message type of objects.
    static let object = MessageType(rawValue: 20)

    enum DemoAttributes: MessageAttributeSet {
        typealias Family = Demo
        static var layout: AttributeLayout { "-1248fbsnnn8*" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "byte", .u8),
            AttributeDescriptor(2, "port", .bigEndian(.u16)),
            AttributeDescriptor(3, "index", .u32),
            AttributeDescriptor(4, "count", .u64),
            AttributeDescriptor(5, "on", .flag),
            AttributeDescriptor(6, "data", .bytes),
            AttributeDescriptor(7, "name", .string),
            AttributeDescriptor(8, "inner", .nest(InnerAttributes.self)),
            AttributeDescriptor(9, "items", .indexedArray(.nest(InnerAttributes.self))),
            AttributeDescriptor(10, "chain", .nestTypeValue(["outer", "row"], InnerAttributes.self)),
            AttributeDescriptor(11, "bits", .bitfield32),
            AttributeDescriptor(12, "numbers", .list(.u32)),
        ]
    }

    enum InnerAttributes: AttributeSet {
        static var layout: AttributeLayout { "-4sn" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "id", .u32),
            AttributeDescriptor(2, "label", .string),
            AttributeDescriptor(3, "deeper", .nest(InnerAttributes.self)),
        ]
    }

    /// An object has an index; without it the message is malformed.
    struct Object: NetlinkMessage {
        var index: UInt32
        var name: String?
        var unknownAttributes = UnknownAttributes()

        init(index: UInt32, name: String? = nil) {
            self.index = index
            self.name = name
        }

        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots16>(message, in: DemoAttributes.self)
            index = try attributes.require(3, attributes.value(3, as: UInt32.self))
            name = attributes.string(7)
            unknownAttributes = attributes.unknownAttributes(in: DemoAttributes.self)
        }

        func encode(into message: inout AttributeBuilder<DemoAttributes>) {
            message.put(3, index)
            if let name { message.put(7, string: name, lengths: 0...15) }
            message.put(unknownAttributes)
        }

        /// The object as a message.
        func bytes(
            flags: MessageFlags = [],
            sequence: UInt32 = 0,
            portID: UInt32 = 0
        ) -> [UInt8] {
            var buffer = MessageBuffer()
            buffer.appendAttributes(of: DemoAttributes.self) { encode(into: &$0) }
            return message(Demo.object, flags: flags, sequence: sequence, portID: portID, [UInt8](buffer.bytes))
        }
    }

    struct Get: DoRequest {
        typealias Reply = Object
        typealias Attributes = DemoAttributes
        static var operation: NetlinkOperation { NetlinkOperation(21, "get") }
        var object: Object

        init(_ index: UInt32 = 1, name: String? = nil) { object = Object(index: index, name: name) }
        init(_ message: Message) throws(DecodeError) { object = try Object(message) }
        func encode(into message: inout AttributeBuilder<DemoAttributes>) { object.encode(into: &message) }
    }

    /// A change that is answered with the object only if the request asks for an echo.
    struct Make: DoRequest {
        typealias Reply = Object
        typealias Attributes = DemoAttributes
        static var operation: NetlinkOperation { NetlinkOperation(23, "make") }
        static var replyFlags: MessageFlags { .echo }

        init() {}
        func encode(into message: inout AttributeBuilder<DemoAttributes>) {}
    }

    struct Change: DoRequest {
        typealias Attributes = DemoAttributes
        static var operation: NetlinkOperation { NetlinkOperation(22, "change") }
        var object = Object(index: 1)

        init(_ index: UInt32 = 1, name: String? = nil) { object = Object(index: index, name: name) }
        init(_ message: Message) throws(DecodeError) { object = try Object(message) }
        func encode(into message: inout AttributeBuilder<DemoAttributes>) { object.encode(into: &message) }
    }

    /// Begins a transaction.
    struct Begin: NetlinkRequest {
        typealias Attributes = DemoAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0x10, "begin") }
        var name: String?

        init(name: String? = nil) { self.name = name }
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<DemoAttributes>) {
            if let name { message.put(7, string: name, lengths: 0...15) }
        }
    }

    /// Ends a transaction.
    struct End: NetlinkRequest {
        typealias Attributes = DemoAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0x11, "end") }

        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<DemoAttributes>) {}
    }

    struct List: DumpRequest {
        typealias Reply = Object
        typealias Attributes = DemoAttributes
        static var operation: NetlinkOperation { NetlinkOperation(21, "list") }

        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<DemoAttributes>) {}
    }

    enum Event: NetlinkEvent, Equatable {
        case object(UInt32)
        case lost(Int?)
        case unknown(UInt16)

        init(_ message: Message) throws(DecodeError) {
            self = message.type == Demo.object ? .object(try Object(message).index) : .unknown(message.type.rawValue)
        }
    }
}

extension NetlinkProtocol {
    /// Messages between processes (`NETLINK_USERSOCK`).
    static var userSocket: NetlinkProtocol { NetlinkProtocol(rawValue: 2) }
}

/// A family of generic netlink that only ``FakeKernel`` has.
enum Loadable: GenericNetlinkFamily {
    static let name = "loadable"

    enum Attributes: MessageAttributeSet {
        typealias Family = Loadable
        static var layout: AttributeLayout { "-" }
        static let attributes: [AttributeDescriptor] = []
    }

    struct Touch: DoRequest {
        typealias Attributes = Loadable.Attributes
        static var operation: NetlinkOperation { NetlinkOperation(1, "touch") }

        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<Attributes>) {}
    }
}
