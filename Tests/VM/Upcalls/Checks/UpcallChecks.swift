import Netlink
import OVSDatapath
import OVSFlow
import OVSPacket
import OVSVport
import OpenVSwitch

extension Checks {
    /// Upcalls whose receiver the processor chooses.
    ///
    /// Both ends of a veth pair are ports: what leaves through one comes in through the other.
    mutating func perCPU(_ first: String, _ second: String) throws {
        try withDatapath("dp1") { datapath in
            var upcalls = try UpcallSocket(datapath: datapath)
            expect(upcalls.mode, is: .perCPU, "the mode is \(upcalls.mode)")
            let state = try features(datapath)
            expect(state.userFeatures, is: [.unaligned, .dispatchUpcallPerCpu], "other features stay on")
            expect(state.perCpuPids ?? [], is: [upcalls.portID, upcalls.portID], "both processors have the receiver")
            let (one, two) = (try upcalls.addPort(first), try upcalls.addPort(second))
            expect([one, two], is: [1, 2], "ports have numbers")
            try expectMiss(&upcalls, from: two, sending: send(frame(1), to: one, in: datapath))
            try expectAction(&upcalls)
            expect(try upcalls.next(timeLimit: .milliseconds(50)) == nil, "nothing else comes")
        }
    }

    /// Upcalls whose receiver the port knows.
    mutating func perVport(_ first: String, _ second: String) throws {
        try withDatapath("dp1") { datapath in
            // Leaves the datapath in the other mode.
            do { _ = try UpcallSocket(datapath: datapath) }
            var options = UpcallSocket.Options()
            options.dispatch = .perVport
            var upcalls = try UpcallSocket(datapath: datapath, options: options)
            expect(upcalls.mode, is: .perVport(.requested), "the mode is \(upcalls.mode)")
            expect(try features(datapath).userFeatures, is: .unaligned, "dispatch per CPU is off")
            let one = try upcalls.addPort(first)
            var other = try NetlinkSocket()
            let request = OVSVport.New(header: .init(dpIfindex: datapath), type: .netdev, name: second, upcallPid: [0])
            let two = try other.perform(request).portNo ?? 0
            try upcalls.execute(send(frame(2), to: one, in: datapath))
            let lost = try features(datapath).stats?.nLost
            expect(lost, is: 1, "a port that somebody else has added has no receiver at first")
            expect(try upcalls.next(timeLimit: .zero) == nil, "it is registered by the next look for upcalls")
            try expectMiss(&upcalls, from: two, sending: send(frame(3), to: one, in: datapath))
            // Another program may have it, until the port is added anew.
            _ = try other.perform(OVSVport.Set(header: request.header, portNo: two, upcallPid: [other.portID]))
            expect(try upcalls.next(timeLimit: .zero) == nil, "a change of a port is no upcall")
            let owners = [[upcalls.portID], [upcalls.portID], [other.portID]]
            expect(try receivers(datapath, &other), is: owners, "a port that another program takes over stays its own")
            try upcalls.registerPorts()
            let third = try upcalls.addPort("inner", type: .internal)
            expect(third, is: 3, "an internal port is added")
            let all = Array(repeating: [upcalls.portID], count: 4)
            expect(try receivers(datapath, &other), is: all, "all ports are registered")
            try byAnotherProgram(&upcalls, port: second, sending: send(frame(4), to: one, in: datapath))
        }
    }

    /// A port that ovs-dpctl removes and adds again.
    private mutating func byAnotherProgram(
        _ upcalls: inout UpcallSocket,
        port: String,
        sending request: OVSPacket.Execute
    ) throws {
        var socket = try NetlinkSocket()
        _ = try Shell.lines("/sbin/ovs-dpctl del-if dp1 \(port)")
        _ = try Shell.lines("/sbin/ovs-dpctl add-if dp1 \(port)")
        let added = try socket.perform(OVSVport.Get(header: .init(), name: port))
        expect(added.upcallPid, is: [0], "a port that ovs-dpctl adds has no receiver at first")
        expect(try upcalls.next(timeLimit: .zero) == nil, "it is registered by the next look for upcalls")
        let all = Array(repeating: [upcalls.portID], count: 4)
        expect(try receivers(upcalls.datapath, &socket), is: all, "all ports are registered again")
        let isPerCPU = try features(upcalls.datapath).userFeatures?.contains(.dispatchUpcallPerCpu)
        expect(isPerCPU, is: true, "ovs-dpctl has turned dispatch per CPU on, with the receivers that there were")
        try expectMiss(&upcalls, from: added.portNo ?? 0, sending: request)
    }

    private func receivers(_ datapath: UInt32, _ socket: inout NetlinkSocket) throws -> [[UInt32]] {
        let ports = try socket.dump(OVSVport.Get.Dump(header: .init(dpIfindex: datapath)))
        return ports.sorted { $0.portNo ?? 0 < $1.portNo ?? 0 }.map { $0.upcallPid ?? [] }
    }

