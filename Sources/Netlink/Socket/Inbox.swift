/// What a socket received and nobody has asked for yet: events, kept until somebody does.
struct Inbox: Sendable {
    /// An event's message.
    struct Event: Hashable, Sendable {
        /// The message type.
        var type: MessageType

        /// The whole message.
        var bytes: [UInt8]

        /// The network namespace that it is from, if that is not the socket's own.
        var namespace: NamespaceID?
    }

    /// The requests' numbers, by which answers that come too late are known.
    var sequences: SequenceNumbers

    /// The number of a dump whose end has not come yet.
    ///
    /// Until it has been received the kernel refuses another dump, also if nobody waits for it any more.
    var unfinishedDump: UInt32?

    /// The messages that were lost.
    var losses = LossCounter()

    /// The most bytes of events that are kept.
    private let capacity: Int

    /// The events in the order of arrival; `nil` where one has been taken.
    private var events: [Event?] = []

    /// How many of the first places are empty.
    private var taken = 0

    private var size = 0

    /// Creates an empty inbox.
    init(sequences: SequenceNumbers, capacity: Int) {
        self.sequences = sequences
        self.capacity = capacity
    }

    /// Takes in a message that is no part of an answer somebody waits for; an event for which there is no room is lost.
    ///
    /// - Parameters:
    ///   - message: The message.
    ///   - isMulticast: Whether its datagram was sent to a multicast group.
    ///   - namespace: The network namespace that it is from, if that is not the socket's own.
    mutating func file(_ message: Message, isMulticast: Bool, namespace: NamespaceID? = nil) {
        guard message.type != .overrun else { return losses.note(Loss(count: nil)) }
        guard isEvent(message, isMulticast: isMulticast) else {
            let isEnd = message.type == .done || message.type == .error
            if isEnd, message.sequence == unfinishedDump { unfinishedDump = nil }
            return
        }
        guard size + message.payload.count <= capacity else { return losses.note(Loss(count: 1)) }
        size += message.payload.count
        let bytes = [UInt8](message.payload.span)
        events.append(Event(type: message.type, bytes: bytes, namespace: namespace))
    }

    /// Takes in a message of a datagram.
    mutating func file(_ message: Message, of buffer: borrowing ReceiveBuffer) {
        file(message, isMulticast: buffer.isMulticast, namespace: buffer.namespace)
    }

    /// Takes in the messages of a datagram, up to one that is malformed.
    mutating func file(_ buffer: borrowing ReceiveBuffer) {
        var messages = Messages(buffer.datagram)
        while let message = try? messages.next() { file(message, of: buffer) }
    }

    /// Takes in the messages of a datagram and shows the first event of a family to a closure.
    ///
    /// - Parameters:
    ///   - buffer: The datagram.
    ///   - filter: The messages of the family.
    ///   - body: Reads the event.
    /// - Returns: Whether there is one.
    /// - Throws: ``DecodeError`` if a message is malformed, or what the closure throws.
    @inline(__always)
    mutating func file(
        _ buffer: borrowing ReceiveBuffer,
        first filter: EventFilter,
        _ body: (Message) throws(DecodeError) -> Void
    ) throws(DecodeError) -> Bool {
        var hasEvent = false
        var failure: DecodeError?
        var messages = Messages(buffer.datagram)
        while let message = try messages.next() {
            guard !hasEvent, filter.accepts(message.type), isEvent(message, isMulticast: buffer.isMulticast) else {
                file(message, of: buffer)
                continue
            }
            hasEvent = true
            do { try body(message) } catch { failure = error }
        }
        if let failure { throw failure }
        return hasEvent
    }

    /// Whether a message came unasked.
    ///
    /// What came through a multicast group did, whatever its sequence number; so did what came to our port without the
    /// number of one of our requests, as the packets of Open vSwitch do.
    func isEvent(_ message: Message, isMulticast: Bool) -> Bool {
        guard !message.type.isControl else { return false }
        return isMulticast || !sequences.contains(message.sequence)
    }

    /// Whether there are any events.
    var hasEvents: Bool { taken < events.count }

    /// Removes the oldest event.
    ///
    /// - Parameter filter: The messages wanted.
    /// - Returns: The event, or `nil` if there is none.
    mutating func takeEvent(_ filter: EventFilter) -> Event? {
        let index = events[taken...].firstIndex { $0.map { filter.accepts($0.type) } ?? false }
        guard let index, let event = events[index] else { return nil }
        events[index] = nil
        size -= event.bytes.count
        removeEmptyPlaces()
        return event
    }

    /// Moves the events forward only when half of the places are empty, so that taking all of them takes linear time.
    private mutating func removeEmptyPlaces() {
        while taken < events.count, events[taken] == nil { taken += 1 }
        guard taken * 2 >= events.count else { return }
        events.removeFirst(taken)
        taken = 0
    }
}

/// Which messages belong to a family.
enum EventFilter: Hashable, Sendable {
    /// Those of one type, as generic netlink gives one to each family.
    case type(MessageType)

    /// All: families that share a protocol, as those of rtnetlink, are not told apart by a number.
    case all

    /// Whether messages of a type belong to the family.
    func accepts(_ type: MessageType) -> Bool {
        switch self {
        case .type(let wanted): type == wanted
        case .all: !type.isControl
        }
    }
}
