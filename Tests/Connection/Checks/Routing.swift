import Netlink

/// What these checks need of routing, `linux/rtnetlink.h`: IPv4 routes of one table, IPv4 addresses and links.
enum Routing: EventFamily, RawNetlinkFamily {
    static let name = "routing"
    static let netlinkProtocol = NetlinkProtocol.route

    /// Changes of IPv4 routes (`RTNLGRP_IPV4_ROUTE`).
    static let routes = MulticastGroup<Routing>("rtnlgrp-ipv4-route", number: 7)

    /// The loopback device.
    static let loopback: UInt32 = 1

    enum Event: NetlinkEvent {
        case added(UInt32)
        case removed(UInt32)
        case lost(Int?)
        case unknown(UInt16)

        init(_ message: Message) throws(DecodeError) {
            switch message.type.rawValue {
            case 24: self = .added(try Route(message).destination)
            case 25: self = .removed(try Route(message).destination)
            default: self = .unknown(message.type.rawValue)
            }
        }
    }
}

// MARK: - Routes

extension Routing {
    /// `struct rtmsg`, of a unicast route to one IPv4 address in the main table.
    struct RouteHeader: WireStruct {
        var prefixLength: UInt8

        /// Whether it is that of a question, which may tell no more than it asks for.
        var isQuestion = false
        static let size = 12

        init(prefixLength: UInt8 = 32, isQuestion: Bool = false) {
            self.prefixLength = prefixLength
            self.isQuestion = isQuestion
        }
        init(_ payload: Payload) { prefixLength = payload.member(UInt8.self, at: 1) }
        func encode(into bytes: inout StructWriter) {
            bytes.put(2 as UInt8, at: 0)
            bytes.put(prefixLength, at: 1)
            guard !isQuestion else { return }
            // RT_TABLE_MAIN, RTPROT_BOOT, RT_SCOPE_LINK, RTN_UNICAST
            bytes.put(254 as UInt8, at: 4)
            bytes.put(3 as UInt8, at: 5)
            bytes.put(253 as UInt8, at: 6)
            bytes.put(1 as UInt8, at: 7)
        }
    }

    enum RouteAttributes: MessageAttributeSet {
        typealias Family = Routing
        typealias Header = RouteHeader
        static var layout: AttributeLayout { "-4--4" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "dst", .bigEndian(.u32)), AttributeDescriptor(4, "oif", .u32),
        ]
    }

    /// A route to one address through the loopback device.
    struct Route: NetlinkMessage {
        typealias Attributes = RouteAttributes
        var header = RouteHeader()
        var destination: UInt32

        init(_ destination: UInt32) { self.destination = destination }
        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: RouteAttributes.self)
            header = RouteHeader(attributes.fixedHeader(in: RouteAttributes.self))
            destination = (attributes.value(1, as: UInt32.self) ?? 0).bigEndian
        }
        func encode(into message: inout AttributeBuilder<RouteAttributes>) {
            message.put(1, destination.bigEndian)
            message.put(4, Routing.loopback)
        }
    }

    struct AddRoute: DoRequest {
        typealias Attributes = RouteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(24, "newroute") }
        var route: Route
        var header: RouteHeader { route.header }

        init(_ destination: UInt32) { route = Route(destination) }
        func encode(into message: inout AttributeBuilder<RouteAttributes>) { route.encode(into: &message) }
    }

    struct RemoveRoute: DoRequest {
        typealias Attributes = RouteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(25, "delroute") }
        var route: Route
        var header: RouteHeader { route.header }

        init(_ destination: UInt32) { route = Route(destination) }
        func encode(into message: inout AttributeBuilder<RouteAttributes>) { route.encode(into: &message) }
    }

    /// Asks which route leads to an address; the answer repeats the address.
    struct FindRoute: DoRequest {
        typealias Reply = Route
        typealias Attributes = RouteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(26, "getroute") }
        var destination: UInt32
        var header: RouteHeader { RouteHeader(isQuestion: true) }

        init(_ destination: UInt32) { self.destination = destination }
        func encode(into message: inout AttributeBuilder<RouteAttributes>) {
            message.put(1, destination.bigEndian)
        }
    }

    struct ListRoutes: DumpRequest {
        typealias Reply = Route
        typealias Attributes = RouteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(26, "getroute") }
        var header: RouteHeader { RouteHeader(prefixLength: 0, isQuestion: true) }

        init() {}
        func encode(into message: inout AttributeBuilder<RouteAttributes>) {}
    }
}

