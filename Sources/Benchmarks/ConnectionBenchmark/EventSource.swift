import Glibc
import Netlink

/// A thread that sends events to a socket, as fast as they are read.
final class EventSource: Sendable {
    private let descriptor: SocketDescriptor
    private let port: UInt32

    init() throws {
        descriptor = try SocketDescriptor(News.netlinkProtocol)
        port = try descriptor.bind()
    }

    /// The way to the source.
    var endpoint: KernelEndpoint { KernelEndpoint(port: port, transport: News.netlinkProtocol) }

    /// Sends events to a port; the thread waits while the receive buffer there is full.
    func start(_ count: Int, to port: UInt32) {
        var message = MessageBuffer()
        try? message.append(
            News.Item.self,
            0,
            type: News.item,
            flags: [],
            sequence: 0,
            header: NoHeader()
        ) { $0.put(1, bytes: [UInt8](repeating: 7, count: 40).rawSpan) }
        let bytes = [UInt8](message.bytes)
        _ = Task.detached {
            for _ in 0..<count { try? self.descriptor.send(bytes.rawSpan, to: NetlinkAddress(port: port)) }
        }
    }
}

/// A family of this program's own, on the protocol by which processes talk to each other (`NETLINK_USERSOCK`).
enum News: EventFamily, RawNetlinkFamily {
    static let name = "news"
    static let netlinkProtocol = NetlinkProtocol(rawValue: 2)
    static let item = MessageType(rawValue: 20)

    enum ItemAttributes: MessageAttributeSet {
        typealias Family = News
        static var layout: AttributeLayout { "-b" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "text", .bytes)]
    }

    struct Item: NetlinkMessage {
        typealias Attributes = ItemAttributes
        var text: [UInt8]

        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: ItemAttributes.self)
            if let bytes = attributes.bytes(1) { text = [UInt8](bytes) } else { text = [] }
        }
        func encode(into message: inout AttributeBuilder<ItemAttributes>) { message.put(1, bytes: text.rawSpan) }
    }

    enum Event: NetlinkEvent {
        case item(Item)
        case lost(Int?)

        init(_ message: Message) throws(DecodeError) { self = .item(try Item(message)) }
    }
}
