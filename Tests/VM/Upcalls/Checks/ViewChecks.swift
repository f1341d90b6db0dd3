import Netlink
import OVSFlow
import OVSPacket
import OpenVSwitch

extension Checks {
    /// Upcalls that are read where they were received.
    ///
    /// Both ends of a veth pair are ports: what leaves through one comes in through the other.
    mutating func views(_ first: String, _ second: String) throws {
        try withDatapath("dp1") { datapath in
            var options = UpcallSocket.Options()
            options.receiveBufferSize = 16 << 10
            var upcalls = try UpcallSocket(datapath: datapath, options: options)
            let (one, two) = (try upcalls.addPort(first), try upcalls.addPort(second))
            try miss(&upcalls, out: one, in: two)
            try errors(&upcalls, out: one)
            try losses(&upcalls)
        }
    }

    /// A packet is sent on without a copy, and comes up again.
    private mutating func miss(_ upcalls: inout UpcallSocket, out one: UInt32, in two: UInt32) throws {
        let request = send(frame(5, length: 99), to: one, in: upcalls.datapath)
        try upcalls.execute(request)
        let event = try upcalls.withNext(timeLimit: .seconds(5)) { upcall, socket in
            try socket.execute(upcall) { actions in actions.output(one) }
            return (port: try upcall.key()?.inPort, bytes: packet(of: upcall))
        }
        guard case .message(let upcall)? = event else { return expect(false, "an upcall is read in place") }
        expect(upcall.port, is: two, "an upcall is read in place: its port")
        expect(upcall.bytes, is: request.packet, "all of its packet")
        guard case .miss(let next)? = try upcalls.next(timeLimit: .seconds(5)) else {
            return expect(false, "it was sent on as it was")
        }
        expect(next.packet, is: request.packet, "it was sent on as it was")
        let nothing = try upcalls.withNext(timeLimit: .milliseconds(50)) { _, _ in }
        expect(nothing == nil, "nothing else comes")
    }

    /// An error of the closure concerns one upcall.
    private mutating func errors(_ upcalls: inout UpcallSocket, out one: UInt32) throws {
        for number in 6...7 { try upcalls.execute(send(frame(number), to: one, in: upcalls.datapath)) }
        do {
            _ = try upcalls.withNext(timeLimit: .seconds(5)) { upcall, socket in
                // No action has that number.
                try socket.execute(upcall) { actions in actions.put(999, UInt32(1)) }
            }
            expect(false, "an action that does not exist is refused")
        } catch let error as ExecuteError {
            guard case .refused(let refusal) = error else {
                return expect(false, "an action that does not exist is refused", "\(error)")
            }
            expect(refusal.errno, is: .invalidArgument, "an action that does not exist is refused: \(error)")
        }
        let event = try upcalls.withNext(timeLimit: .seconds(5)) { upcall, _ in packet(of: upcall) }
        guard case .message(let packet)? = event else { return expect(false, "the next upcall comes") }
        expect(packet, is: frame(7), "the next upcall comes")
    }

    /// Losses are told with their number.
    private mutating func losses(_ upcalls: inout UpcallSocket) throws {
        var batch = RequestBatch()
        for number in 0..<200 { try batch.append(sendUp(frame(number), to: upcalls.portID, in: upcalls.datapath)) }
        _ = try upcalls.perform(batch)
        var (received, lost) = (0, 0)
        while let event = try upcalls.withNext(timeLimit: .milliseconds(50), { _, _ in }) {
            switch event {
            case .message: received += 1
            case .lost(let count): lost += count ?? 0
            }
        }
        expect(lost > 0 && received > 0, "losses are told")
        expect(received + lost, is: 200, "each upcall was read or counts as lost")
    }
}

/// A copy of an upcall's packet.
private func packet(of upcall: borrowing OVSPacket.PacketView) -> [UInt8] {
    guard let packet = upcall.packet else { return [] }
    return [UInt8](packet)
}
