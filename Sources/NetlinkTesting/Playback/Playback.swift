import Netlink

/// The answers of a capture, by the requests that they were given to.
struct Playback: Sendable {
    /// What tells a request from others: everything but its number and its sender.
    private struct Question: Hashable {
        let netlinkProtocol: NetlinkProtocol
        let type: MessageType
        let flags: MessageFlags
        let body: [UInt8]

        init(_ message: Message, _ netlinkProtocol: NetlinkProtocol) {
            self.netlinkProtocol = netlinkProtocol
            type = message.type
            flags = message.flags
            body = [UInt8](message.body.span)
        }
    }

    /// The request that an answer belongs to.
    private struct Reference: Hashable {
        let netlinkProtocol: NetlinkProtocol
        let sequence: UInt32
    }

    /// The answers to equal requests in the order of the capture, each a list of datagrams.
    private var answers: [Question: [[[UInt8]]]] = [:]

    /// Collects the answers of a capture.
    init(_ capture: NetlinkCapture) {
        var questions: [Reference: (question: Question, index: Int)] = [:]
        for datagram in Self.inOrderOfTime(capture) where datagram.direction != .receivedFromGroup {
            var parts: [Reference: [UInt8]] = [:]
            var messages = datagram.messages
            while let message = try? messages.next() {
                let reference = Reference(netlinkProtocol: datagram.netlinkProtocol, sequence: message.sequence)
                if datagram.direction == .received {
                    parts[reference, default: []] += Bytes.padded([UInt8](message.payload.span))
                } else if message.flags.contains(.request) {
                    let question = Question(message, datagram.netlinkProtocol)
                    questions[reference] = (question, answers[question, default: []].count)
                    answers[question, default: []].append([])
                }
            }
            for (reference, part) in parts {
                guard let (question, index) = questions[reference] else { continue }
                answers[question]?[index].append(part)
            }
        }
    }

    /// A request that one of many threads sent may stand behind its answer in the file, but has the earlier time.
    private static func inOrderOfTime(_ capture: NetlinkCapture) -> [CapturedDatagram] {
        let sorted = capture.datagrams.enumerated().sorted { left, right in
            (left.element.time, left.offset) < (right.element.time, right.offset)
        }
        return sorted.map(\.element)
    }

    /// The next answer to a request, the last one for ever; `nil` if the capture does not have the request.
    mutating func answer(to request: Incoming) -> [[UInt8]]? {
        guard let message = try? Message(request.bytes.rawSpan) else { return nil }
        let question = Question(message, request.netlinkProtocol)
        guard let recorded = answers[question], let answer = recorded.first else { return nil }
        if recorded.count > 1 { answers[question]?.removeFirst() }
        return answer.map { Self.readdressed($0, to: request) }
    }

    /// A recorded datagram with the number and the port of another request.
    private static func readdressed(_ datagram: [UInt8], to request: Incoming) -> [UInt8] {
        var datagram = datagram
        for offset in Bytes.messageOffsets(in: datagram) {
            Bytes.store(request.header.sequence, in: &datagram, at: offset + 8)
            Bytes.store(request.port, in: &datagram, at: offset + 12)
            // An error repeats the header of its request behind the error number.
            guard Bytes.load(UInt16.self, from: datagram, at: offset + 4) == MessageType.error.rawValue else {
                continue
            }
            Bytes.store(request.header.sequence, in: &datagram, at: offset + MessageHeader.size + 12)
            Bytes.store(request.port, in: &datagram, at: offset + MessageHeader.size + 16)
        }
        return datagram
    }
}
