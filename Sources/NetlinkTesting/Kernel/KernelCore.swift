import Netlink
import Synchronization

/// The kernel of a test as its thread and its sockets see it.
final class KernelCore: Sendable {
    let state = Mutex(KernelState())

    /// Held while a receive buffer is made to overflow: a reader could empty it as fast as it is filled.
    ///
    /// Taken before the state.
    let reading = Mutex(())

    let descriptor: SocketDescriptor
    let port: UInt32

    /// `NETLINK_USERSOCK`, by which processes talk to each other.
    static let transport = NetlinkProtocol(rawValue: 2)

    /// The group whose mark the messages to groups bear: nobody is in it.
    private static let mark: UInt32 = 1 << 31

    init() throws(NetlinkError) {
        let descriptor = try SocketDescriptor(Self.transport)
        try descriptor.setSendBuffer(8 << 20)
        port = try descriptor.bind()
        self.descriptor = descriptor
    }

    /// Receives requests until the kernel is stopped.
    func run() {
        var buffer = ReceiveBuffer()
        while !state.withLock({ $0.isStopped }) {
            do throws(NetlinkError) {
                try descriptor.waitForInput()
                guard try buffer.receive(from: descriptor) else { continue }
            } catch {
                // Requests that did not fit are lost, as they would be to the kernel.
                continue
            }
            receive([UInt8](buffer.datagram), from: buffer.sender.port)
        }
    }

    /// Ends the thread.
    func stop() {
        state.withLock { $0.isStopped = true }
        // Wakes the thread, which need not be woken if its receive buffer is full: whoever lets go of the kernel must not
        // wait for a thread that waits for a socket. Newer kernels send no empty datagrams (`netlink_sendmsg`).
        let nothing = Bytes.message(.noop, flags: [], sequence: 0, port: 0, [])
        try? descriptor.send(nothing.rawSpan, to: address(port, isMulticast: false), waits: false)
    }

    /// Sends a datagram.
    ///
    /// - Parameters:
    ///   - datagram: The messages.
    ///   - port: Where it goes to; nobody may be there any more.
    ///   - isMulticast: Whether it bears the mark of a group.
    func send(_ datagram: [UInt8], to port: UInt32, isMulticast: Bool = false) {
        try? descriptor.send(datagram.rawSpan, to: address(port, isMulticast: isMulticast))
    }

    /// The address of a socket, with the mark of a group if the message is for one.
    func address(_ port: UInt32, isMulticast: Bool) -> NetlinkAddress {
        var address = NetlinkAddress(port: port)
        if isMulticast { address.groups = Self.mark }
        return address
    }
}

extension KernelCore {
    /// Takes in a datagram (`netlink_rcv_skb`): what is malformed ends it in silence.
    private func receive(_ datagram: [UInt8], from port: UInt32) {
        let client = state.withLock { $0.client(at: port) }
        for offset in Bytes.messageOffsets(in: datagram) {
            var messages = Messages(datagram.rawSpan.extracting(droppingFirst: offset))
            guard let message = try? messages.next() else { return }
            let request = Incoming(
                header: message.header,
                bytes: [UInt8](message.payload.span),
                port: port,
                netlinkProtocol: client?.netlinkProtocol ?? Self.transport
            )
            receive(request)
        }
    }

    private func receive(_ request: Incoming) {
        guard request.header.flags.contains(.request) else { return }
        if request.header.type.isControl {
            return deliver([], outcome: .acknowledged(warning: nil), to: request, isDump: false)
        }
        let (found, played, faults, isBusy) = state.withLock { state in
            let found = Result { () throws(Refusal) in try state.operation(for: request) }
            let faults = state.takeFaults(for: (try? found.get())?.key)
            let isBusy = request.header.flags.contains(.dump) && state.dumps.contains(request.port)
            return (found, isBusy ? nil : state.playback?.answer(to: request), faults, isBusy)
        }
        let operation = try? found.get()
        let refusal = played == nil ? refusal(of: request, found, faults, isBusy: isBusy) : nil
        note(request, operation, refusal)
        let isDump = operation?.key.isDump ?? request.header.flags.contains(.dump)
        let outcome = refusal.map { .refused($0) } ?? played.map { .datagrams($0) } ?? operation?.answer(request)
        deliver(faults, outcome: outcome ?? .silent, to: request, isDump: isDump && refusal == nil)
    }

