import Netlink

/// What is sent for an answer, step by step.
enum Delivery: Sendable {
    /// A datagram.
    case datagram([UInt8])

    /// Waits for a gate.
    case wait(Gate)

    /// The receive buffer overflows by a number of messages.
    case overflow(Int)
}

/// An answer that has not been sent yet.
struct PendingAnswer: Sendable {
    var deliveries: [Delivery]

    /// Whether it is a dump, which keeps others of the same socket from beginning.
    let isDump: Bool

    /// Where it goes to.
    let port: UInt32

    init(_ deliveries: [Delivery], to port: UInt32, isDump: Bool) {
        self.deliveries = deliveries
        self.port = port
        self.isDump = isDump
    }
}

extension [Delivery] {
    /// Applies a fault.
    ///
    /// - Parameters:
    ///   - fault: The fault.
    ///   - request: The request that is answered.
    mutating func apply(_ fault: Fault, to request: Incoming) {
        switch fault.kind {
        case .refuse, .afterNext: break
        case .silence: removeAll()
        case .hold(let gate, let count): insert(.wait(gate), at: Swift.min(count, self.count))
        case .twice: self += self
        case .endless: if !isEmpty { removeLast() }
        case .failure(let refusal):
            if !isEmpty { self[count - 1] = .datagram(Acknowledgement.done(request, refusal)) }
        case .cut(let count): change(only: 0) { $0.removeLast(Swift.min(count, $0.count)) }
        case .interrupt(let interruption): interrupt(interruption)
        case .unmarked:
            for index in indices.dropLast() { change(only: index) { $0.setFlags(.multi, false) } }
        case .overflow(let lost, let count):
            removeSubrange(Swift.min(count, self.count)...)
            append(.overflow(lost))
        case .stray:
            insert(.datagram(Bytes.message(MessageType(rawValue: .max), flags: [], sequence: 0, port: 0, [])), at: 0)
        }
    }

    private mutating func interrupt(_ interruption: Fault.Interruption) {
        let changed =
            switch interruption {
            case .firstPart: startIndex..<Swift.min(1, count)
            case .end: Swift.max(count - 1, 0)..<count
            case .everywhere: indices
            }
        for index in changed { change(only: index) { $0.setFlags(.dumpInterrupted, true) } }
    }

    private mutating func change(only index: Int, _ body: (inout [UInt8]) -> Void) {
        guard indices.contains(index), case .datagram(var bytes) = self[index] else { return }
        body(&bytes)
        self[index] = .datagram(bytes)
    }
}

extension [UInt8] {
    /// Sets or clears flags of all messages of a datagram.
    fileprivate mutating func setFlags(_ flags: MessageFlags, _ isSet: Bool) {
        for offset in Bytes.messageOffsets(in: self) {
            let old = MessageFlags(rawValue: Bytes.load(UInt16.self, from: self, at: offset + 6))
            Bytes.store(isSet ? old.union(flags).rawValue : old.subtracting(flags).rawValue, in: &self, at: offset + 6)
        }
    }
}
