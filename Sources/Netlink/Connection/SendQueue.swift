/// Requests that wait for being sent.
///
/// One task or thread at a time sends. What others want to be sent meanwhile goes into one datagram: a message of many
/// costs about three quarters of one sent alone.
struct SendQueue: Sendable {
    /// An exchange to be sent.
    struct Entry: Sendable {
        /// The exchange.
        let number: UInt32

        /// Its messages.
        let bytes: [UInt8]

        /// The room that its answers take in the receive buffer, in acknowledgements.
        let weight: Int
    }

    /// A datagram to be sent.
    struct Datagram: Sendable {
        /// The messages of one exchange or several.
        var bytes: [UInt8]

        /// The exchanges.
        var numbers: [UInt32]
    }

    private var entries: [Entry] = []

    /// How many of the first entries have been taken.
    private var taken = 0

    /// Whether somebody sends.
    var isServed = false

    /// Whether nothing waits for being sent.
    var isEmpty: Bool { taken == entries.count }

    /// The first exchange that waits.
    var first: Entry? { isEmpty ? nil : entries[taken] }

    /// Appends an exchange.
    mutating func append(_ entry: Entry) { entries.append(entry) }

    /// Forgets the first exchange.
    mutating func removeFirst() {
        taken += 1
        if taken == entries.count {
            entries.removeAll(keepingCapacity: taken <= 64)
            taken = 0
        } else if taken >= 1024 {
            entries.removeFirst(taken)
            taken = 0
        }
    }

    /// Takes as many exchanges as go into one datagram.
    ///
    /// - Parameters:
    ///   - room: The most acknowledgements that may come in answer; the first exchange is taken whatever its weight.
    ///   - isWanted: Whether somebody still waits for an exchange.
    /// - Returns: The datagram, or `nil` if nothing waits.
    mutating func next(room: Int, isWanted: (UInt32) -> Bool) -> Datagram? {
        var datagram: Datagram?
        var room = room
        while let entry = first {
            guard isWanted(entry.number) else {
                removeFirst()
                continue
            }
            room -= entry.weight
            guard datagram.append(entry, hasRoom: room >= 0) else { break }
            removeFirst()
        }
        return datagram
    }
}

extension SendQueue.Datagram? {
    /// Appends an exchange, unless there are others already and it does not fit.
    fileprivate mutating func append(_ entry: SendQueue.Entry, hasRoom: Bool) -> Bool {
        guard var datagram = self else {
            self = SendQueue.Datagram(bytes: entry.bytes, numbers: [entry.number])
            return true
        }
        guard hasRoom, datagram.bytes.count + entry.bytes.count <= SendLimits.maximumBytes else { return false }
        self = nil
        datagram.bytes += entry.bytes
        datagram.numbers.append(entry.number)
        self = datagram
        return true
    }
}
