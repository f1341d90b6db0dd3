import Netlink
import OVSDatapath
import OpenVSwitch

/// The way of frames through a datapath: in through one veth pair, out through another.
///
/// Of number 0 the devices are `in0`, where frames begin, `in0-port`, `out0-port` and `out0`, where they end.
struct FramePath: ~Copyable {
    var upcalls: UpcallSocket
    let start: FrameSocket
    var end: FrameSocket

    /// The datapath's port that frames leave through.
    let out: UInt32

    init(_ number: Int, in datapath: UInt32, options: UpcallSocket.Options = .init()) throws {
        var upcalls = try UpcallSocket(datapath: datapath, options: options)
        _ = try upcalls.addPort("in\(number)-port")
        let out = try upcalls.addPort("out\(number)-port")
        let start = try FrameSocket("in\(number)")
        let end = try FrameSocket("out\(number)")
        self.upcalls = upcalls
        self.start = start
        self.end = end
        self.out = out
    }
}

/// What a datapath has counted.
func statistics(of datapath: UInt32) throws -> OVSDatapath.OVSDpStats {
    var socket = try NetlinkSocket()
    return try socket.perform(OVSDatapath.Get(header: .init(dpIfindex: datapath))).stats ?? .init()
}
