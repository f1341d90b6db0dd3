@testable import Netlink

/// The part of the family `netdev` that these tests use, `linux/netdev.h`.
enum Netdev: GenericNetlinkFamily {
    static let name = "netdev"

    enum DevAttributes: MessageAttributeSet {
        typealias Family = Netdev
        static var layout: AttributeLayout { "-4" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "ifindex", .u32)]
    }

    enum QueueAttributes: MessageAttributeSet {
        typealias Family = Netdev
        static var layout: AttributeLayout { "-444" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "id", .u32),
            AttributeDescriptor(2, "ifindex", .u32),
            AttributeDescriptor(3, "type", .u32),
        ]
    }

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

        struct Dump: DumpRequest, NetlinkMessage {
            typealias Reply = DevGet
            typealias Attributes = DevAttributes
            static var operation: NetlinkOperation { NetlinkOperation(1, "dev-get") }

            init() {}
            init(_ message: Message) throws(DecodeError) {}
            func encode(into message: inout AttributeBuilder<DevAttributes>) {}
        }
    }

    struct QueueGet: DoRequest, NetlinkMessage {
        typealias Reply = QueueGet
        typealias Attributes = QueueAttributes
        static var operation: NetlinkOperation { NetlinkOperation(10, "queue-get") }
        var ifindex: UInt32?

        init(ifindex: UInt32? = nil) { self.ifindex = ifindex }
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<QueueAttributes>) {
            if let ifindex { message.put(2, ifindex) }
        }
    }

    /// Statistics of one device, or of all.
    struct QstatsDump: DumpRequest, NetlinkMessage {
        typealias Reply = QueueGet
        typealias Attributes = DevAttributes
        static var operation: NetlinkOperation { NetlinkOperation(12, "qstats-get") }
        var ifindex: UInt32

        init(ifindex: UInt32) { self.ifindex = ifindex }
        init(_ message: Message) throws(DecodeError) { ifindex = 0 }
        func encode(into message: inout AttributeBuilder<DevAttributes>) { message.put(1, ifindex) }
    }
}

/// The part of the family `ethtool` that these tests use, `linux/ethtool_netlink.h`.
enum Ethtool: GenericNetlinkFamily {
    static let name = "ethtool"

    enum HeaderAttributes: AttributeSet {
        static var layout: AttributeLayout { "-4s4" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "dev-index", .u32), AttributeDescriptor(2, "dev-name", .string),
        ]
    }

    enum ChannelsAttributes: MessageAttributeSet {
        typealias Family = Ethtool
        static var layout: AttributeLayout { "-n" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "header", .nest(HeaderAttributes.self))]
    }

    struct ChannelsGet: DoRequest, NetlinkMessage {
        typealias Reply = ChannelsGet
        typealias Attributes = ChannelsAttributes
        static var operation: NetlinkOperation { NetlinkOperation(17, "channels-get") }
        var device: String

        init(device: String) { self.device = device }
        init(_ message: Message) throws(DecodeError) { device = "" }
        func encode(into message: inout AttributeBuilder<ChannelsAttributes>) {
            message.putNest(1, HeaderAttributes.self) { $0.put(2, string: device) }
        }
    }
}

/// The part of routing that these tests use, `linux/rtnetlink.h`.
enum Route: EventFamily {
    static let name = "route"
    static let netlinkProtocol = NetlinkProtocol.route
    static let protocolHeaderSize = 0
    static let version: UInt8 = 0

    /// Changes of IPv4 addresses (`RTNLGRP_IPV4_IFADDR`).
    static let addresses = MulticastGroup<Route>("rtnlgrp-ipv4-ifaddr", number: 5)

    /// An IPv4 address, `struct ifaddrmsg`.
    struct AddressHeader: WireStruct {
        var prefixLength: UInt8 = 0
        var index: UInt32 = 0
        static let size = 8

        init() {}
        init(_ payload: Payload) {
            prefixLength = payload.member(UInt8.self, at: 1)
            index = payload.member(UInt32.self, at: 4)
        }
        func encode(into bytes: inout StructWriter) {
            bytes.put(2 as UInt8, at: 0)
            bytes.put(prefixLength, at: 1)
            bytes.put(index, at: 4)
        }
    }

    enum AddressAttributes: MessageAttributeSet {
        typealias Family = Route
        typealias Header = AddressHeader
        static var layout: AttributeLayout { "--4" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(2, "local", .bytes)]
    }

    struct NewAddress: DoRequest, NetlinkMessage {
        typealias Attributes = AddressAttributes
        static var operation: NetlinkOperation { NetlinkOperation(20, "newaddr") }
        var header = AddressHeader()
        var local: UInt32

        /// Creates a request for 127.1.0.0 and a number more, at the loopback device.
        init(_ number: UInt16) {
            local = (0x7f01_0000 | UInt32(number)).bigEndian
            header.prefixLength = 32
            header.index = 1
        }
        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: AddressAttributes.self)
            header = AddressHeader(attributes.fixedHeader(in: AddressAttributes.self))
            local = attributes.value(2, as: UInt32.self) ?? 0
        }
        func encode(into message: inout AttributeBuilder<AddressAttributes>) { message.put(2, local) }
    }

    struct GetAddresses: DumpRequest, NetlinkMessage {
        typealias Reply = NewAddress
        typealias Attributes = AddressAttributes
        static var operation: NetlinkOperation { NetlinkOperation(22, "getaddr") }
        var header = AddressHeader()

        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<AddressAttributes>) {}
    }

    enum Event: NetlinkEvent, Equatable {
        case newAddress(UInt32)
        case lost(Int?)
        case unknown(UInt16)

        init(_ message: Message) throws(DecodeError) {
            guard message.type.rawValue == 20 else {
                self = .unknown(message.type.rawValue)
                return
            }
            self = .newAddress(try NewAddress(message).local.bigEndian)
        }
    }
}
