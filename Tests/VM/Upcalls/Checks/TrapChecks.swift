import Netlink
import OVSPacket
import OpenVSwitch

extension Checks {
    /// What a datapath may do that an author of a switch does not expect; the table is in Tests/Traps.md.
    mutating func traps() throws {
        try otherDatapath()
        try emptyActions()
    }

    /// A packet of another datapath: actions may name any socket.
    mutating func otherDatapath() throws {
        try withDatapath("dp1") { datapath in
            try withDatapath("dp2") { other in
                // By processor, the port in the action would not count.
                var options = UpcallSocket.Options()
                options.dispatch = .perVport
                var upcalls = try UpcallSocket(datapath: datapath, options: options)
                try upcalls.execute(sendUp(frame(1), to: upcalls.portID, in: other))
                guard case .action(let upcall)? = try upcalls.next(timeLimit: .seconds(5)) else {
                    return expect(false, "an upcall of another datapath comes", "there is no action")
                }
                expect(upcall.header.dpIfindex, is: other, "an upcall of another datapath tells which")
                expect(upcall.execute([])?.header.dpIfindex, is: other, "its packet goes back there")
                expect(upcall.actions == nil, "it has no actions, since nobody asked for them")
            }
        }
    }

    /// An empty list of actions, which is something else than none.
    mutating func emptyActions() throws {
        try withDatapath("dp1") { datapath in
            var upcalls = try UpcallSocket(datapath: datapath)
            try upcalls.execute(send(frame(1), in: datapath))
            expect(true, "the kernel accepts an empty list of actions")
            expect(try upcalls.next(timeLimit: .milliseconds(50)) == nil, "it drops the packet")
            // The longest packet that can be sent is accepted too.
            try upcalls.execute(send(frame(length: 65_531), in: datapath))
            expect(true, "the kernel accepts a packet of 65,531 bytes")
        }
    }
}
