import Netlink

/// A family with a protocol of its own: notes by number, with nests.
enum Notes: RawNetlinkFamily, EventFamily {
    static let name = "notes"
    static let netlinkProtocol = NetlinkProtocol(rawValue: 31)

    /// Changes of notes.
    static let changes = MulticastGroup<Notes>("changes", number: 7)

    enum NoteAttributes: MessageAttributeSet {
        typealias Family = Notes
        static var layout: AttributeLayout { "-4sn" }
        static let attributes: [AttributeDescriptor] = [
            AttributeDescriptor(1, "id", .u32),
            AttributeDescriptor(2, "text", .string),
            AttributeDescriptor(3, "author", .nest(Author.self)),
        ]
    }

    /// Who wrote a note.
    struct Author: NestContents {
        typealias Attributes = Author
        static var layout: AttributeLayout { "-s" }
        static let attributes: [AttributeDescriptor] = [AttributeDescriptor(1, "name", .string)]
        var name: String

        init(name: String) { self.name = name }

        init(_ payload: Payload) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(payload, in: Author.self)
            name = try attributes.require(1, attributes.string(1))
        }

        func encode(into attributes: inout AttributeBuilder<Author>) { attributes.put(1, string: name) }
    }

    struct Note: NetlinkMessage {
        typealias Attributes = NoteAttributes
        var id: UInt32
        var text: String?
        var author: Author?

        init(id: UInt32, text: String? = nil, author: Author? = nil) {
            self.id = id
            self.text = text
            self.author = author
        }

        init(_ message: Message) throws(DecodeError) {
            let attributes = try AttributeIndex<AttributeSlots8>(message, in: NoteAttributes.self)
            id = try attributes.require(1, attributes.value(1, as: UInt32.self))
            text = attributes.string(2)
            author = try attributes.nest(3, as: Author.self)
        }

        func encode(into message: inout AttributeBuilder<NoteAttributes>) {
            message.put(1, id)
            if let text { message.put(2, string: text) }
            if let author { message.put(3, author) }
        }
    }

    struct Get: DoRequest, NetlinkMessage {
        typealias Reply = Note
        typealias Attributes = NoteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(18, "get") }
        var note: Note

        init(_ id: UInt32) { note = Note(id: id) }
        init(_ message: Message) throws(DecodeError) { note = try Note(message) }
        func encode(into message: inout AttributeBuilder<NoteAttributes>) { note.encode(into: &message) }
    }

    struct Put: DoRequest, NetlinkMessage {
        typealias Attributes = NoteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(16, "put") }
        var note: Note

        init(_ note: Note) { self.note = note }
        init(_ message: Message) throws(DecodeError) { note = try Note(message) }
        func encode(into message: inout AttributeBuilder<NoteAttributes>) { note.encode(into: &message) }
    }

    struct List: DumpRequest, NetlinkMessage {
        typealias Reply = Note
        typealias Attributes = NoteAttributes
        static var operation: NetlinkOperation { NetlinkOperation(18, "list") }

        init() {}
        init(_ message: Message) throws(DecodeError) {}
        func encode(into message: inout AttributeBuilder<NoteAttributes>) {}
    }

    enum Event: NetlinkEvent, Equatable {
        case note(UInt32)
        case lost(Int?)
        case unknown(UInt16)

        init(_ message: Message) throws(DecodeError) {
            self = message.type.rawValue == 16 ? .note(try Note(message).id) : .unknown(message.type.rawValue)
        }
    }
}