    private func note(_ request: Incoming, _ operation: Operation?, _ refusal: Refusal?) {
        let received = ReceivedRequest(
            header: request.header,
            bytes: request.bytes,
            netlinkProtocol: request.netlinkProtocol,
            port: request.port,
            name: operation?.name,
            refusal: refusal,
            key: operation?.key
        )
        state.withLock { $0.received.append(received) }
    }

    /// Why a request does not reach its handler; `nil` if it does.
    private func refusal(
        of request: Incoming,
        _ found: Result<Operation, Refusal>,
        _ faults: [Fault],
        isBusy: Bool
    ) -> Refusal? {
        do throws(Refusal) {
            if isBusy { throw Refusal(.busy) }
            let operation = try found.get()
            for fault in faults {
                if case .refuse(let refusal) = fault.kind { throw refusal }
            }
            try RequestValidator(validation: operation.validation).check(
                Payload(request.bytes.rawSpan),
                from: operation.attributesOffset,
                operation.attributes
            )
            return nil
        } catch {
            return error
        }
    }
}

extension KernelCore {
    /// Sends an answer, changed by faults.
    private func deliver(_ faults: [Fault], outcome: Outcome, to request: Incoming, isDump: Bool) {
        var answer = PendingAnswer(deliveries(outcome, to: request, isDump: isDump), to: request.port, isDump: isDump)
        for fault in faults { answer.deliveries.apply(fault, to: request) }
        let isPostponed = faults.contains { if case .afterNext = $0.kind { true } else { false } }
        let queue = state.withLock { [answer] state -> [PendingAnswer] in
            if isDump, !answer.deliveries.isEmpty { state.dumps.insert(request.port) }
            if isPostponed {
                state.postponed.append(answer)
                return []
            }
            defer { state.postponed = [] }
            return [answer] + state.postponed
        }
        for answer in queue { proceed(answer.deliveries[...], to: answer.port, isDump: answer.isDump) }
    }

    /// What is sent if nothing goes wrong.
    private func deliveries(_ outcome: Outcome, to request: Incoming, isDump: Bool) -> [Delivery] {
        let isCapped = state.withLock { $0.isCapping }
        switch outcome {
        case .silent: return []
        case .datagrams(let datagrams): return datagrams.map { .datagram($0) }
        case .refused(let refusal):
            return [.datagram(Acknowledgement.message(request, refusal, isCapped: isCapped))]
        case .acknowledged(let warning):
            guard request.header.flags.contains(.acknowledge) else { return [] }
            return [.datagram(Acknowledgement.message(request, nil, warning: warning, isCapped: isCapped))]
        case .messages(let messages) where isDump:
            return messages.map { .datagram($0) } + [.datagram(Acknowledgement.done(request))]
        case .messages(let messages):
            return messages.map { .datagram($0) }
                + deliveries(.acknowledged(warning: nil), to: request, isDump: false)
        }
    }

    /// Sends until there is something to wait for.
    private func proceed(_ deliveries: ArraySlice<Delivery>, to port: UInt32, isDump: Bool) {
        for (index, delivery) in zip(deliveries.indices, deliveries) {
            switch delivery {
            case .datagram(let bytes): send(bytes, to: port)
            case .overflow(let lost): overflow(port, losing: lost)
            case .wait(let gate):
                let rest = deliveries[(index + 1)...]
                return gate.pass { self.proceed(rest, to: port, isDump: isDump) }
            }
        }
        if isDump { state.withLock { _ = $0.dumps.remove(port) } }
    }
}

extension KernelCore: KernelPlayer {
    func socketOpened(_ descriptor: Int32, port: UInt32, speaking netlinkProtocol: NetlinkProtocol) {
        state.withLock { state in
            state.clients[descriptor] = KernelState.Client(
                descriptor: descriptor,
                port: port,
                netlinkProtocol: netlinkProtocol
            )
        }
    }

    func socketWillClose(_ descriptor: Int32) {
        // Not while its receive buffer is made to overflow: the number could be another file's by then.
        reading.withLock { _ in
            state.withLock { state in
                guard let client = state.clients.removeValue(forKey: descriptor) else { return }
                state.postponed.removeAll { $0.port == client.port }
                state.dumps.remove(client.port)
            }
        }
    }

    func socketWillReceive(_ descriptor: Int32) { reading.withLock { _ in } }

    func join(_ group: UInt32, _ descriptor: Int32) {
        state.withLock { _ = $0.clients[descriptor]?.groups.insert(group) }
    }

    func leave(_ group: UInt32, _ descriptor: Int32) {
        state.withLock { _ = $0.clients[descriptor]?.groups.remove(group) }
    }
}
