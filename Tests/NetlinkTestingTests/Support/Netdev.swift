import Netlink

/// The part of the family `netdev` that these tests use, `linux/netdev.h`: any user may ask for a device.
enum Netdev: GenericNetlinkFamily, EventFamily {
    static let name = "netdev"

    /// Changes of devices.
    static let management = MulticastGroup<Netdev>("mgmt")

    enum DevAttributes: MessageAttributeSet {
        typealias Family = Netdev
        static var layout: AttributeLayout { "-4" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "ifindex", .u32)]
    }

    /// A device, or the request for one.
    struct DevGet: DoRequest, NetlinkMessage {
        typealias Reply = DevGet
        typealias Attributes = DevAttributes
        static var operation: NetlinkOperation { NetlinkOperation(1, "dev-get") }
        var ifindex: UInt32

        init(ifindex: UInt32) { self.ifindex = ifindex }

        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: DevAttributes.self)
            ifindex = try attributes.require(1, attributes.value(1, as: UInt32.self))
        }

        func encode(into message: inout AttributeBuilder<DevAttributes>) { message.put(1, ifindex) }

        /// The request for all devices.
        struct Dump: DumpRequest, NetlinkMessage {
            typealias Reply = DevGet
            typealias Attributes = DevAttributes
            static var operation: NetlinkOperation { NetlinkOperation(1, "dev-get") }

            init() {}
            init(_ message: Message) throws(DecodeError) {}
            func encode(into message: inout AttributeBuilder<DevAttributes>) {}
        }
    }

    /// A request with attributes of any kind.
    struct Odd: DoRequest {
        typealias Attributes = DevAttributes
        static var operation: NetlinkOperation { NetlinkOperation(1, "dev-get") }
        var attributes: [(number: UInt16, bytes: [UInt8])] = []

        func encode(into message: inout AttributeBuilder<DevAttributes>) {
            for attribute in attributes { message.put(attribute.number, bytes: attribute.bytes.rawSpan) }
        }
    }

    /// An operation that the family does not have.
    struct Absent: DoRequest {
        typealias Attributes = DevAttributes
        static var operation: NetlinkOperation { NetlinkOperation(250, "absent") }

        func encode(into message: inout AttributeBuilder<DevAttributes>) {}
    }

    enum Event: NetlinkEvent, Equatable {
        case device(UInt32)
        case lost(Int?)

        init(_ message: Message) throws(DecodeError) { self = .device(try DevGet(message).ifindex) }
    }
}
