import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OpenVSwitch

extension Checks {
    /// Answers upcalls while another process sends frames faster than that.
    mutating func flood(_ count: Int) throws {
        try withDatapath("dp1") { datapath in
            var options = UpcallSocket.Options()
            options.receiveBufferSize = 64 << 10
            var path = try FramePath(0, in: datapath, options: options)
            let before = try statistics(of: datapath)
            let sender = try Shell.start("/upcall-checks send in0 \(count)")
            var flood = Flood()
            while let event = try path.upcalls.next(timeLimit: .seconds(2)) { try flood.handle(event, &path) }
            expect(sender.finish(), is: 0, "another process has sent \(count) frames")
            let after = try statistics(of: datapath)
            let (missed, lost) = (Int(after.nMissed - before.nMissed), Int(after.nLost - before.nLost))
            print("        \(flood.received) upcalls received, \(flood.lost) lost in \(flood.losses) events;")
            print("        of \(missed) misses the datapath has lost \(lost)")
            expect(flood.received > 0 && flood.lost > 0, "some upcalls arrive and others are lost")
            expect(flood.lost, is: lost, "as many upcalls are told lost as the datapath has counted")
            expect(flood.received + flood.lost, is: missed, "each miss has arrived or is told lost")
            expect(flood.isInOrder, "what arrives is in order")
            let frame = NumberedFrame.bytes(7, length: 100)
            try path.start.send(frame)
            guard case .miss(let upcall)? = try path.upcalls.next(timeLimit: .seconds(5)) else {
                return expect(false, "the program goes on", "there is no upcall")
            }
            expect(upcall.packet, is: frame, "the program goes on")
        }
    }
}

/// What has come of a flood so far.
private struct Flood {
    var received = 0
    var lost = 0

    /// How often losses were told.
    var losses = 0

    var isInOrder = true
    private var next: UInt32 = 0

    mutating func handle(_ event: OVSPacket.Event, _ path: inout FramePath) throws {
        switch event {
        case .miss(let upcall):
            received += 1
            let number = NumberedFrame.number(upcall.packet ?? []) ?? 0
            if number < next { isInOrder = false }
            next = number + 1
            if let request = upcall.execute([.output(path.out)]) { try path.upcalls.execute(request) }
        case .lost(let count):
            losses += 1
            lost += count ?? 0
        default: break
        }
    }
}

/// Sends numbered frames as fast as possible.
func sendFrames(_ device: String, _ count: UInt32) throws {
    let socket = try FrameSocket(device)
    for number in 0..<count { try socket.send(NumberedFrame.bytes(number, length: 200)) }
}
