import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OpenVSwitch

extension Checks {
    /// Sends frames through the datapath and this program, and looks at every byte of them.
    ///
    /// No more are on their way than the receive buffers hold, so that none may be lost.
    mutating func roundTrips(_ count: UInt32) throws {
        try withDatapath("dp1") { datapath in
            var path = try FramePath(0, in: datapath)
            let before = try statistics(of: datapath)
            var batch = RequestBatch()
            var (unlike, missing, failed) = (0, 0, 0)
            let window: UInt32 = 64
            let time = try ContinuousClock().measure {
                for first in stride(from: 0, to: count, by: Int(window)) {
                    let frames = (first..<min(first + window, count)).map { number in
                        NumberedFrame.bytes(number, length: 60 + Int(number) % 1455)
                    }
                    for frame in frames { try path.start.send(frame) }
                    missing += try path.forward(frames, &batch)
                    failed += try path.upcalls.perform(batch).count
                    for frame in frames where try !path.end.receives(frame) { unlike += 1 }
                    batch.removeAll()
                }
            }
            let after = try statistics(of: datapath)
            print("        \(count) frames of 60 to 1,514 bytes in \(time)")
            print(
                "        misses \(before.nMissed) before, \(after.nMissed) after; lost \(before.nLost), \(after.nLost)"
            )
            expect(
                missing + failed + unlike,
                is: 0,
                "\(count) round trips: each frame has arrived, every byte is right"
            )
            expect(after.nMissed - before.nMissed, is: UInt64(count), "each of them was an upcall")
            expect(after.nLost, is: before.nLost, "the datapath has lost none")
        }
    }
}

extension FramePath {
    /// Receives the upcalls of some frames and makes requests that send the packets on.
    ///
    /// - Returns: How many upcalls were not those of the frames.
    fileprivate mutating func forward(_ frames: [[UInt8]], _ batch: inout RequestBatch) throws -> Int {
        var wrong = 0
        for frame in frames {
            guard case .miss(let upcall)? = try upcalls.next(timeLimit: .seconds(5)), upcall.packet == frame,
                upcall.key?.ethertype == 0x88b5, let request = upcall.execute([.output(out)])
            else {
                wrong += 1
                continue
            }
            try batch.append(request)
        }
        return wrong
    }
}