    /// More upcalls than the receive buffer holds.
    mutating func loss() throws {
        try withDatapath("dp1") { datapath in
            var options = UpcallSocket.Options()
            options.receiveBufferSize = 16 << 10
            var upcalls = try UpcallSocket(datapath: datapath, options: options)
            var batch = RequestBatch()
            for number in 0..<200 {
                try batch.append(sendUp(frame(number), to: upcalls.portID, in: datapath))
            }
            // Whoever executes a packet does not learn that its upcall is lost (`output_userspace`).
            let failures = try upcalls.perform(batch)
            expect(failures.isEmpty, "requests succeed whose upcalls are lost", "\(failures)")
            var (received, lost) = (0, 0)
            while let event = try upcalls.next(timeLimit: .milliseconds(50)) {
                if case .action = event { received += 1 }
                if case .lost(let count) = event { lost += count ?? 0 }
            }
            print("        received \(received), lost \(lost)")
            expect(received > 0 && lost > 0, "some upcalls arrive and others are lost")
            expect(received + lost, is: 200, "each upcall has arrived or counts as lost")
        }
    }

    /// Many requests, of which some fail.
    mutating func batches() throws {
        try withDatapath("dp1") { datapath in
            var upcalls = try UpcallSocket(datapath: datapath)
            var batch = RequestBatch()
            for number in 0..<500 {
                let isWrong = number == 3 || number == 64 || number == 499
                try batch.append(sendUp(frame(number), to: upcalls.portID, in: isWrong ? 9999 : datapath))
            }
            let failures = try upcalls.perform(batch)
            expect(failures.map(\.position), is: [3, 64, 499], "errors find their requests")
            expect(failures.allSatisfy { $0.error.errno == .noDevice }, "they are ENODEV", "\(failures)")
            var numbers: [Int] = []
            while case .action(let upcall)? = try upcalls.next(timeLimit: .milliseconds(50)) {
                numbers.append(Int(upcall.packet?[14] ?? 0) << 8 | Int(upcall.packet?[15] ?? 0))
            }
            expect(numbers, is: (0..<500).filter { ![3, 64, 499].contains($0) }, "all others are carried out in order")
            try allFail(&upcalls)
            try measure(datapath)
        }
    }

    /// More errors than the receive buffer holds at once.
    private mutating func allFail(_ upcalls: inout UpcallSocket) throws {
        var batch = RequestBatch()
        for number in 0..<2000 { try batch.append(send(frame(number), to: 0, in: 9999)) }
        let failures = try upcalls.perform(batch)
        expect(failures.map(\.position), is: Array(0..<2000), "2,000 errors find their requests")
        expect(failures.allSatisfy { $0.error.errno == .noDevice }, "none of them is lost")
    }

    /// Prints how long requests take that the kernel answers and such that it does not.
    private func measure(_ datapath: UInt32) throws {
        var socket = try NetlinkSocket()
        var batch = RequestBatch()
        let request = send(frame(), in: datapath)
        for _ in 0..<500 { try batch.append(request) }
        let clock = ContinuousClock()
        let single = try clock.measure { for _ in 0..<500 { try socket.perform(request) } }
        let each = try clock.measure { for _ in 0..<10 { _ = try socket.perform(batch) } }
        let failures = try clock.measure { for _ in 0..<10 { _ = try socket.perform(batch, acknowledging: .failures) } }
        let times = [single * 10, each, failures].map { Int($0 / .nanoseconds(5000)) }
        print("        nanoseconds for an execute: alone \(times[0]), in a batch \(times[1]),")
        print("        in a batch that answers failures alone \(times[2])")
    }

    private func features(_ datapath: UInt32) throws -> OVSDatapath.Get.Reply {
        var socket = try NetlinkSocket()
        return try socket.perform(OVSDatapath.Get(header: .init(dpIfindex: datapath)))
    }

    /// A frame without a flow comes up.
    private mutating func expectMiss(
        _ upcalls: inout UpcallSocket,
        from port: UInt32,
        sending request: OVSPacket.Execute
    ) throws {
        try upcalls.execute(request)
        guard case .miss(let upcall)? = try upcalls.next(timeLimit: .seconds(5)) else {
            return expect(false, "a packet without a flow comes up", "there is no miss")
        }
        expect(upcall.header.dpIfindex, is: upcalls.datapath, "a packet without a flow comes up")
        expect(upcall.packet ?? [], is: request.packet, "it is what was sent")
        expect(upcall.key?.inPort, is: port, "it tells its port")
        expect(upcall.key?.ethertype, is: 0x88b5, "it tells its type")
        expect(upcall.packetHash != nil && !upcall.isCut, "it has a hash and is whole")
        print("        hash \(upcall.packetHash.map { "\($0)" } ?? "none"), \(upcall.originalLength) bytes")
    }

    /// A frame that an action cuts and sends up comes up, with what the request told.
    private mutating func expectAction(_ upcalls: inout UpcallSocket) throws {
        var request = sendUp(frame(4, length: 200), to: upcalls.portID, in: upcalls.datapath, cut: 64)
        request.mru = 1400
        request.hash = PacketHash(0xbeef, flags: [.software, .ports]).rawValue
        try upcalls.execute(request)
        guard case .action(let upcall)? = try upcalls.next(timeLimit: .seconds(5)) else {
            return expect(false, "a userspace action sends a packet up", "there is no action")
        }
        expect(upcall.userdata ?? [], is: [1, 2, 3, 4, 5], "a userspace action sends a packet up with its cookie")
        expect(upcall.packet ?? [], is: Array(frame(4, length: 200).prefix(64)), "it is cut")
        expect(upcall.isCut && upcall.originalLength == 200, "it tells its length before", "\(upcall.originalLength)")
        expect(upcall.mru, is: 1400, "it tells the largest fragment")
        expect(upcall.packetHash, is: PacketHash(0xbeef, flags: [.software, .ports]), "it keeps its hash")
    }
}
