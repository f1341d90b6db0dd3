@testable import Netlink

/// The part of nftables that these tests use, `linux/netfilter/nf_tables.h`.
enum Nftables: NetlinkFamily {
    static let name = "nftables"
    static let netlinkProtocol = NetlinkProtocol.netfilter
    static let protocolHeaderSize = 0
    static let version: UInt8 = 0

    /// Whom a message is for, `struct nfgenmsg` of `linux/netfilter/nfnetlink.h`.
    struct Header: WireStruct {
        var family: UInt8
        var resource: UInt16
        static let size = 4

        init(family: UInt8 = 2, resource: UInt16 = 0) {
            self.family = family
            self.resource = resource
        }
        init(_ payload: Payload) {
            family = payload.member(UInt8.self, at: 0)
            resource = UInt16(bigEndian: payload.member(UInt16.self, at: 2))
        }
        func encode(into bytes: inout StructWriter) {
            bytes.put(family, at: 0)
            bytes.put(resource.bigEndian, at: 2)
        }
    }

    enum BatchAttributes: MessageAttributeSet {
        typealias Family = Nftables
        typealias Header = Nftables.Header
        static var layout: AttributeLayout { "-4" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "genid", .bigEndian(.u32))]
    }

    enum TableAttributes: MessageAttributeSet {
        typealias Family = Nftables
        typealias Header = Nftables.Header
        static var layout: AttributeLayout { "-s" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "name", .string)]
    }

    enum ChainAttributes: MessageAttributeSet {
        typealias Family = Nftables
        typealias Header = Nftables.Header
        static var layout: AttributeLayout { "-s-s" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "table", .string), AttributeDescriptor(3, "name", .string),
        ]
    }

    struct Begin: NetlinkRequest {
        typealias Attributes = BatchAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0x10, "batch-begin") }
        var header = Header(family: 0, resource: 10)
        var generation: UInt32?

        init(generation: UInt32? = nil) { self.generation = generation }
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<BatchAttributes>) {
            if let generation { message.put(1, generation.bigEndian) }
        }
    }

    struct End: NetlinkRequest {
        typealias Attributes = BatchAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0x11, "batch-end") }
        var header = Header(family: 0, resource: 10)

        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<BatchAttributes>) {}
    }

    struct NewTable: DoRequest {
        typealias Attributes = TableAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0xa00, "newtable") }
        var header = Header()
        var name: String

        init(_ name: String) { self.name = name }
        init(_ message: Message) throws(DecodeError) { name = "" }
        func encode(into message: inout AttributeBuilder<TableAttributes>) { message.put(1, string: name) }
    }

    struct GetTable: DoRequest {
        struct Reply: NetlinkMessage {
            typealias Attributes = TableAttributes
            var header: Header
            var name: String

            init(_ message: Message) throws(DecodeError) {
                let attributes = try AttributeIndex<AttributeSlots8>(message, in: TableAttributes.self)
                header = Header(attributes.fixedHeader(in: TableAttributes.self))
                name = try attributes.require(1, attributes.string(1))
            }
            func encode(into message: inout AttributeBuilder<TableAttributes>) { message.put(1, string: name) }
        }

        typealias Attributes = TableAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0xa01, "gettable") }
        var header = Header()
        var name: String

        init(_ name: String) { self.name = name }
        init(_ message: Message) throws(DecodeError) { name = "" }
        func encode(into message: inout AttributeBuilder<TableAttributes>) { message.put(1, string: name) }
    }

    struct NewChain: DoRequest {
        typealias Attributes = ChainAttributes
        static var operation: NetlinkOperation { NetlinkOperation(0xa03, "newchain") }
        var header = Header()
        var table: String
        var name: String

        init(_ name: String, in table: String) {
            self.table = table
            self.name = name
        }
        init(_ message: Message) throws(DecodeError) {
            table = ""
            name = ""
        }
        func encode(into message: inout AttributeBuilder<ChainAttributes>) {
            message.put(1, string: table)
            message.put(3, string: name)
        }
    }
}
