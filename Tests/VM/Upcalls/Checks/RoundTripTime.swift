import CLoop
import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OVSVport
import OpenVSwitch

extension Checks {
    /// Compares the time of a round trip with that of a program in C, in turns.
    ///
    /// Both send a frame, receive its upcall, take the key apart, have the packet executed, wait for the acknowledgement,
    /// receive the frame and compare it. The frames themselves are sent, received and compared by the same functions.
    ///
    /// The machine is emulated, and what a call costs there depends on where the boot has put the code: the same program
    /// comes to 1.07 after one boot and to 1.2 after another. So a ratio above the goal is told, and one above the limit
    /// fails.
    ///
    /// - Parameters:
    ///   - goal: The ratio that is to be met.
    ///   - limit: The ratio that no boot explains.
    /// - Throws: Why frames do not arrive.
    mutating func roundTripTime(goal: Double, limit: Double) throws {
        let (rounds, count, length): (UInt32, UInt32, UInt32) = (15, 1000, 60)
        try withDatapath("dp1") { datapath in
            try withDatapath("dp2") { other in
                var path = try FramePath(0, in: datapath)
                var loop = try CLoop.loop(datapath: other)
                defer { unsafe close_loop(&loop) }
                let clock = ContinuousClock()
                var times: [(swift: Duration, c: Duration)] = []
                for round in 0..<rounds {
                    let numbers = round * count..<(round + 1) * count
                    let own = try clock.measure { try path.run(numbers, length: length) }
                    var status: Int32 = 0
                    let others = clock.measure { status = unsafe run_loop(&loop, numbers.lowerBound, count, length) }
                    guard status == 0 else { throw FrameSocket.Failure(call: "run_loop", errno: -status) }
                    times.append((own / Int(count), others / Int(count)))
                }
                report(times.map { ($0.swift / .nanoseconds(1), $0.c / .nanoseconds(1)) }, goal, limit)
            }
        }
    }

    /// Prints the medians, and the median of the rounds' ratios, to which noise that lasts longer does not matter.
    private mutating func report(_ times: [(swift: Double, c: Double)], _ goal: Double, _ limit: Double) {
        let (own, others) = (median(times.map(\.swift)), median(times.map(\.c)))
        let ratio = median(times.map { $0.swift / $0.c })
        print(
            "        nanoseconds for a round trip, median of \(times.count) rounds: Swift \(Int(own)), C \(Int(others))"
        )
        let hundredths = Int((ratio * 100).rounded(.up))
        let text = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        let outcome = ratio <= goal ? "met" : "not met"
        print("        the median of their ratios is \(text): the goal of \(goal) is \(outcome)")
        expect(ratio <= limit, "the median of the ratios is at most \(limit)", text)
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}

extension FramePath {
    /// Sends frames one after the other.
    fileprivate mutating func run(_ numbers: Range<UInt32>, length: UInt32) throws {
        for number in numbers {
            try start.send(number, length: length)
            let event = try upcalls.withNext { upcall, socket in
                guard try upcall.key()?.ethertype == 0x88b5 else { return false }
                try socket.execute(upcall) { $0.output(out) }
                return true
            }
            guard case .message(true)? = event else { throw FrameSocket.Failure(call: "withNext", errno: 0) }
            guard try end.receives(number, length: length) else { throw FrameSocket.Failure(call: "compare", errno: 0) }
        }
    }
}

extension CLoop.loop {
    /// Gives the upcalls of a datapath to the program in C, and the path of number 1 to the datapath.
    fileprivate init(datapath: UInt32) throws {
        self.init()
        let status = unsafe open_loop(&self, "in1", "out1")
        guard status == 0 else { throw FrameSocket.Failure(call: "open_loop", errno: -status) }
        self.datapath = datapath
        var socket = try NetlinkSocket()
        family = UInt16(try socket.perform(NLCtrl.GetFamily(familyName: "ovs_packet")).familyId ?? 0)
        let features: OVSDatapath.UserFeatures = [.unaligned, .dispatchUpcallPerCpu]
        _ = try socket.perform(
            OVSDatapath.Set(
                header: .init(dpIfindex: datapath),
                userFeatures: features,
                perCpuPids: [port_id, port_id]
            )
        )
        for device in ["in1-port", "out1-port"] {
            let request = OVSVport.New(
                header: .init(dpIfindex: datapath),
                type: .netdev,
                name: device,
                upcallPid: [port_id]
            )
            port = try socket.perform(request).portNo ?? 0
        }
    }
}
