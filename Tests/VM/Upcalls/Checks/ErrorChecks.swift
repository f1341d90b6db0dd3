import Netlink
import OVSFlow
import OVSPacket
import OpenVSwitch
import Synchronization

extension Checks {
    /// Requests that are refused, and what the errors say.
    mutating func errors() throws {
        try withDatapath("dp1") { datapath in
            try missingActions(datapath)
            var upcalls = try UpcallSocket(datapath: datapath)
            let packet = frame()
            try expect("a packet of 13 bytes", invalidPacket(.tooShort(length: 13, minimum: 14))) {
                () throws(ExecuteError) in
                try upcalls.execute(send(Array(packet.prefix(13)), to: 0, in: datapath))
            }
            try expect("a packet of 65,532 bytes", invalidPacket(.tooLong(length: 65_532, maximum: 65_531))) {
                () throws(ExecuteError) in
                try upcalls.execute(send(frame(length: 65_532), to: 0, in: datapath))
            }
            expectRefusal("an action for a port that cannot exist", errno: .invalidArgument) {
                () throws(ExecuteError) in
                try upcalls.execute(send(packet, to: 1 << 20, in: datapath))
            }
            try removeDatapath(datapath)
            try expect("a datapath that is gone", .noDatapath(datapath)) { () throws(ExecuteError) in
                try upcalls.execute(send(packet, to: 0, in: datapath))
            }
            do throws(NetlinkError) {
                _ = try UpcallSocket(datapath: datapath)
                expect(false, "upcalls of a datapath that is gone", "no error")
            } catch {
                expect(error.errno, is: .noDevice, "upcalls of a datapath that is gone: \(error)")
            }
        }
    }

    /// A request without actions, which only a closure can write: the kernel, which would say `EINVAL`, is not asked.
    private mutating func missingActions(_ datapath: UInt32) throws {
        let counter = SentCounter()
        var endpoint = KernelEndpoint()
        endpoint.observers = [counter]
        var upcalls = try UpcallSocket(datapath: datapath, options: .init(), endpoint: endpoint)
        let packet = frame()
        // The first request asks for the family's number too.
        try upcalls.execute(send(packet, in: datapath))
        let before = counter.count
        let actions = AttributePath([.name("actions")])
        try expect("missing actions", .missingAttribute(actions)) { () throws(ExecuteError) in
            try upcalls.execute { message in
                message.packet(packet.rawSpan)
                message.key { $0.inPort(0) }
            }
        }
        expect(counter.count, is: before, "nothing has been sent")
        try upcalls.execute(send(packet, in: datapath))
        expect(counter.count, is: before + 1, "with actions it is")
    }

    private func invalidPacket(_ reason: EncodeError.Reason) -> ExecuteError {
        .invalidAttribute(EncodeError(reason, attribute: AttributePath([.name("packet")])))
    }

    /// Checks which error there is, and prints it.
    private mutating func expect(
        _ subject: String,
        _ expected: ExecuteError,
        _ body: () throws(ExecuteError) -> Void
    ) throws {
        do throws(ExecuteError) {
            try body()
            expect(false, subject, "no error")
        } catch {
            expect(error == expected, "\(subject): \(error)", "expected \(expected)")
        }
    }

    /// Checks that the kernel refuses something.
    private mutating func expectRefusal(
        _ subject: String,
        errno: Errno,
        _ body: () throws(ExecuteError) -> Void
    ) {
        do throws(ExecuteError) {
            try body()
            expect(false, subject, "no error")
        } catch {
            guard case .refused(let refusal) = error else { return expect(false, subject, "\(error)") }
            expect(refusal.errno == errno, "\(subject): \(error)")
        }
    }
}

/// Counts the datagrams that sockets send.
private final class SentCounter: DatagramObserver {
    private let sent = Atomic(0)

    /// How many there were.
    var count: Int { sent.load(ordering: .relaxed) }

    func sent(_ datagram: RawSpan, at time: Duration) { sent.add(1, ordering: .relaxed) }

    func received(_ datagram: RawSpan, length: Int, from sender: NetlinkAddress) {}
}