// MARK: - Addresses

extension Routing {
    /// `struct ifaddrmsg`, of an IPv4 address of the loopback device.
    struct AddressHeader: WireStruct {
        var prefixLength: UInt8 = 32
        static let size = 8

        init() {}
        init(_ payload: Payload) { prefixLength = payload.member(UInt8.self, at: 1) }
        func encode(into bytes: inout StructWriter) {
            bytes.put(2 as UInt8, at: 0)
            bytes.put(prefixLength, at: 1)
            bytes.put(prefixLength == 0 ? 0 : Routing.loopback, at: 4)
        }
    }

    enum AddressAttributes: MessageAttributeSet {
        typealias Family = Routing
        typealias Header = AddressHeader
        static var layout: AttributeLayout { "--4" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(2, "local", .bigEndian(.u32))]
    }

    struct Address: NetlinkMessage {
        typealias Attributes = AddressAttributes
        var header = AddressHeader()
        var local: UInt32

        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: AddressAttributes.self)
            local = (attributes.value(2, as: UInt32.self) ?? 0).bigEndian
        }
        func encode(into message: inout AttributeBuilder<AddressAttributes>) { message.put(2, local.bigEndian) }
    }

    struct AddAddress: DoRequest {
        typealias Attributes = AddressAttributes
        static var operation: NetlinkOperation { NetlinkOperation(20, "newaddr") }
        var header = AddressHeader()
        var local: UInt32

        init(_ local: UInt32) { self.local = local }
        func encode(into message: inout AttributeBuilder<AddressAttributes>) { message.put(2, local.bigEndian) }
    }

    struct RemoveAddress: DoRequest {
        typealias Attributes = AddressAttributes
        static var operation: NetlinkOperation { NetlinkOperation(21, "deladdr") }
        var header = AddressHeader()
        var local: UInt32

        init(_ local: UInt32) { self.local = local }
        func encode(into message: inout AttributeBuilder<AddressAttributes>) { message.put(2, local.bigEndian) }
    }

    struct ListAddresses: DumpRequest {
        typealias Reply = Address
        typealias Attributes = AddressAttributes
        static var operation: NetlinkOperation { NetlinkOperation(22, "getaddr") }
        var header: AddressHeader {
            var header = AddressHeader()
            header.prefixLength = 0
            return header
        }

        init() {}
        func encode(into message: inout AttributeBuilder<AddressAttributes>) {}
    }
}

// MARK: - Links

extension Routing {
    /// `struct ifinfomsg`.
    struct LinkHeader: WireStruct {
        var index: UInt32
        static let size = 16

        init(index: UInt32) { self.index = index }
        init(_ payload: Payload) { index = payload.member(UInt32.self, at: 4) }
        func encode(into bytes: inout StructWriter) { bytes.put(index, at: 4) }
    }

    enum LinkAttributes: MessageAttributeSet {
        typealias Family = Routing
        typealias Header = LinkHeader
        static var layout: AttributeLayout { "---s" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(3, "ifname", .string)]
    }

    struct Link: NetlinkMessage {
        typealias Attributes = LinkAttributes
        var header: LinkHeader
        var name: String

        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: LinkAttributes.self)
            header = LinkHeader(attributes.fixedHeader(in: LinkAttributes.self))
            name = attributes.string(3) ?? ""
        }
        func encode(into message: inout AttributeBuilder<LinkAttributes>) {
            message.put(3, string: name, lengths: 0...15)
        }
    }

    struct FindLink: DoRequest {
        typealias Reply = Link
        typealias Attributes = LinkAttributes
        static var operation: NetlinkOperation { NetlinkOperation(18, "getlink") }
        var header: LinkHeader

        init(_ index: UInt32) { header = LinkHeader(index: index) }
        func encode(into message: inout AttributeBuilder<LinkAttributes>) {}
    }
}
